import { ReplicaError } from "../contract/errors.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { type LineShape, type ReadLine, cellText, createRowReader } from "./row-reader.ts";

const headerShape: LineShape = {
  tag: "HEADER",
  fields: new Set(["STATUS", "PRODMAJORREL", "PRODMINORREL"]),
  lines: new Map(),
};

/** The release stands in the header of a function's answer (protocol §3.5): `7.0`; null where it is not told. */
export function readRelease(): { readonly consumer: AnswerConsumer; release(): string | null } {
  const headers: ReadLine[] = [];
  const reader = createRowReader(new Map([["HEADER", headerShape]]), (line) => headers.push(line));
  const textOf = (tag: string): string => {
    const header = headers[0];
    return header === undefined ? "" : (cellText(header, tag) ?? "").trim();
  };
  return {
    consumer: {
      write: (text) => reader.write(text),
      end: () => {
        reader.end();
        const status = textOf("STATUS");
        if (status !== "1") throw new ReplicaError("SOURCE_STATUS_ZERO", { message: status });
      },
    },
    release: () => {
      const [major, minor] = [textOf("PRODMAJORREL"), textOf("PRODMINORREL")];
      return major === "" ? null : `${major}.${minor === "" ? "0" : minor}`;
    },
  };
}
