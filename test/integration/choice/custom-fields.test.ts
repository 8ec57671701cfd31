import { afterEach, describe, expect, it } from "vitest";
import type { CustomField } from "../../../src-main/contract/choice.ts";
import type { CompanyBooks, TallyObject } from "../../../src-main/sample-tally/model.ts";
import { engineWith } from "../../support/choice-trial.ts";
import { fieldText, readChanges, requireEqual, startTrial, type Trial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;
const all = { companies: [], full: false, acceptDeletes: false };

const receipt: CustomField = {
  name: "lorry_receipt",
  table: "vouchers",
  expression: "$LRNumber",
  type: "text",
};
const weight: CustomField = {
  name: "weight",
  table: "vouchers",
  expression: "$DispatchWeight",
  type: "number",
};
const rating: CustomField = { name: "rating", table: "ledgers", expression: "$CustomerRating", type: "text" };
const known: CustomField = { name: "known_since", table: "ledgers", expression: "$KYCDate", type: "date" };
const deposit: CustomField = {
  name: "deposit",
  table: "ledgers",
  expression: "$SecurityDeposit",
  type: "amount",
};
const key: CustomField = { name: "is_key", table: "ledgers", expression: "$IsKeyAccount", type: "yes_no" };

let trial: Trial;
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

async function startLoaded(): Promise<void> {
  trial = await startTrial({ vouchers: 80 });
  await trial.sync();
}

async function add(...fields: readonly CustomField[]): Promise<void> {
  for (const field of fields) await trial.engine.fields.add({ field }, signal);
}

async function column(table: string, name: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await trial.destination.select({
    companyId: await trial.companyId(trial.control.books),
    table,
    columns: ["tally_guid", name],
  });
  return new Map(rows.map((row) => [String(row["tally_guid"]), row[name]]));
}

function expected(
  objects: Iterable<TallyObject>,
  value: (object: TallyObject) => unknown,
): ReadonlyMap<string, unknown> {
  return new Map([...objects].map((object) => [fieldText(object, "GUID"), value(object)]));
}

function vouchersOf(books: CompanyBooks): Iterable<TallyObject> {
  return books.vouchers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

const dayText = (day: unknown): string | null =>
  typeof day === "object" && day !== null && "day" in day
    ? new Date(Date.UTC(1899, 11, 31) + Number(day.day) * 86_400_000).toISOString().slice(0, 10)
    : null;

async function requireFilled(): Promise<void> {
  const { books } = trial.control;
  const ledgers = books.masters("LEDGER");
  expect(await column("vouchers", "custom_lorry_receipt")).toEqual(
    expected(vouchersOf(books), ({ fields }) => fields["LRNUMBER"] ?? ""),
  );
  expect(await column("vouchers", "custom_weight")).toEqual(
    expected(vouchersOf(books), ({ fields }) =>
      typeof fields["DISPATCHWEIGHT"] === "number" ? String(fields["DISPATCHWEIGHT"]) : null,
    ),
  );
  expect(await column("ledgers", "custom_rating")).toEqual(
    expected(ledgers, ({ fields }) => fields["CUSTOMERRATING"] ?? ""),
  );
  expect(await column("ledgers", "custom_known_since")).toEqual(
    expected(ledgers, ({ fields }) => dayText(fields["KYCDATE"])),
  );
  expect(await column("ledgers", "custom_is_key")).toEqual(
    expected(ledgers, ({ fields }) => fields["ISKEYACCOUNT"] === true),
  );
  expect(await column("ledgers", "custom_deposit")).toEqual(
    expected(ledgers, ({ fields }) => {
      const amount = fields["SECURITYDEPOSIT"] as { readonly base: number } | undefined;
      return amount === undefined ? null : String(amount.base / 10_000);
    }),
  );
}

describe("a person's own fields", () => {
  it("are tried on one record, then filled for all, then kept current", async () => {
    await startLoaded();
    const tried = await trial.engine.fields.add({ field: receipt }, signal);
    expect(tried).toMatchObject({ company: "Sharma & Söhne" });
    await add(weight, rating, known, deposit, key);
    await trial.engine.sync(all, signal);
    await requireFilled();
    expect(await readChanges(trial)).toEqual([]);
    const sales = [...vouchersOf(trial.control.books)].find(({ fields }) => "LRNUMBER" in fields);
    trial.control.setNarration(Number(sales?.fields["MASTERID"]), "changed");
    await trial.engine.sync(all, signal);
    await requireFilled();
    expect(await readChanges(trial)).toHaveLength(1);
    await trial.engine.sync({ ...all, full: true }, signal);
    await requireFilled();
  });

  it("go with their content when they are removed, and come back with their type only", async () => {
    await startLoaded();
    await add(rating);
    await trial.engine.sync(all, signal);
    expect(await trial.engine.fields.remove(rating)).toBe(true);
    const [run] = (await trial.engine.sync(all, signal)).runs;
    expect(run?.purged?.["ledgers"]).toBeGreaterThan(0);
    expect(new Set((await column("ledgers", "custom_rating")).values())).toEqual(new Set([""]));
    expect(await trial.engine.fields.list()).toEqual([]);
    await expect(add({ ...rating, type: "number" })).rejects.toMatchObject({ code: "CONFIG_FIELD_NAME" });
    await add(rating);
    await trial.engine.sync(all, signal);
    expect([...(await column("ledgers", "custom_rating")).values()]).toContain("A");
    await trial.engine.fields.remove(rating);
    await trial.engine.sync(all, signal);
  });

  it("are refused without asking Tally where that can be seen", async () => {
    await startLoaded();
    const before = trial.source.traffic().requests;
    const refused = async (field: CustomField, code: string): Promise<void> => {
      await expect(trial.engine.fields.try({ field }, signal)).rejects.toMatchObject({ code });
    };
    await refused({ ...rating, table: "voucher_ledger_entries" }, "CONFIG_FIELD_TABLE");
    await refused({ ...rating, name: "email" }, "CONFIG_FIELD_NAME");
    await refused({ ...rating, name: "custom_email" }, "CONFIG_FIELD_NAME");
    await refused({ ...rating, expression: "$A\n$B" }, "CONFIG_FIELD_EXPRESSION");
    await refused({ ...rating, expression: "$A </SET><SET>" }, "CONFIG_FIELD_EXPRESSION");
    await refused({ ...rating, expression: "$$Foo:" }, "CONFIG_FIELD_EXPRESSION");
    expect(trial.source.traffic().requests).toBe(before);
  });

  it("are refused where Tally gives something else", async () => {
    await startLoaded();
    const field: CustomField = { name: "x", table: "ledgers", expression: "$Name", type: "number" };
    await expect(trial.engine.fields.add({ field }, signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^CONFIG_FIELD_VALUE|^SOURCE_/) as string,
    });
    expect(await trial.engine.fields.list()).toEqual([]);
    await requireEqual(trial);
  });

  it("are given up soon where a bad formula opens a box in Tally, and then held back", async () => {
    await startLoaded();
    const field: CustomField = { ...rating, expression: "$$NoSuchFunction:$Name" };
    const engine = engineWith(trial, {}, { fieldTryMs: 3_000 });
    await expect(engine.fields.add({ field }, signal)).rejects.toMatchObject({
      code: "SOURCE_TIMEOUT",
      details: { seconds: 3 },
    });
    trial.port.closeDialog();
    await expect(engine.fields.add({ field }, signal)).rejects.toMatchObject({
      code: "CONFIG_FIELD_HELD_BACK",
    });
    await trial.engine.sync(all, signal);
    expect(await trial.engine.fields.list()).toEqual([]);
  });

  it("are not sent again by themselves after a try that Tally did not answer", async () => {
    await startLoaded();
    trial.port.faults.add({ fault: { kind: "reset", fraction: 0.4 }, contains: "CustomerRating" });
    await expect(add(rating)).rejects.toMatchObject({ code: "SOURCE_CONNECTION_LOST" });
    const before = trial.source.traffic().requests;
    await expect(add(rating)).rejects.toMatchObject({ code: "CONFIG_FIELD_HELD_BACK" });
    expect(trial.source.traffic().requests).toBe(before);
    await trial.engine.sync(all, signal);
    expect(await trial.engine.fields.list()).toEqual([]);
    const tried = await trial.engine.fields.add({ field: rating, isAgreed: true }, signal);
    expect(tried.company).toBe("Sharma & Söhne");
    await expect(add({ ...rating, name: "again" })).resolves.toBeUndefined();
  });
});
