import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReceivedBytes } from "../../../src-main/source/received-bytes.ts";

type Step = { readonly kind: "put"; readonly bytes: number } | { readonly kind: "take" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 0, max: 200_000 }).map((bytes): Step => ({ kind: "put", bytes })),
  fc.constant<Step>({ kind: "take" }),
);

/** Bytes that tell their place. */
function makeChunk(from: number, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (from + index) * 31 + ((from + index) >> 8)));
}

describe("received bytes", () => {
  it("come out as they came, in order, however they are put and taken", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const received = createReceivedBytes();
        const put: Buffer[] = [];
        const taken: Buffer[] = [];
        const take = (): boolean => {
          const piece = received.take();
          if (piece !== null) taken.push(Buffer.from(piece));
          return piece !== null;
        };
        let total = 0;
        for (const one of steps) {
          if (one.kind === "put") {
            const chunk = makeChunk(total, one.bytes);
            received.put(chunk);
            put.push(Buffer.from(chunk));
            chunk.fill(0);
            total += one.bytes;
          } else take();
        }
        while (take());
        received.release();
        expect(Buffer.concat(taken).equals(Buffer.concat(put))).toBe(true);
      }),
    );
  });

  it("are not touched by another answer that arrives meanwhile", () => {
    const first = createReceivedBytes();
    first.put(makeChunk(0, 100));
    const piece = first.take();
    const second = createReceivedBytes();
    second.put(makeChunk(7, 100));
    expect(piece?.equals(makeChunk(0, 100))).toBe(true);
    first.release();
    second.put(makeChunk(107, 100));
    expect(second.take()?.equals(makeChunk(7, 200))).toBe(true);
    second.release();
  });

  it("are full with four megabytes, until some are taken", () => {
    const received = createReceivedBytes();
    received.put(makeChunk(0, 4 * 1024 * 1024 - 65_536));
    expect(received.isFull()).toBe(false);
    received.put(makeChunk(0, 1));
    expect(received.isFull()).toBe(true);
    received.take();
    expect(received.isFull()).toBe(false);
    received.release();
    expect(received.take()).toBeNull();
  });
});
