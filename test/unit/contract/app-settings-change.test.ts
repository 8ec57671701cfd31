import { expect, test } from "vitest";
import { appSettingsChangeSchema, defaultAppSettings } from "../../../src-main/contract/app-settings.ts";

test("a change holds what was given and nothing else", () => {
  expect(appSettingsChangeSchema.parse({})).toEqual({});
  expect(appSettingsChangeSchema.parse({ language: "hi" })).toEqual({ language: "hi" });
  const whole = { notifications: defaultAppSettings.notifications, retention: defaultAppSettings.retention };
  expect(appSettingsChangeSchema.parse(whole)).toEqual(whole);
});

test.each([
  { everyMinutes: 0 },
  { everyMinutes: "5" },
  { language: "xx" },
  { database: { product: "sqlite" } },
])("%j is refused", (change) => {
  expect(appSettingsChangeSchema.safeParse(change).success).toBe(false);
});
