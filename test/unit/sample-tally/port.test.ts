import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startTallyPort } from "../../../src-main/sample-tally/server.ts";
import type { TallyPort, TallyPortOptions } from "../../../src-main/sample-tally/server.ts";
import type { FaultRule } from "../../../src-main/sample-tally/port/faults.ts";
import { paceOf } from "../../../src-main/sample-tally/port/pace.ts";
import { requestText } from "./asking.ts";
import { day, handBooks, handState, handVoucher, master } from "./hand-books.ts";

const first = handBooks({
  name: "Hand",
  masters: [master("LEDGER", 50, "ठेकेदार"), master("CURRENCY", 29, "I₹", { ORIGINALNAME: "₹" })],
  vouchers: [handVoucher({ masterId: 1, offset: 0 }), handVoucher({ masterId: 2, offset: 1 })],
});
const second = handBooks({
  name: "Other",
  fields: { GUID: "eebb9a9f-1679-4468-9e8f-814c729674cb", LASTVOUCHERDATE: day(364) },
});

const ledgers = requestText({ kind: "collection", id: "List of Ledgers", company: "Hand" });
const unknownFunction = requestText({
  kind: "collection",
  id: "C",
  tdl: '<COLLECTION NAME="C"><TYPE>Ledger</TYPE><FILTER>F</FILTER></COLLECTION><SYSTEM TYPE="Formulae" NAME="F">$$Nothing:1</SYSTEM>',
});
const utf16 = "text/xml; charset=utf-16";

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isComplete: boolean;
}

/** One request; rejects when the connection fails before an answer. */
function send(
  port: TallyPort,
  text: string | undefined,
  options: { contentType?: string; signal?: AbortSignal } = {},
): Promise<Reply> {
  const contentType = options.contentType ?? utf16;
  const encoding = contentType.includes("utf-16") ? "utf16le" : "utf8";
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      port.url,
      {
        method: text === undefined ? "GET" : "POST",
        headers: { "Content-Type": contentType },
        agent: false,
        ...(options.signal && { signal: options.signal }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        const settle = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            isComplete: response.complete,
          });
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", settle);
        response.on("error", settle);
      },
    );
    request.on("error", reject);
    request.end(text === undefined ? undefined : Buffer.from(text, encoding));
  });
}

/** What a request failed with; empty when it did not. */
function messageOf(reply: Promise<Reply>): Promise<string> {
  return reply.then(
    (answered) => (answered.isComplete ? "" : "aborted on the way"),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function soon(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2);
  });
}

const open: TallyPort[] = [];

async function start(
  options: Partial<TallyPortOptions> & { pace?: "fast" | "real" } = {},
): Promise<TallyPort> {
  const { pace = "fast", ...rest } = options;
  const state = handState([first, second], { pace });
  const port = await startTallyPort({ state, port: 0, ...rest });
  open.push(port);
  return port;
}

async function startWith(rule: FaultRule): Promise<TallyPort> {
  const port = await start();
  port.faults.add(rule);
  return port;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((port) => port.close()));
});

function wide(reply: Reply): string {
  return reply.body.toString("utf16le");
}

describe("the port", () => {
  it("answers the liveness line to GET and to an empty POST (protocol §1.2)", async () => {
    const port = await start();
    const line = "<RESPONSE>TallyPrime Server is Running</RESPONSE>\r\n";
    const plain = await send(port, undefined, { contentType: "text/xml" });
    expect([plain.body.length, plain.body.toString("utf8")]).toEqual([51, line]);
    const wideLine = await send(port, undefined);
    expect([wideLine.body.length, wide(wideLine)]).toEqual([102, line]);
    expect((await send(port, "", { contentType: "text/xml" })).body.toString("utf8")).toBe(line);
    expect(port.log.map((entry) => entry.kind)).toEqual(["status", "status", "status"]);
  });

  it("mirrors the charset: UTF-16 without mark, UTF-8 without the rupee, else question marks (protocol §4.1)", async () => {
    const port = await start();
    const currencies = requestText({
      kind: "collection",
      id: "C",
      tdl: '<COLLECTION NAME="C"><TYPE>Currency</TYPE><FETCH>NAME</FETCH></COLLECTION>',
    });
    const inWide = await send(port, ledgers);
    expect(inWide.headers["content-type"]).toBe("text/xml; charset=utf-16");
    expect(inWide.body.subarray(0, 4)).toEqual(Buffer.from("<E", "utf16le"));
    expect(wide(inWide)).toContain('<LEDGER NAME="ठेकेदार"');
    expect(wide(await send(port, currencies))).toContain('NAME="I₹"');
    const utf8 = { contentType: "text/xml; charset=utf-8" };
    const inUtf8 = await send(port, ledgers, utf8);
    expect(inUtf8.headers["content-type"]).toBe("text/xml; charset=utf-8");
    expect(inUtf8.body.toString("utf8")).toContain('<LEDGER NAME="ठेकेदार"');
    expect((await send(port, currencies, utf8)).body.toString("utf8")).toContain('NAME="I?"');
    const inAscii = await send(port, ledgers, { contentType: "text/xml" });
    expect(inAscii.body.toString("latin1")).toContain('<LEDGER NAME="???????"');
    const marked = await send(port, `\uFEFF${ledgers}`, { contentType: "application/xml; charset=utf-16" });
    expect(wide(marked)).toContain("<LEDGER ");
  });

  it.each(["length", "chunked", "close"] as const)("frames an answer by %s", async (framing) => {
    const reply = await send(await start({ framing }), ledgers);
    expect(reply.headers["connection"]).toBe("close");
    expect(reply.headers["content-length"]).toBe(
      framing === "length" ? String(reply.body.length) : undefined,
    );
    expect(reply.headers["transfer-encoding"]).toBe(framing === "chunked" ? "chunked" : undefined);
    expect(wide(reply).endsWith("</ENVELOPE>\r\n")).toBe(true);
  });

  it("logs bytes, company and vouchers walked of each request", async () => {
    const port = await start();
    const vouchers = requestText({
      kind: "collection",
      id: "V",
      company: " hand ",
      tdl: '<COLLECTION NAME="V"><TYPE>Voucher</TYPE></COLLECTION>',
    });
    const reply = await send(port, vouchers);
    await port.whenIdle();
    expect(port.log).toMatchObject([
      { kind: "collection", id: "V", company: "Hand", vouchersWalked: 2, bytes: reply.body.length },
    ]);
  });

  it("works on one request at a time and goes on after a client has left (protocol §1.4, §1.5)", async () => {
    const port = await start();
    port.faults.add({ fault: { kind: "slowDrip", bytesPerSecond: 20_000 } });
    const leaving = new AbortController();
    const gone = send(port, ledgers, { signal: leaving.signal });
    while (port.log.length === 0) await soon();
    const waiting = send(port, undefined);
    leaving.abort();
    expect(await messageOf(gone)).toContain("aborted");
    expect(wide(await waiting)).toContain("Server is Running");
    await port.whenIdle();
    expect(port.log.map((entry) => entry.kind)).toEqual(["collection", "status"]);
  });
});

describe("a box on the screen", () => {
  it("keeps every request waiting, and lets the waiting ones through when it is closed", async () => {
    const port = await start();
    const cause = send(port, unknownFunction);
    const waiting = send(port, ledgers);
    const failed = messageOf(cause);
    while (port.interpreter.blockage === undefined) await soon();
    expect(port.log).toMatchObject([{ outcome: "dialog", trouble: expect.stringContaining("nothing") }]);
    expect(port.closeDialog()).toBe(true);
    expect(await failed).toBe("socket hang up");
    expect(wide(await waiting)).toContain("<LEDGER ");
  });

  it("can be opened by the control side", async () => {
    const port = await startWith({ fault: { kind: "dialog", text: "Save?" }, requestKind: "collection" });
    const failed = messageOf(send(port, ledgers));
    while (port.interpreter.blockage === undefined) await soon();
    expect(port.interpreter.blockage).toEqual({ kind: "dialog", text: "Save?" });
    port.closeDialog();
    expect(await failed).toBe("socket hang up");
  });
});

describe("a crash", () => {
  it("drops the connection, refuses later ones, and ends with a restart", async () => {
    const port = await start();
    const crashing = requestText({ kind: "collection", id: "List of Units" });
    await expect(send(port, crashing)).rejects.toThrow("socket hang up");
    await expect(send(port, ledgers)).rejects.toThrow("ECONNREFUSED");
    const before = port.port;
    await port.restart();
    expect(port.port).toBe(before);
    expect(wide(await send(port, ledgers))).toContain("<LEDGER ");
  });

  it("can be played by closing and opening the port", async () => {
    const port = await start();
    await port.stopListening();
    await expect(send(port, ledgers)).rejects.toThrow("ECONNREFUSED");
    await port.resumeListening();
    expect((await send(port, ledgers)).status).toBe(200);
  });
});

describe("faults", () => {
  it.each<[string, FaultRule["fault"], string]>([
    ["an empty 200", { kind: "emptyAnswer" }, ""],
    ["garbage", { kind: "garbage", text: "<html>" }, "<html>"],
    ["an exception", { kind: "exception", text: "a < b" }, "<EXCEPTION>a &lt; b</EXCEPTION>\r\n"],
    ["an error message", { kind: "errorMessage", text: "Gone!" }, "<ERRORMSG>Gone!</ERRORMSG>\r\n"],
    [
      "an unknown request",
      { kind: "unknownRequest" },
      "<RESPONSE>Unknown Request, cannot be processed</RESPONSE>\r\n",
    ],
  ])("answers %s once", async (_what, fault, text) => {
    const port = await startWith({ fault });
    const reply = await send(port, ledgers);
    expect([reply.status, wide(reply)]).toEqual([200, text]);
    expect(wide(await send(port, ledgers))).toContain("<LEDGER ");
  });

  it("answers STATUS 0, a LINEERROR and an HTTP status", async () => {
    const port = await start();
    port.faults.add({ fault: { kind: "statusZero" } });
    port.faults.add({ fault: { kind: "lineError", text: "No" } });
    port.faults.add({ fault: { kind: "httpStatus", status: 500 } });
    expect(wide(await send(port, ledgers))).toContain("<STATUS>0</STATUS>");
    expect(wide(await send(port, ledgers))).toContain("<LINEERROR>No</LINEERROR>");
    expect((await send(port, ledgers)).status).toBe(500);
    expect(port.faults.pending).toEqual([]);
  });

  it("cuts an answer short, with STATUS 1 at its head", async () => {
    const port = await startWith({ fault: { kind: "cut", fraction: 0.5 } });
    const cut = await send(port, ledgers);
    expect(cut.isComplete).toBe(false);
    expect(wide(cut)).toContain("<STATUS>1</STATUS>");
    expect(wide(cut)).not.toContain("</ENVELOPE>");
    port.faults.add({ fault: { kind: "cut", bytes: 100, announcesLess: true } });
    const less = await send(port, ledgers);
    expect([less.isComplete, less.body.length]).toEqual([true, 100]);
    port.faults.add({ fault: { kind: "reset", fraction: 0.2 } });
    const torn = await send(port, ledgers).catch(() => undefined);
    expect(torn?.isComplete ?? false).toBe(false);
  });

  it("closes without a reply, and hangs for one client only", async () => {
    const port = await startWith({ fault: { kind: "emptyReply" } });
    await expect(send(port, ledgers)).rejects.toThrow("socket hang up");
    port.faults.add({ fault: { kind: "hang" } });
    const leaving = new AbortController();
    const hanging = send(port, ledgers, { signal: leaving.signal });
    const failed = messageOf(hanging);
    expect(wide(await send(port, undefined))).toContain("Running");
    leaving.abort();
    expect(await failed).toContain("aborted");
  });

  it("answers for another company, another period, and without counters", async () => {
    const head = (tdl: string): string =>
      requestText({
        kind: "data",
        id: "R",
        company: "Hand",
        variables:
          '<SVFROMDATE TYPE="Date">1-Apr-2025</SVFROMDATE><SVTODATE TYPE="Date">30-Apr-2025</SVTODATE>',
        tdl:
          '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
          '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
          `<LINE NAME="L"><FIELDS>X</FIELDS></LINE><FIELD NAME="X"><SET>${tdl}</SET></FIELD>` +
          '<COLLECTION NAME="C"><TYPE>Company</TYPE><FILTER>T</FILTER></COLLECTION>' +
          '<SYSTEM TYPE="Formulae" NAME="T">$$IsEqual:##SVCurrentCompany:$Name</SYSTEM>',
      });
    const port = await startWith({ fault: { kind: "otherCompany", company: "Other" }, requestKind: "data" });
    expect(wide(await send(port, head("$Guid")))).toContain("<X>eebb9a9f");
    expect(wide(await send(port, head("$Guid")))).toContain("<X>61c6de69");
    port.faults.add({ fault: { kind: "otherPeriod", days: -30 } });
    expect(wide(await send(port, head("##SVFromDate")))).toContain("<X>2-Mar-25</X>");
    port.faults.add({ fault: { kind: "countersMissing", counters: ["vouchers"] } });
    expect(wide(await send(port, head('$AltMstId + "/" + $AltVchId')))).toContain("<X>266/</X>");
  });

  it("spoils characters inside of a value", async () => {
    const port = await startWith({ fault: { kind: "invalidCharacters" } });
    const text = wide(await send(port, ledgers));
    expect(text).toContain("\u0003&#1; & </");
    expect(text.endsWith("</ENVELOPE>\r\n")).toBe(true);
  });

  it("waits for the request it is meant for", async () => {
    const port = await start();
    port.faults.add({ fault: { kind: "emptyAnswer" }, contains: "List of Ledgers", after: 1, times: 2 });
    const lengths: number[] = [];
    for (const text of [undefined, ledgers, ledgers, undefined, ledgers, ledgers])
      lengths.push((await send(port, text)).body.length > 0 ? 1 : 0);
    expect(lengths).toEqual([1, 1, 0, 1, 0, 1]);
  });
});

describe("the pace of a real Tally", () => {
  it("counts time for the request, the vouchers tried and the characters sent (protocol §8)", () => {
    const pace = paceOf("real", 100_000);
    expect([pace.beforeMs, pace.charactersMs(1_200_000)]).toEqual([15_150, 1000]);
    expect(paceOf("fast", 100_000).beforeMs).toBe(0);
  });

  it("does not change what is answered", async () => {
    const [slow, fast] = [await start({ pace: "real" }), await start()];
    expect(wide(await send(slow, ledgers))).toBe(wide(await send(fast, ledgers)));
  });
});

it("accepts a connection that never sends anything without minding", async () => {
  const port = await start();
  const socket = connect(port.port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  expect((await send(port, ledgers)).status).toBe(200);
  socket.destroy();
});
