import { useCallback } from "react";
import type { AppSettingsChange } from "../../../src-main/contract/app-settings.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import { useStore } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";

/** Changes take effect at once; there is nothing to save. */
export function useChangeSettings(): (change: AppSettingsChange, done?: string) => Promise<boolean> {
  const act = useAction();
  const { takeSettings } = useStore();
  return useCallback(
    (change, done) =>
      act("settings.change", change, {
        onDone: (settings) => {
          takeSettings(settings);
          // In the language that was just chosen.
          return done ?? sayIn(settings.language)("settings_saved");
        },
      }),
    [act, takeSettings],
  );
}
