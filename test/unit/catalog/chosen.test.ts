import { describe, expect, it } from "vitest";
import { keptStreams, readingOf } from "../../../src-main/catalog/chosen.ts";
import { streams } from "../../../src-main/catalog/index.ts";
import { type Chosen, everything, parts, type Part } from "../../../src-main/contract/choice.ts";
import { describeContents } from "../../../src-main/destination/describe-contents.ts";
import { checkRequest } from "../../../src-main/source/request-check.ts";
import { writeMastersRequest, writeVouchersRequest } from "../../../src-main/source/request.ts";

const period = { from: "2025-04-01", to: "2026-03-31" };
const scope = { company: "Sharma", companyGuid: "guid", period, isCounted: true };
const companies = new Set(["Sharma"]);

function requestsOf(chosen: Chosen): readonly string[] {
  return keptStreams(streams, chosen).map((stream) => {
    const reading = readingOf(stream, chosen);
    const { text } =
      stream.counter === "masters"
        ? writeMastersRequest(scope, reading)
        : writeVouchersRequest(scope, reading, { window: period });
    checkRequest(text, companies);
    return text;
  });
}

function without(...left: readonly Part[]): Chosen {
  return { ...everything, without: left };
}

/** Methods of Tally that give away what the part is about, from Tally's own names. */
const secrets: Readonly<Record<string, RegExp>> = {
  payroll: /PayHead|EmployeeEntry|AttendanceEntries|PaySlip|DateOfJoin/i,
  personal: /IncomeTaxNumber|LedgerPhone|LedgerMobile|\$Email|AccountNumber|BankDetails|Aadhar|:Address\b/i,
  budgets: /BudgetPeriods/i,
};

describe("requests of chosen parts", () => {
  it("are those of the whole catalog while nothing is left out", () => {
    for (const stream of streams) expect(readingOf(stream, everything)).toBe(stream);
  });

  it.each(Object.entries(secrets))("do not even ask for %s", (part, pattern) => {
    expect(requestsOf(everything).some((text) => pattern.test(text))).toBe(true);
    const asked = requestsOf(without(part as Part)).filter((text) => pattern.test(text));
    expect(asked.map((text) => pattern.exec(text)?.[0])).toEqual([]);
  });

  it.each(parts)("pass the check of proven constructs without %s", (part) => {
    expect(requestsOf(without(part)).length).toBeGreaterThan(5);
    expect(requestsOf({ ...without(part), from: "2025-04-01" }).length).toBeGreaterThan(5);
  });

  it("do not walk items where nothing of them is kept", () => {
    const [text = ""] = requestsOf(without("inventory", "cost_centres")).slice(-1);
    expect(text).not.toMatch(/ALLINVENTORYENTRIES : |REPEAT>[^<]*AllInventoryEntries/i);
  });

  it("never give a column of a person's own the name of a built-in one", () => {
    const names = streams.flatMap(({ columns, children }) =>
      [...columns, ...children.flatMap((child) => child.columns)].map(({ name }) => name),
    );
    expect(names.filter((name) => name.startsWith("custom_"))).toEqual([]);
  });
});

describe("what a table gives away", () => {
  it("names personal columns and payroll, and what is left out", () => {
    expect(describeContents("ledgers", everything, "en").join(" ")).toMatch(/pan.*bank_account_number/);
    expect(describeContents("employees", everything, "en").join(" ")).toMatch(/payroll.*aadhaar/);
    expect(describeContents("ledgers", without("personal"), "en")).toEqual([
      "ledgers holds no column marked as personal data.",
      "Left out by choice: personal data (addresses, phone, e-mail, PAN, bank details).",
    ]);
    const own = { name: "pet", table: "ledgers", expression: "$Pet", type: "text" } as const;
    expect(describeContents("ledgers", { ...everything, customFields: [own] }, "en").join(" ")).toContain(
      "custom_pet",
    );
    expect(describeContents("v_day_book", { ...everything, from: "2025-04-01" }, "hi")).toHaveLength(2);
  });
});
