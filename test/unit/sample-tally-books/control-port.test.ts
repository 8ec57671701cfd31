import { afterEach, describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";

let sample: SampleTally | undefined;

afterEach(async () => {
  await sample?.close();
  sample = undefined;
});

interface Answer {
  readonly status: number;
  readonly body: { readonly ok?: boolean; readonly result?: unknown; readonly error?: string } & Record<
    string,
    unknown
  >;
}

async function call(path: string, body?: unknown, token = sample?.token): Promise<Answer> {
  const response = await fetch(`${sample?.controlUrl}/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

describe("the control port", () => {
  it("changes books, tells their state, and refuses in plain words", async () => {
    sample = await startSampleTally({ companies: 2, vouchers: 60, seed: 9 });
    const { books } = sample.company();
    const posted = await call("post", {
      voucher: {
        type: "Journal",
        date: "2026-06-01",
        ledgers: [
          { ledger: "Rent", amount: "-12.50" },
          { ledger: "Cash", amount: "12.50" },
        ],
      },
    });
    expect(posted).toEqual({ status: 200, body: { ok: true, result: { masterId: 61 } } });
    expect(books.voucherByMasterId(61)?.fields["VOUCHERTYPENAME"]).toBe("Journal");
    expect((await call("cancel", { masterId: 61 })).status).toBe(200);
    expect(books.voucherByMasterId(61)?.fields["ISCANCELLED"]).toBe(true);
    expect((await call("renameMaster", { type: "LEDGER", name: "Rent", to: "किराया" })).status).toBe(200);
    expect(books.masterByName("LEDGER", "किराया")).toBeDefined();
    const state = await call("state");
    expect(state.body["companies"]).toMatchObject([
      { name: "Sample Trading Company", vouchers: 61, isLoaded: true, isActive: true },
      { name: "शारदा ट्रेडर्स & Co.", vouchers: 60 },
    ]);
  });

  it("names companies by name, GUID and number; closes, locks and splits them", async () => {
    sample = await startSampleTally({ companies: 2, vouchers: 40 });
    const guid = sample.company().books.company.fields["GUID"] as string;
    expect((await call("closeCompany", { company: guid })).status).toBe(200);
    expect(sample.state.companies.map((books) => books.company.fields["NAME"])).toEqual([
      "शारदा ट्रेडर्स & Co.",
    ]);
    expect(sample.state.active).toBe(sample.state.companies[0]);
    await call("openCompany", { company: "sample trading company" });
    await call("lockCompany", { company: "शारदा ट्रेडर्स & Co." });
    await call("splitCompany", { lastDate: "2026-03-31", name: "Later", companyNumber: "100900" });
    expect(sample.state.companies.map((books) => books.company.fields["NAME"])).toEqual([
      "Sample Trading Company",
      "Later",
    ]);
    await call("postRandom", { company: `${guid}:100900` });
    expect(sample.company("Later").books.voucherCount).toBeGreaterThan(0);
  });

  it("switches the port: educational, faults, dialog, log", async () => {
    sample = await startSampleTally({ vouchers: 5 });
    await call("setEducational", { educational: true });
    await call("setUnknownMethods", { methods: ["IRN"] });
    await call("setDeleteBump", { bump: 3 });
    expect(sample.state.options).toMatchObject({
      educational: true,
      deleteBump: 3,
      unknownMethods: new Set(["IRN"]),
    });
    await call("addFault", { fault: { kind: "httpStatus", status: 503 } });
    expect((await fetch(sample.url)).status).toBe(503);
    expect((await fetch(sample.url)).status).toBe(200);
    expect((await call("closeDialog", {})).body.result).toEqual({ wasOpen: false });
    expect((await call("log")).body["requests"]).toHaveLength(2);
  });

  it("refuses strangers, unknown operations and bad input", async () => {
    sample = await startSampleTally({ vouchers: 5 });
    expect((await call("state", undefined, "wrong")).status).toBe(401);
    expect((await call("nothing", {})).body.error).toBe('There is no operation "nothing".');
    expect((await call("toString", {})).status).toBe(404);
    expect((await call("cancel", "{oops")).body.error).toBe("The request is not JSON.");
    expect((await call("cancel", { masterId: 999 })).body.error).toBe(
      "There is no voucher with MASTERID 999.",
    );
    expect((await call("cancel", { masterId: "1" })).body.error).toContain("masterId");
    expect((await call("cancel", { masterId: 1, extra: 1 })).status).toBe(400);
    expect((await call("cancel", { masterId: 1, company: "Nobody" })).body.error).toBe(
      'The sample has no company "Nobody".',
    );
    expect((await call("addFault", { fault: { kind: "nonsense" } })).status).toBe(400);
  });
});
