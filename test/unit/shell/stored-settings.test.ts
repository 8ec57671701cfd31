import { describe, expect, it } from "vitest";
import { defaultAppSettings } from "../../../src-main/contract/app-settings.ts";
import { readStoredSettings } from "../../../src-main/shell/stored-settings.ts";

describe("the settings file", () => {
  it("need not be there", () => {
    expect(readStoredSettings(null)).toEqual({
      state: "good",
      settings: defaultAppSettings,
      unknown: {},
      names: [],
    });
  });

  it("is read as it was written", () => {
    const settings = { ...defaultAppSettings, everyMinutes: 15, language: "hi" as const };
    expect(readStoredSettings(JSON.stringify(settings))).toMatchObject({ state: "good", settings });
  });

  it("that is cut off gives the usual values and is told", () => {
    expect(readStoredSettings('{"everyMinutes": 15, "langu')).toMatchObject({
      state: "damaged",
      settings: defaultAppSettings,
    });
    expect(readStoredSettings("[1, 2]").state).toBe("damaged");
  });

  it("with one bad entry keeps all the others", () => {
    const text = JSON.stringify({
      version: 1,
      everyMinutes: -4,
      tallyUrl: "http://office:9001",
      theme: "dark",
    });
    expect(readStoredSettings(text)).toMatchObject({
      state: "damaged",
      names: ["everyMinutes"],
      settings: { everyMinutes: 5, tallyUrl: "http://office:9001", theme: "dark" },
    });
  });

  it("of a newer version keeps what this one does not know", () => {
    const text = JSON.stringify({ version: 7, everyMinutes: 10, theme: "sepia", cloud: { on: true } });
    const read = readStoredSettings(text);
    expect(read).toMatchObject({
      state: "newer",
      settings: { everyMinutes: 10, theme: "system" },
      unknown: { theme: "sepia", cloud: { on: true } },
    });
    expect(read.names).toEqual(["theme", "cloud"]);
  });

  it("of an older version without newer entries gives their usual values", () => {
    expect(readStoredSettings('{"tallyUrl":"http://localhost:9005"}')).toMatchObject({
      state: "good",
      settings: { tallyUrl: "http://localhost:9005", everyMinutes: 5 },
    });
  });
});
