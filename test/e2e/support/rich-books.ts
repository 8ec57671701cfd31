import path from "node:path";
import Database from "better-sqlite3";
import type { SampleTally, SampleTallyOptions } from "../../../src-main/sample-tally/index.ts";
import type { Launcher } from "./fixture.ts";
import { ask, dataFolderOf, isAtRest, settingsFor, startProduct, waitForState } from "./product.ts";
import type { Product } from "./product.ts";

/** A program with something to see on every page: changes, held deletions, a difference, a company that is closed. */

interface RichBooks {
  readonly product: Product;
  readonly sample: SampleTally;
  /** Keys of the companies, in the order of the sample. */
  readonly keys: readonly string[];
}

export function openDatabase(home: string): Database.Database {
  return new Database(path.join(dataFolderOf(home), "tally-replica.sqlite"));
}

/** Adds one rupee to one posted line, as no program of ours would. */
export function spoilAmount(home: string, companyName: string): void {
  const database = openDatabase(home);
  database
    .prepare(
      `update voucher_ledger_entries set amount = amount + 1 where rowid =
         (select max(l.rowid) from voucher_ledger_entries l
          join vouchers v on v.tally_guid = l.voucher_guid and v.company_id = l.company_id
          join companies c on c.id = v.company_id
          where v.posts_to_accounts = 1 and c.name = ?)`,
    )
    .run(companyName);
  database.close();
}

/** So many at once that they wait for a person. */
export function deleteMany(sample: SampleTally, company?: string): number {
  const control = sample.company(company);
  const ids = control.voucherIds().slice(0, 60);
  for (const id of ids) control.delete(id);
  return ids.length;
}

export async function makeRichBooks(
  launcher: Launcher,
  startTally: (options?: SampleTallyOptions) => Promise<SampleTally>,
): Promise<RichBooks> {
  const sample = await startTally({ companies: 5, vouchers: 200 });
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  const loaded = await waitForState(page, (state) => isAtRest(state) && state.companies.length === 5);
  const names = sample.state.all.map(({ books }) => books.company.fields["NAME"] as string);
  const keys = names.map((name) => loaded.companies.find((each) => each.name === name)?.key ?? "");
  const [first = "", , third = ""] = names;
  for (let index = 0; index < 12; index += 1) sample.company(first).postRandom();
  sample.company(first).masters.rename("LEDGER", "Cash", "Petty cash");
  deleteMany(sample, names[1]);
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(
    page,
    ({ phase, companies }) => phase === "idle" && companies.some((each) => each.heldDeletes > 0),
  );
  spoilAmount(product.home, third);
  await ask(page, "company.verify", { company: keys[2] ?? "" });
  await waitForState(page, ({ companies }) => companies.some((each) => each.verdict === "differs"));
  sample.state.setOpen(sample.company(names[3]), false);
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(
    page,
    ({ phase, companies }) => phase === "idle" && companies.some((each) => !each.isOpen),
  );
  return { product, sample, keys };
}
