import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode } from "../../electron-stand-in/codec.ts";

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
});

test("whatever structured clone carries arrives the same over text", () => {
  fc.assert(
    fc.property(anything, (value) => {
      const sent = structuredClone(value);
      expect(isDeepStrictEqual(decode(encode(sent)), sent)).toBe(true);
    }),
  );
});

test("circles and shared objects stay what they are", () => {
  const shared = { name: "shared" };
  const sent: Record<string, unknown> = { left: shared, right: shared };
  sent["self"] = sent;
  const arrived = decode(encode(sent)) as Record<string, unknown>;
  expect(arrived["left"]).toBe(arrived["right"]);
  expect(arrived["self"]).toBe(arrived);
});

test("errors keep kind and sentence; functions are refused", () => {
  const arrived = decode(encode(new RangeError("too far"))) as Error;
  expect(arrived).toBeInstanceOf(RangeError);
  expect(arrived.message).toBe("too far");
  expect(() => encode({ act: () => undefined })).toThrow("could not be cloned");
});
