import { assert, integer, property } from "fast-check";
import { expect, it } from "vitest";
import type { Books } from "../../../src-main/sample-tally/books.ts";
import { parentTypeOf } from "../../../src-main/sample-tally/books/master-changes.ts";
import type { VoucherRecord } from "../../../src-main/sample-tally/books/numbering.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import {
  allOperationKinds,
  operationKinds,
  runOperation,
  runRandomOperation,
} from "../../../src-main/sample-tally/control/random-operation.ts";
import type { MasterType, TallyObject } from "../../../src-main/sample-tally/model.ts";
import { baseOf, listOf, makeCompany, picture } from "./helpers.ts";

function expectSoundBooks({ books }: CompanyControl): void {
  const { state } = books;
  const masterIds = new Set<unknown>();
  for (const master of books.rawMasters()) {
    expect(masterIds.has(master.fields["MASTERID"])).toBe(false);
    masterIds.add(master.fields["MASTERID"]);
    expect([parentOf(books, master), master.fields["NAME"]]).not.toContain("missing");
    expect(master.fields["ALTERID"]).toBeLessThanOrEqual(state.mastersCounter);
    expect(books.masterByName(master.type as "LEDGER", master.fields["NAME"] as string)).toBe(master);
  }
  expectNumbersInOrder(Array.from(state.vouchers.all()));
  const alterIds = new Set<unknown>();
  for (const voucher of books.rawVouchers()) {
    const { ALTERID: alterId, DATE: date } = voucher.fields;
    expect(alterIds.has(alterId)).toBe(false);
    alterIds.add(alterId);
    expect(alterId).toBeLessThanOrEqual(state.vouchersCounter);
    expect((date as { day: number }).day).toBeGreaterThanOrEqual(45_747);
    expect(listOf(voucher, "ALLLEDGERENTRIES").reduce((sum, line) => sum + baseOf(line), 0)).toBe(0);
    for (const line of listOf(voucher, "ALLLEDGERENTRIES")) {
      expect(books.masterByName("LEDGER", line.fields["LEDGERNAME"] as string)).toBeDefined();
    }
    for (const item of listOf(voucher, "ALLINVENTORYENTRIES")) {
      expect(books.masterByName("STOCKITEM", item.fields["STOCKITEMNAME"] as string)).toBeDefined();
    }
  }
}

function parentOf(books: Books, master: TallyObject): "root" | "missing" | "there" {
  const type = parentTypeOf(master.type as MasterType);
  const parent = master.fields["PARENT"] as string | undefined;
  if (type === undefined || parent === "\u0004 Primary") return "root";
  return books.masterByName(type, parent ?? "") === undefined ? "missing" : "there";
}

/** Automatic numbers count 1, 2, 3 … through each series in the order of the day book. */
function expectNumbersInOrder(records: readonly VoucherRecord[]): void {
  const automatic = records.filter((record) => record.numberKey !== "");
  for (const series of Map.groupBy(automatic, (record) => record.numberKey).values()) {
    for (const [index, record] of series.entries()) {
      expect(record.number.match(/\d+/g)).toContain(String(index + 1));
    }
  }
}

it("knows at least 25 kinds", () => {
  expect(operationKinds.length).toBeGreaterThanOrEqual(40);
  expect(new Set(allOperationKinds).size).toBe(allOperationKinds.length);
});

it("can do every kind, and says what it did", () => {
  const control = makeCompany(400, 11);
  const random = makeRandom(3);
  const missing = allOperationKinds.filter((kind) => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const done = runOperation(control, random, kind);
      if (done !== undefined) return done.description === "";
    }
    return true;
  });
  expect(missing).toEqual([]);
  expectSoundBooks(control);
});

it("keeps the books sound whatever happens, restores included", () => {
  const steps = property(integer({ min: 0, max: 2 ** 31 }), integer({ min: 1, max: 60 }), (seed, count) => {
    const control = makeCompany(40, 2);
    const random = makeRandom(seed);
    for (let step = 0; step < count; step += 1) runRandomOperation(control, random, allOperationKinds);
    expectSoundBooks(control);
  });
  expect(() => assert(steps, { numRuns: 25 })).not.toThrow();
});

it("goes on for long: what the company needs is never deleted", () => {
  const control = makeCompany(150, 3);
  const random = makeRandom(93);
  expect(() => {
    for (let step = 0; step < 1500; step += 1) runRandomOperation(control, random);
  }).not.toThrow();
  expectSoundBooks(control);
});

it("does the same for the same seed", () => {
  const run = (): string => {
    const control = makeCompany(60, 2);
    const random = makeRandom(77);
    const done = Array.from({ length: 80 }, () => runRandomOperation(control, random).description);
    return done.join("\n") + picture(control);
  };
  expect(run()).toBe(run());
});
