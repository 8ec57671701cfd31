import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, it } from "vitest";
import { viewFragments } from "../../../src-main/destination/views/fragments.ts";
import { averageValue } from "../../../src-main/destination/views/stock-parts.ts";

/** Half away from zero, in whole numbers: what the products with decimals answer. */
function inDecimals(valuePaise: bigint, quantity: bigint, quantityIn: bigint): number {
  const product = valuePaise * quantity;
  const [size, sign] = product < 0n ? [-product, -1] : [product, 1];
  return (sign * Number((2n * size + quantityIn) / (2n * quantityIn))) / 100;
}

it("values a part at its average cost on SQLite as the products with decimals do, halves too", () => {
  const database = new Database(":memory:");
  const statement = database
    .prepare(
      `select ${averageValue(viewFragments.sqlite, "q")} from (select ? as value_in, ? as q, ? as quantity_in)`,
    )
    .pluck();
  const amount = fc.bigInt({ min: -10_000_000_000n, max: 10_000_000_000n });
  // Even quantities that came in give halves often.
  const came = fc.bigInt({ min: 1n, max: 500n }).map((half) => 2n * half);
  fc.assert(
    fc.property(amount, came, fc.bigInt({ min: -1_000n, max: 1_000n }), (paise, quantityIn, quantity) => {
      const seen = statement.get(Number(paise) / 100, Number(quantity), Number(quantityIn));
      expect(seen).toBeCloseTo(inDecimals(paise, quantity, quantityIn), 6);
    }),
    { examples: [[10_321_410n, 60n, 41n]], numRuns: 2_000 },
  );
  database.close();
});
