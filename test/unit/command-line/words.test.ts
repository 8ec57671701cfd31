import { CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import { hidePasswords } from "../../../src-main/command-line/hide-password.ts";
import { findConfigFile } from "../../../src-main/command-line/load-settings.ts";
import { nearest } from "../../../src-main/contract/nearest.ts";
import { oneOf, pointInTime, tableName, wholeNumber } from "../../../src-main/command-line/option-values.ts";
import { usageErrorOfParser } from "../../../src-main/command-line/usage-error.ts";

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isReplicaError(error, "CONFIG_USAGE")) return String(error.details["problem"]);
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("option values", () => {
  test("whole numbers within their bounds", () => {
    const parse = wholeNumber("en", "--limit", { least: 1, most: 100 });
    expect(parse("100")).toBe(100);
    for (const wrong of ["0", "101", "-1", "1.5", "1e1", "x", "", "١"]) {
      expect(problemOf(() => parse(wrong))).toContain("--limit cannot be");
    }
  });

  test("dates mean the local day, times are exact", () => {
    const parse = pointInTime("en", "--from");
    expect(parse("2026-04-01")).toBe(new Date(2026, 3, 1).toISOString());
    expect(parse("2026-04-01T10:30:00Z")).toBe("2026-04-01T10:30:00.000Z");
    expect(parse("2026-04-01T10:30+05:30")).toBe("2026-04-01T05:00:00.000Z");
    for (const wrong of ["2026-02-31", "01-04-2026", "yesterday", "2026-04-01T25:00Z", ""]) {
      expect(problemOf(() => parse(wrong))).toContain("--from cannot be");
    }
  });

  test("one of a few words, and tables of the catalog", () => {
    expect(oneOf("en", "--pace", ["fast", "real"])("Real")).toBe("real");
    expect(problemOf(() => oneOf("en", "--pace", ["fast", "real"])("slow"))).toContain("fast, real");
    expect(tableName("en", "--table")("vouchers")).toBe("vouchers");
    expect(problemOf(() => tableName("hi", "--table")("voucher"))).toContain("vouchers");
  });
});

describe("what the parser finds wrong", () => {
  test("is said in our words, with its suggestion", () => {
    const error = new CommanderError(
      1,
      "commander.unknownOption",
      "error: unknown option '--ful'\n(Did you mean --full?)",
    );
    expect(usageErrorOfParser(error, "en").details).toEqual({
      problem: "There is no option --ful.",
      suggestion: "--full",
    });
  });

  test("never repeats a password", () => {
    const typed = "--too=postgres://books:geheim@db/books";
    const error = new CommanderError(1, "commander.unknownOption", `error: unknown option '${typed}'`);
    expect(JSON.stringify(usageErrorOfParser(error, "en").details)).not.toContain("geheim");
    const extra = new CommanderError(
      1,
      "commander.excessArguments",
      "error: too many arguments for 'sync'. Expected 0 arguments but got 1: postgres://books:geheim@db/books.",
    );
    const details = JSON.stringify(usageErrorOfParser(extra, "hi").details);
    expect(details).not.toContain("geheim");
    expect(details).toContain("postgres://books");
  });
});

describe("passwords", () => {
  test("are hidden in addresses, key-value texts and where the environment's one appears", () => {
    expect(hidePasswords("at mssql://sa:p:w@host:1433/db now")).toBe("at mssql://sa:…@host:1433/db now");
    expect(hidePasswords("host=a;Password=secret;x=1")).toBe("host=a;Password=…;x=1");
    expect(hidePasswords("login failed for geheim", "geheim")).toBe("login failed for …");
    expect(hidePasswords("http://localhost:9000 and a@b.c")).toBe("http://localhost:9000 and a@b.c");
  });
});

describe("suggestions", () => {
  test("a beginning, a typing error, or nothing", () => {
    const names = ["Sharma Traders", "Gupta & Sons"];
    expect(nearest("sharma", names)).toBe("Sharma Traders");
    expect(nearest("Gupta and Sons", names)).toBe("Gupta & Sons");
    expect(nearest("something else", names)).toBeNull();
    expect(nearest("x", [])).toBeNull();
  });
});

describe("the settings file on the line", () => {
  test("is found in both spellings, and not behind --", () => {
    expect(findConfigFile(["sync", "--config", "a.json"])).toBe("a.json");
    expect(findConfigFile(["--config=b.json", "sync"])).toBe("b.json");
    expect(findConfigFile(["sync", "--", "--config", "c.json"])).toBeNull();
    expect(findConfigFile(["sync", "--config"])).toBeNull();
  });
});
