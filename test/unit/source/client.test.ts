import net from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Clock } from "../../../src-main/contract/clock.ts";
import {
  type ClientOptions,
  type RequestMemory,
  type RequestOutcome,
  createTallyClient,
  hashRequest,
  parseTallyUrl,
} from "../../../src-main/source/client.ts";
import type { AnswerConsumer } from "../../../src-main/source/exchange.ts";
import {
  type CannedAnswer,
  type CannedTally,
  answerXml,
  livenessLine,
  startCannedTally,
} from "./canned-tally.ts";

const signal = new AbortController().signal;
const request = { text: "<ENVELOPE>नमस्ते</ENVELOPE>", encoding: "utf-16" as const, summary: "test" };

const open: CannedTally[] = [];
afterEach(async () => {
  for (const tally of open.splice(0)) await tally.close();
});

async function start(answer: CannedAnswer): Promise<CannedTally> {
  const tally = await startCannedTally(answer);
  open.push(tally);
  return tally;
}

function takeText(): AnswerConsumer & { text: string; ended: boolean } {
  const taken = {
    text: "",
    ended: false,
    write: (part: string) => void (taken.text += part),
    end: () => void (taken.ended = true),
  };
  return taken;
}

function remember(): RequestMemory & { readonly log: string[]; held: string | null } {
  const memory = {
    log: [] as string[],
    held: null as string | null,
    begin: (record: { hash: string }) => void memory.log.push(`begin ${record.hash.slice(0, 4)}`),
    end: (_: string, outcome: RequestOutcome) => void memory.log.push(outcome),
    isHeldBack: (hash: string) => hash === memory.held,
  };
  return memory;
}

function movableClock(): Clock & { nowMs: number } {
  const clock = { nowMs: 0, now: () => new Date(clock.nowMs), sleep: async () => {} };
  return clock;
}

function clientOf(tally: CannedTally, options: Partial<ClientOptions> = {}) {
  return createTallyClient({ url: tally.url, silenceTimeoutMs: 5000, totalTimeoutMs: 20_000, ...options });
}

describe("one POST", () => {
  it("goes out as UTF-16LE with charset header and comes back in any encoding", async () => {
    const answers: readonly (readonly [string, Buffer])[] = [
      ["text/xml; charset=utf-16", Buffer.from("<A>₹ हिन्दी 😀</A>", "utf16le")],
      ["text/xml; charset=utf-16", Buffer.from("\uFEFF<A>₹ हिन्दी 😀</A>", "utf16le")],
      ["text/xml; charset=utf-8", Buffer.from("<A>₹ हिन्दी 😀</A>", "utf8")],
      ["text/xml", Buffer.from("\uFEFF<A>₹ हिन्दी 😀</A>", "utf8")],
      ["text/xml; charset=utf-8", Buffer.from("<A>₹ हिन्दी 😀</A>", "utf16le")],
    ];
    let turn = 0;
    const tally = await start((_, response) => {
      const [contentType, body] = answers[turn++ % answers.length]!;
      response.writeHead(200, { "Content-Type": contentType });
      for (const byte of body) response.write(Buffer.from([byte]));
      response.end();
    });
    const client = clientOf(tally);
    for (const [, body] of answers) {
      const consumer = takeText();
      const result = await client.post(request, consumer, signal);
      expect(consumer.text).toBe("<A>₹ हिन्दी 😀</A>");
      expect(result.bytes).toBe(body.length);
    }
    expect(tally.seen[0]).toMatchObject({
      method: "POST",
      text: request.text,
      contentType: "text/xml; charset=utf-16",
    });
    expect(client.traffic()).toEqual({
      requests: answers.length,
      bytes: answers.reduce((sum, [, body]) => sum + body.length, 0),
    });
  });

  it("is told apart by what the port does", async () => {
    const cases: readonly (readonly [string, CannedAnswer])[] = [
      ["SOURCE_EMPTY_ANSWER", (_, response) => void response.writeHead(200).end()],
      ["SOURCE_HTTP_STATUS", (_, response) => void response.writeHead(500).end("oops")],
      ["SOURCE_CONNECTION_LOST", (_, response) => void response.destroy()],
      [
        "SOURCE_CUT_ANSWER",
        (_, response) => {
          response.writeHead(200, { "Content-Length": 1000 });
          response.write("<ENVELOPE>", () => response.destroy());
        },
      ],
      [
        "SOURCE_UNREADABLE_ANSWER",
        (_, response) => void response.writeHead(200).end(Buffer.from([0x3c, 0x41, 0xff, 0xfe])),
      ],
    ];
    for (const [code, answer] of cases) {
      const tally = await start(answer);
      await expect(clientOf(tally).post(request, takeText(), signal)).rejects.toMatchObject({ code });
    }
  });

  it("is told apart when nobody or nothing like HTTP is there", async () => {
    const server = net.createServer((socket) => void socket.resume().end("SSH-2.0-OpenSSH\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const at = (url: string) => createTallyClient({ url }).post(request, takeText(), signal);
    await expect(at(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "SOURCE_NOT_TALLY" });
    await new Promise((resolve) => server.close(resolve));
    await expect(at(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "SOURCE_NOT_RUNNING" });
    await expect(at("http://no-such-host.invalid:9000")).rejects.toMatchObject({
      code: "SOURCE_HOST_NOT_FOUND",
    });
  });

  it("ends in a time-out when the port is silent, before or in the middle of the answer", async () => {
    const silent = await start(() => {});
    const halting = await start((_, response) => void response.writeHead(200).write("<ENVELOPE>"));
    for (const tally of [silent, halting]) {
      const client = clientOf(tally, { silenceTimeoutMs: 80 });
      await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({
        code: "SOURCE_TIMEOUT",
      });
    }
    const dripping = await start((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const client = clientOf(dripping, { silenceTimeoutMs: 10_000, totalTimeoutMs: 150 });
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
  });

  it("stops when it is told to, and leaves the queue when it is waiting", async () => {
    const tally = await start(() => {});
    const client = clientOf(tally);
    const first = new AbortController();
    const second = new AbortController();
    const running = client.post(request, takeText(), first.signal);
    const waiting = client.post(request, takeText(), second.signal);
    second.abort();
    await expect(waiting).rejects.toMatchObject({ code: "INTERNAL_STOPPED" });
    first.abort();
    await expect(running).rejects.toMatchObject({ code: "INTERNAL_STOPPED" });
    expect(tally.seen.length).toBeLessThanOrEqual(1);
  });

  it("hands the consumer's own failure on, after the answer was read to its end", async () => {
    let finished = false;
    const tally = await start((_, response) => {
      response.writeHead(200);
      response.write("<A>");
      setTimeout(() => response.end("</A>", () => (finished = true)), 30);
    });
    const failing = {
      write: () => {
        throw new RangeError("disk full");
      },
      end: () => {},
    };
    await expect(clientOf(tally).post(request, failing, signal)).rejects.toThrow("disk full");
    expect(finished).toBe(true);
  });
});

describe("one at a time", () => {
  it("keeps the order and never has two under way", async () => {
    let underWay = 0;
    let most = 0;
    const tally = await start(async (seen, response) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      answerXml(seen, response, seen.text);
    });
    const client = clientOf(tally);
    const texts = ["1", "2", "3", "4"];
    const consumers = texts.map(() => takeText());
    await Promise.all(
      texts.map((text, index) =>
        client.post({ ...request, text: `<A>${text}</A>` }, consumers[index]!, signal),
      ),
    );
    expect(consumers.map(({ text }) => text)).toEqual(texts.map((text) => `<A>${text}</A>`));
    expect(most).toBe(1);
  });
});

/** 3 MB: about fifty pieces to be worked off when the last of them has come. */
const largeAnswer = `<A>${"x".repeat(1_500_000)}</A>`;

describe("an answer that has come and is not worked off yet", () => {
  it("lets the next request go", async () => {
    let ended = 0;
    const endedAtRequest: number[] = [];
    const tally = await start((seen, response) => {
      endedAtRequest.push(ended);
      answerXml(seen, response, largeAnswer);
    });
    const client = clientOf(tally);
    const post = () => client.post(request, { write: () => {}, end: () => void (ended += 1) }, signal);
    await Promise.all([post(), post()]);
    expect(endedAtRequest).toEqual([0, 0]);
    expect(ended).toBe(2);
  });

  it("comes whole where more of it is there than may wait", async () => {
    const text = `<A>${"0123456789".repeat(600_000)}</A>`;
    const tally = await start((seen, response) => answerXml(seen, response, text));
    const consumer = takeText();
    const { bytes } = await clientOf(tally).post(request, consumer, signal);
    expect(bytes).toBe(2 * text.length);
    expect(consumer.ended && consumer.text === text).toBe(true);
  });

  it("is dropped where the work is to stop", async () => {
    const tally = await start((seen, response) => answerXml(seen, response, largeAnswer));
    const stop = new AbortController();
    const client = clientOf(tally);
    let pieces = 0;
    const write = (): void => {
      pieces += 1;
      stop.abort();
    };
    await expect(client.post(request, { write, end: () => {} }, stop.signal)).rejects.toMatchObject({
      code: "INTERNAL_STOPPED",
    });
    await client.close();
    expect(pieces).toBe(1);
  });

  it("is dropped where the client is closed, which takes nothing more", async () => {
    const tally = await start((seen, response) => answerXml(seen, response, largeAnswer));
    const client = clientOf(tally);
    const begun = Promise.withResolvers<void>();
    const posted = client.post(request, { write: () => begun.resolve(), end: () => {} }, signal);
    await begun.promise;
    await Promise.all([client.close(), expect(posted).rejects.toMatchObject({ code: "INTERNAL_STOPPED" })]);
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({
      code: "INTERNAL_STOPPED",
    });
  });
});

describe("courtesy after a time-out", () => {
  async function startSlowOnce() {
    let isSilent = true;
    const tally = await start((seen, response) => {
      if (isSilent && seen.method === "POST") return;
      answerXml(seen, response, seen.method === "GET" ? livenessLine : "<A/>");
    });
    return { tally, wake: () => (isSilent = false) };
  }

  it("asks the liveness line first and does not repeat the same request at once", async () => {
    const { tally, wake } = await startSlowOnce();
    const clock = movableClock();
    const memory = remember();
    const client = clientOf(tally, { silenceTimeoutMs: 80, clock, memory, repeatPauseMs: 60_000 });
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    wake();
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    expect(tally.seen.map(({ method }) => method)).toEqual(["POST"]);
    clock.nowMs = 61_000;
    await client.post(request, takeText(), signal);
    expect(tally.seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
    const begin = `begin ${hashRequest(request.text).slice(0, 4)}`;
    expect(memory.log).toEqual([begin, "slow", begin, "answered"]);
  });

  it("lets another request go once the liveness line has answered", async () => {
    const { tally, wake } = await startSlowOnce();
    const client = clientOf(tally, { silenceTimeoutMs: 80, clock: movableClock() });
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    wake();
    await client.post({ ...request, text: "<B/>" }, takeText(), signal);
    expect(tally.seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
  });

  it("calls the request lost when Tally is gone afterwards, or hung up on it", async () => {
    const { tally } = await startSlowOnce();
    const memory = remember();
    const client = clientOf(tally, { silenceTimeoutMs: 80, memory });
    await expect(client.post(request, takeText(), signal)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    await tally.close();
    await expect(client.post({ ...request, text: "<B/>" }, takeText(), signal)).rejects.toMatchObject({
      code: "SOURCE_NOT_RUNNING",
    });
    expect(memory.log.at(-1)).toBe("lost");
    const hanging = await start((_, response) => void response.destroy());
    const other = remember();
    await expect(
      clientOf(hanging, { memory: other }).post(request, takeText(), signal),
    ).rejects.toMatchObject({ code: "SOURCE_CONNECTION_LOST" });
    expect(other.log.at(-1)).toBe("lost");
  });

  it("does not send a request that is held back", async () => {
    const tally = await start((seen, response) => answerXml(seen, response, "<A/>"));
    const memory = remember();
    memory.held = hashRequest(request.text);
    await expect(clientOf(tally, { memory }).post(request, takeText(), signal)).rejects.toMatchObject({
      code: "SOURCE_REQUEST_HELD_BACK",
    });
    expect(tally.seen).toEqual([]);
  });
});

describe("the liveness line", () => {
  it.each([
    [livenessLine, "TallyPrime"],
    ["<RESPONSE>Tally.ERP 9 Server is Running</RESPONSE>", "Tally.ERP 9"],
  ])("%s", async (line, product) => {
    const tally = await start((seen, response) => answerXml(seen, response, line));
    expect(await clientOf(tally).ping(signal)).toBe(product);
  });

  it("of another program is refused", async () => {
    for (const text of ["<html>It works!</html>", "ok"]) {
      const tally = await start((seen, response) => answerXml(seen, response, text));
      await expect(clientOf(tally).ping(signal)).rejects.toMatchObject({ code: "SOURCE_NOT_TALLY" });
    }
  });
});

describe("addresses", () => {
  it.each([
    ["http://127.0.0.1:9000", "http://127.0.0.1:9000/"],
    ["tally-pc", "http://tally-pc:9000/"],
    ["192.168.1.5:9001", "http://192.168.1.5:9001/"],
    ["http://host/x", "http://host:9000/"],
  ])("%s", (text, expected) => {
    expect(parseTallyUrl(text).href).toBe(expected);
  });

  it.each(["https://host", "ftp://host", "http://", ":::"])("%s is refused", (text) => {
    expect(() => parseTallyUrl(text)).toThrow(/CONFIG_TALLY_URL/);
  });
});
