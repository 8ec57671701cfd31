import { describe, expect, it } from "vitest";
import type { EntityRow } from "../../../src-main/contract/value.ts";
import { Staging } from "../../../src-main/sync/staging.ts";

/** More than are kept in memory. */
const many = 20_050;

function rowOf(number: number, narration = ""): EntityRow {
  return {
    guid: `guid-${number}`,
    masterId: number,
    alterId: number,
    values: { narration },
    children: {},
  };
}

async function rowsOf(staging: Staging): Promise<Map<string, EntityRow>> {
  const rows = new Map<string, EntityRow>();
  for await (const batch of staging.batches("vouchers", 1_000)) {
    for (const row of batch) rows.set(row.guid, row);
  }
  return rows;
}

describe("staging beyond what is kept in memory", () => {
  it("keeps what is added after it was read once", async () => {
    await using staging = new Staging();
    for (let number = 1; number <= many; number += 1) staging.add("vouchers", rowOf(number));
    expect((await rowsOf(staging)).size).toBe(many);
    staging.add("vouchers", rowOf(many + 1));
    staging.add("vouchers", rowOf(7, "read again"));
    const rows = await rowsOf(staging);
    expect(rows.size).toBe(many + 1);
    expect(rows.get("guid-7")?.values).toEqual({ narration: "read again" });
    expect(staging.count("vouchers")).toBe(many + 1);
  });

  it("keeps texts with every kind of line end", async () => {
    await using staging = new Staging();
    const narration = "first\u2028second\u2029third\u0085fourth\r\nfifth\nsixth\rseventh";
    for (let number = 1; number <= many; number += 1) staging.add("vouchers", rowOf(number));
    staging.add("vouchers", rowOf(3, narration));
    expect((await rowsOf(staging)).get("guid-3")?.values).toEqual({ narration });
  });
});
