import { describe, expect, test } from "vitest";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import { defaultSettings, isThisComputer, parseSettings } from "../../../src-main/contract/settings.ts";

function detailOf(text: string): string {
  try {
    parseSettings(text, "settings.json");
  } catch (error) {
    if (isReplicaError(error, "CONFIG_FILE")) return String(error.details["detail"]);
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the settings file", () => {
  test("may leave everything out", () => {
    expect(parseSettings("{}", "settings.json")).toEqual({ settings: defaultSettings, unknownNames: [] });
    expect(defaultSettings).toEqual({
      tally: "http://localhost:9000",
      companies: [],
      everySeconds: 300,
      language: "en",
      backup: { isOn: true, everyHours: 24, keep: 3 },
      retention: { runsDays: 365, changesDays: null },
    });
  });

  test("tells unknown entries instead of refusing them, and bears a byte order mark", () => {
    const { settings, unknownNames } = parseSettings(
      '\uFEFF{"language":"hi","colour":"red"}',
      "settings.json",
    );
    expect(settings.language).toBe("hi");
    expect(unknownNames).toEqual(["colour"]);
  });

  test("says what is wrong and where", () => {
    expect(detailOf("{")).toBe("it is not JSON");
    expect(detailOf('{"everySeconds":0}')).toMatch(/^everySeconds: /);
    expect(detailOf('{"language":"fr"}')).toMatch(/^language: /);
    expect(detailOf('{"companies":"Sharma"}')).toMatch(/^companies: /);
    expect(detailOf("[]")).not.toBe("");
    expect(detailOf("null")).not.toBe("");
  });
});

describe("where the books travel", () => {
  test("within this PC or over the network", () => {
    expect(isThisComputer("http://localhost:9000")).toBe(true);
    expect(isThisComputer("http://127.0.0.1:9000")).toBe(true);
    expect(isThisComputer("http://[::1]:9000")).toBe(true);
    expect(isThisComputer("http://192.168.1.5:9000")).toBe(false);
    expect(isThisComputer("http://127.0.0.1.example.org:9000")).toBe(false);
  });
});
