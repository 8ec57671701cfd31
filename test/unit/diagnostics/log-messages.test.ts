import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const sources = join(import.meta.dirname, "../../../src-main");

test("no message of a log is put together: what varies stands in the details", () => {
  const calls = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("sample-tally"))
    .flatMap((name) => {
      const text = readFileSync(join(sources, name), "utf8");
      return [...text.matchAll(/\b(?:log|logger)\.(?:debug|info|warn|error)\(\s*([^,)]*)/g)].map((match) => ({
        name,
        message: match[1] ?? "",
      }));
    });
  expect(calls.length).toBeGreaterThan(10);
  const handedOn = new Set(["message"]);
  const composed = calls.filter(({ message }) => !/^"[^"]*"$/.test(message) && !handedOn.has(message));
  expect(composed).toEqual([]);
});
