/** Writes one window of a first load after the other into the database named on the command line. */
import { openSqlite } from "../../../../src-main/destination/sqlite.ts";
import { ledgers, testStreams } from "../../../contract/destination-catalog.ts";
import { prepareCompany, row } from "../../../contract/destination-helpers.ts";

const [, , path = ""] = process.argv;
await using destination = openSqlite({ path, threadFromEntities: 1 });
await destination.prepare(testStreams, "1.0.0");
const { fence, stamp } = await prepareCompany(destination);
for (let window = 1; ; window += 1) {
  const names = Array.from({ length: 300 }, (_, index) => `${window} ${index}`);
  const rows = names.map((name) => row(ledgers, name, { name, notes: "x".repeat(500) }));
  await destination.transaction(
    fence,
    (tx) => tx.writeEntities(ledgers, rows, stamp(), { isKnownNew: true }),
    { isRepeatable: true },
  );
  console.log(window);
}
