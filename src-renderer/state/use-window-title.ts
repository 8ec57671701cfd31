import { useEffect } from "react";

const program = "Tally Replica";

/** What the taskbar shows when the pointer rests on it. */
export function useWindowTitle(text: string): void {
  useEffect(() => {
    document.title = `${text} · ${program}`;
    return () => {
      document.title = program;
    };
  }, [text]);
}
