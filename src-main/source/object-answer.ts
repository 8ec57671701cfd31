import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import { unescapeXml } from "./errors.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { type LineShape, type ReadLine, cellText, createRowReader } from "./row-reader.ts";

const voucherShape: LineShape = {
  tag: "VOUCHER",
  fields: new Set(["GUID", "MASTERID", "ISDELETED"]),
  lines: new Map(),
};

/**
 * The answer to "voucher by MASTERID" (cookbook §2): the whole voucher, or exactly one bare line
 * `<ERRORMSG>Could not find Voucher:ID:n!</ERRORMSG>`. Only that line with the number asked proves absence.
 */
export function readVoucherObject(
  companyGuid: string,
  masterId: number,
): { readonly consumer: AnswerConsumer; isThere(): boolean } {
  const wanted = `Could not find Voucher:ID:${masterId}!`;
  const vouchers: ReadLine[] = [];
  const shapes = new Map([[voucherShape.tag, voucherShape]]);
  const reader = createRowReader(shapes, (line) => vouchers.push(line), "TALLYMESSAGE");
  let start = "";
  let found: boolean | null = null;

  const end = (): void => {
    try {
      reader.end();
    } catch (error) {
      const line = bareMessage(start);
      if (!isReplicaError(error) || line === undefined || unescapeXml(line) !== wanted) throw error;
      found = false;
      return;
    }
    const voucher = vouchers[0];
    if (voucher === undefined || vouchers.length > 1 || !isWanted(voucher, companyGuid, masterId)) {
      throw new ReplicaError("SOURCE_UNREADABLE_ANSWER", { message: "not the voucher that was asked for" });
    }
    // A deleted version that an Edit Log release keeps counts as deleted.
    found = cellText(voucher, "ISDELETED") !== "Yes";
  };
  return {
    consumer: {
      write: (text) => {
        if (start.length < 1000) start += text.slice(0, 1000);
        reader.write(text);
      },
      end,
    },
    isThere: () => {
      if (found === null)
        throw new ReplicaError("SOURCE_UNREADABLE_ANSWER", { message: "the answer has not ended" });
      return found;
    },
  };
}

/** The text of an answer that is one ERRORMSG and nothing else; null for anything more or less. */
function bareMessage(answer: string): string | undefined {
  const withoutProlog = answer.replace(/^\s*<\?xml\b[^>]*\?>/i, "");
  return /^\s*<ERRORMSG(?:\s[^<>]*)?>([^<]*)<\/ERRORMSG\s*>\s*$/i.exec(withoutProlog)?.[1];
}

function isWanted(voucher: ReadLine, companyGuid: string, masterId: number): boolean {
  const guid = (cellText(voucher, "GUID") ?? "").trim().toLowerCase();
  return (
    cellText(voucher, "MASTERID")?.trim() === String(masterId) && guid.startsWith(companyGuid.toLowerCase())
  );
}
