import { expect, test } from "vitest";
import { givenCliTrial } from "./cli-trial.ts";

const trial = givenCliTrial({ companies: 1, vouchers: 40 });
const { cli } = trial;

/** Longer than any database of the product keeps a text that is searched by. */
const tooLong = "y".repeat(460);

test("what could not be stored is named as Tally names it, and stored once it is mended", async () => {
  await cli("sync");
  const company = trial.sample.company();
  const [id = 0] = company.voucherIds().slice(20);
  company.setReference(id, tooLong);
  company.masters.create("LEDGER", tooLong);
  expect((await cli("sync")).exitCode).toBe(5);

  const listed = await cli("quarantine");
  expect(listed.exitCode).toBe(0);
  expect(listed.stdout).toMatch(
    / voucher +[A-Z]\S.* \S+ +\d{4}-\d\d-\d\d +Reference +the text has 460 characters; at most 450 can be stored +1/,
  );
  expect(listed.stdout).toMatch(/ ledger +\S+-[0-9a-f]{8} +Name +the text has 460 characters/);
  expect(listed.stderr).toContain("Correct them in Tally");
  const { quarantine } = JSON.parse((await cli("quarantine", "--json")).stdout) as {
    readonly quarantine: readonly { readonly table: string; readonly nameOrNumber: string }[];
  };
  expect(quarantine.map(({ table, nameOrNumber }) => [table, nameOrNumber !== ""])).toEqual(
    expect.arrayContaining([
      ["ledgers", false],
      ["vouchers", true],
    ]),
  );
  expect((await cli("quarantine", "--verbose")).stdout).toContain(tooLong);

  company.setReference(id, "short");
  company.masters.rename("LEDGER", tooLong, "Mended ledger");
  const replayed = await cli("quarantine", "--replay");
  expect(replayed.stdout).toContain("Nothing is set aside.");
  expect(replayed.exitCode).toBe(0);
});
