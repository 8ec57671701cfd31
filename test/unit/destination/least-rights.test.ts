import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leastRights } from "../../fixtures/least-rights.ts";

const documentation = readFileSync(new URL("../../../docs/databases.md", import.meta.url), "utf8");

describe("the least rights in the documentation", () => {
  it.each(leastRights.postgres)("grant on PostgreSQL: %s", (right) => {
    expect(documentation).toContain(`grant ${right.replace("{database}", "books")} to`);
  });

  it("are those of MySQL, in one statement", () => {
    expect(documentation).toContain(`grant ${leastRights.mysql.join(", ")} on books.*`);
  });
});
