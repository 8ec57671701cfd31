import { expect, it } from "vitest";
import { NameIndex, resolveNames } from "../../../src-main/sync/names.ts";
import { streamByName } from "../../../src-main/catalog/index.ts";
import { onlyRun, requireEqual, startTrial, syncAndRequireEqual } from "../../support/replica-trial.ts";

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
