import { beforeAll, describe, expect, test } from "vitest";
import { streamByName } from "../../../src-main/catalog/index.ts";
import type { TallyOptions } from "../../../src-main/sample-tally/model.ts";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { Interpreter } from "../../../src-main/sample-tally/tdl/interpreter.ts";
import { writeVouchersRequest } from "../../../src-main/source/request.ts";

const options: TallyOptions = {
  release: { major: 7, minor: 0 },
  isErp9: false,
  educational: false,
  unknownMethods: new Set(),
  deleteBump: 2,
  pace: "fast",
};

/** Characters of each printed voucher, by the name of its type. */
function measureVouchers(): ReadonlyMap<string, readonly number[]> {
  const { books } = makeTradingCompany({ seed: 7, vouchers: 600 });
  const { NAME: company, GUID: companyGuid } = books.company.fields;
  if (typeof company !== "string" || typeof companyGuid !== "string")
    throw new TypeError("a company without a name");
  const window = { from: "2025-04-01", to: "2027-03-31" };
  const scope = { company, companyGuid, period: window, isCounted: true, headForm: "parts" as const };
  const { text, layout } = writeVouchersRequest(scope, streamByName("vouchers"), { window });
  const interpreter = new Interpreter({ companies: [books], active: books, options });
  const outcome = interpreter.answer({
    body: Buffer.from(text, "utf8"),
    contentType: "text/xml; charset=utf-8",
  });
  if (outcome.kind !== "answer") throw new Error(`the sample Tally did not answer: ${outcome.text}`);
  const { tag = "", bindings = [] } = layout.rows ?? {};
  const typeTag = bindings.find(({ field }) => field.column === "voucher_type_name")?.tag ?? "";
  const sizes = new Map<string, number[]>();
  const answer = Buffer.concat([...outcome.pieces]).toString("utf8");
  for (const voucher of answer.split(`\n <${tag}>`).slice(1)) {
    const type = new RegExp(`<${typeTag}>(.*?)</`).exec(voucher)?.[1] ?? "";
    sizes.set(type, [...(sizes.get(type) ?? []), voucher.length]);
  }
  return sizes;
}

function median(sizes: readonly number[]): number {
  return sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? Number.NaN;
}

describe("what vouchers cost on the wire", () => {
  let sizes: ReadonlyMap<string, readonly number[]>;
  beforeAll(() => {
    sizes = measureVouchers();
  });

  test.each(["Receipt", "Payment", "Contra", "Journal"])("a usual %s stays under 600 characters", (type) => {
    expect(median(sizes.get(type) ?? [])).toBeLessThan(600);
  });

  test("the whole book, invoices with all their details included, stays under 900 a voucher", () => {
    const all = [...sizes.values()].flat();
    expect(all.length).toBe(600);
    expect(all.reduce((sum, size) => sum + size, 0) / all.length).toBeLessThan(900);
  });
});
