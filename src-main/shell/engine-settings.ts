import type { AppSettings } from "../contract/app-settings.ts";
import type { Settings } from "../contract/settings.ts";

/** The tray app's settings in the form of the command line's settings file. `to` may hold a password: memory only. */
export function engineSettingsOf(settings: AppSettings, databaseUrl: string): Settings {
  const { tallyUrl, companies, everyMinutes, language, choice, customFields, backup, retention } = settings;
  return {
    tally: tallyUrl,
    to: databaseUrl,
    companies,
    everySeconds: everyMinutes * 60,
    language,
    ...(choice === undefined ? {} : { choice }),
    ...(customFields === undefined ? {} : { customFields }),
    backup,
    retention,
  };
}
