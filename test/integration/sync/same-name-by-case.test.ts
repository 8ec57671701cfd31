import { expect, it } from "vitest";
import { NameIndex, resolveNames } from "../../../src-main/sync/names.ts";
import { streamByName } from "../../../src-main/catalog/index.ts";
import { openForeignTally } from "../../support/foreign-tally.ts";
import {
  onlyRun,
  openReplica,
  requireEqual,
  startTrial,
  syncAndRequireEqual,
} from "../../support/replica-trial.ts";

it(
  "the predefined godown keeps its vouchers under a name that differs by case alone",
  { timeout: 60_000 },
  async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 5 });
    trial.control.masters.rename("GODOWN", "Main Location", "MAIN LOCATION");
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
    trial.control.masters.rename("GODOWN", "MAIN LOCATION", "main location");
    for (const id of trial.control.voucherIds().slice(0, 12)) trial.control.resave(id);
    await syncAndRequireEqual(trial);
    trial.control.masters.rename("GODOWN", "main location", "Main Location");
    await syncAndRequireEqual(trial);
  },
);

it("of two masters whose names differ by case alone none is guessed", () => {
  const index = new NameIndex();
  index.set("account_groups", "g1", "Debtors");
  index.set("account_groups", "g2", "DEBTORS");
  index.set("account_groups", "g3", "Bank");
  const parentOf = (name: string): readonly unknown[] => {
    const row = { guid: "l", masterId: 1, alterId: 1, values: { parent_name: name }, children: {} };
    const { values } = resolveNames(streamByName("ledgers"), row, index);
    return [values["parent_name"], values["parent_guid"]];
  };
  expect(parentOf("Debtors")).toEqual(["Debtors", "g1"]);
  expect(parentOf("debtors")).toEqual(["debtors", null]);
  expect(parentOf("BANK")).toEqual(["Bank", "g3"]);
  index.remove("account_groups", "g2");
  expect(parentOf("debtors")).toEqual(["Debtors", "g1"]);
});

it("an amount's currency is found by its symbol and by the name it is stored under", () => {
  const index = new NameIndex();
  index.learn("currencies", "c1", { name: "₹", stored_name: "I₹" });
  index.learn("currencies", "c2", { name: "د.إ", stored_name: "Dh" });
  index.learn("currencies", "c3", { name: "Dh.", stored_name: "د.إ" });
  const currencyOf = (name: string): readonly unknown[] => {
    const row = { guid: "l", masterId: 1, alterId: 1, values: { currency_name: name }, children: {} };
    const { values } = resolveNames(streamByName("ledgers"), row, index);
    return [values["currency_name"], values["currency_guid"]];
  };
  expect(currencyOf("₹")).toEqual(["₹", "c1"]);
  expect(currencyOf("I₹")).toEqual(["₹", "c1"]);
  expect(currencyOf("Dh")).toEqual(["د.إ", "c2"]);
  // A symbol goes before another currency's stored name.
  expect(currencyOf("د.إ")).toEqual(["د.إ", "c2"]);
  expect(currencyOf("$")).toEqual(["$", null]);
  index.remove("currencies", "c2");
  expect(currencyOf("Dh")).toEqual(["Dh", null]);
});

it("a line in a currency that Tally prints by its stored name has the currency's GUID", async () => {
  await using trial = await startTrial({ vouchers: 150, seed: 6 });
  const dollar = trial.control.books.masters("CURRENCY").find(({ fields }) => fields["NAME"] === "$");
  if (dollar === undefined) throw new Error("the sample has no dollar");
  // Vouchers go on showing `$`, which is now only the name under which the currency is stored.
  await using foreign = await openForeignTally(trial.port.url, {
    request: (text) =>
      text.replaceAll(
        "<SET>if $$IsEmpty:$OriginalName then $Name else $OriginalName</SET>",
        '<SET>if $Name = "$" then "US$" else $OriginalName</SET>',
      ),
  });
  await using replica = await openReplica(foreign.url);
  await replica.engine.sync(
    { companies: [], full: false, acceptDeletes: false },
    new AbortController().signal,
  );
  const lines = await replica.destination.select({
    companyId: 1,
    table: "voucher_ledger_entries",
    columns: ["currency_name", "currency_guid"],
  });
  const foreignLines = lines.filter((line) => line["currency_name"] === "US$");
  expect(foreignLines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => line["currency_name"] !== "" && line["currency_guid"] === null)).toEqual([]);
});
