import { useCallback } from "react";
import type { AppSettingsChange } from "../../../src-main/contract/app-settings.ts";
import { useSay, useStore } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";

/** Changes take effect at once; there is nothing to save. */
export function useChangeSettings(): (change: AppSettingsChange, done?: string) => Promise<boolean> {
  const act = useAction();
  const say = useSay();
  const { takeSettings } = useStore();
  return useCallback(
    (change, done) =>
      act("settings.change", change, {
        onDone: (settings) => {
          takeSettings(settings);
          return done ?? say("settings_saved");
        },
      }),
    [act, say, takeSettings],
  );
}
