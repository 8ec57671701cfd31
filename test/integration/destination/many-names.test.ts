import { expect, it } from "vitest";
import { streamByName } from "../../../src-main/catalog/index.ts";
import { readPostings } from "../../../src-main/destination/book-figures.ts";
import { findInconsistentDays } from "../../../src-main/destination/inconsistent-vouchers.ts";
import { startTrial } from "../../support/replica-trial.ts";

const others = Array.from({ length: 3_000 }, (_, index) => `not-there-${index}`);

/** SQL Server takes 2,098 parameters. */
it("more ledgers than a statement can name are answered as few are", async () => {
  await using trial = await startTrial({ vouchers: 40 });
  await trial.sync();
  const { destination } = trial;
  const { id } = await destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
  const all = await readPostings(destination, id);
  const [first, second] = new Set(all.flatMap(({ ledgerGuid }) => (ledgerGuid === null ? [] : [ledgerGuid])));
  const few = [first ?? "", second ?? ""];
  const told = await readPostings(destination, id, few);
  expect(told.length).toBeGreaterThan(1);
  expect(told.length).toBeLessThan(all.length);
  expect(await readPostings(destination, id, [...others, ...few])).toEqual(told);
  expect(await findInconsistentDays(destination, id, streamByName("vouchers"), others)).toEqual([]);
});
