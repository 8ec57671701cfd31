import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import type { TallyPort } from "../../../src-main/sample-tally/server.ts";
import type { RequestFamily } from "./fault-matrix.ts";

/** A fault, and the codes a run or verify that met it may tell. An empty code: it ended well in spite of it. */
export interface FaultCase {
  readonly what: string;
  readonly spring: (port: TallyPort) => void;
  readonly codes: RegExp;
  /** Families where it does no harm or has other codes. */
  readonly except?: Partial<Record<RequestFamily, RegExp>>;
  readonly silenceTimeoutMs?: number;
  readonly companies?: number;
  /** Makes Tally well again. */
  readonly mend?: (port: TallyPort) => Promise<unknown>;
}

export function fault(kind: Fault): (port: TallyPort) => void {
  return (port) => port.faults.add({ fault: kind });
}

/** Built-in reports have no head: what differs in one is believed only when a second reading shows the same. */
const believedTwice = { "verify: balances": /^$/, "verify: stock": /^$/ };

/** Where Tally refuses the sums of voucher numbers, the numbers themselves are read. */
const askedOtherwise = { numbers: /^$/ };

export const faultCases: readonly FaultCase[] = [
  {
    what: "refused",
    spring: (port) => void port.stopListening(),
    codes: /^SOURCE_(NOT_RUNNING|CONNECTION_LOST)$/,
    mend: (port) => port.resumeListening(),
  },
  { what: "hung", spring: fault({ kind: "hang" }), codes: /^SOURCE_TIMEOUT$/, silenceTimeoutMs: 700 },
  {
    what: "slow drip",
    spring: fault({ kind: "slowDrip", bytesPerSecond: 20_000 }),
    codes: /^$/,
  },
  ...[0, 0.02, 0.3, 0.9, 0.99].map((fraction): FaultCase => ({
    what: `cut at ${fraction * 100} %`,
    spring: fault({ kind: "cut", fraction, announcesLess: true }),
    codes: /^SOURCE_(CUT_ANSWER|EMPTY_ANSWER|UNREADABLE_ANSWER)$/,
    // One line: what is missing may be the line end behind it.
    ...(fraction === 0.99 && { except: { object: /^$/ } }),
  })),
  {
    what: "cut, length announced",
    spring: fault({ kind: "cut", fraction: 0.5 }),
    codes: /^SOURCE_(CUT_ANSWER|CONNECTION_LOST)$/,
  },
  {
    what: "reset in mid-answer",
    spring: fault({ kind: "reset", fraction: 0.5 }),
    codes: /^SOURCE_(CUT_ANSWER|CONNECTION_LOST)$/,
  },
  { what: "no reply", spring: fault({ kind: "emptyReply" }), codes: /^SOURCE_CONNECTION_LOST$/ },
  { what: "empty 200", spring: fault({ kind: "emptyAnswer" }), codes: /^SOURCE_EMPTY_ANSWER$/ },
  {
    what: "STATUS 0",
    spring: fault({ kind: "statusZero" }),
    codes: /^SOURCE_STATUS_ZERO$/,
    except: askedOtherwise,
  },
  {
    what: "LINEERROR",
    spring: fault({ kind: "lineError", text: "Something went wrong" }),
    codes: /^SOURCE_LINE_ERROR$/,
    except: askedOtherwise,
  },
  {
    what: "LINEERROR, company gone",
    spring: fault({ kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" }),
    codes: /^SOURCE_COMPANY_NOT_OPEN$/,
  },
  {
    what: "ERRORMSG",
    spring: fault({ kind: "errorMessage", text: "Bad formula!" }),
    codes: /^SOURCE_ERROR_MESSAGE$/,
    except: askedOtherwise,
  },
  {
    what: "EXCEPTION",
    spring: fault({ kind: "exception", text: "Memory Access Violation" }),
    codes: /^SOURCE_EXCEPTION$/,
    except: askedOtherwise,
  },
  {
    what: "Unknown Request",
    spring: fault({ kind: "unknownRequest" }),
    codes: /^SOURCE_UNKNOWN_REQUEST$/,
    except: askedOtherwise,
  },
  {
    what: "another company's answer",
    companies: 2,
    spring: fault({ kind: "otherCompany", company: "Company 2" }),
    codes: /^SOURCE_(OTHER_COMPANY|ANSWERS_DIFFERENTLY)$/,
    // The list of companies is the same whoever is asked; a voucher that is not there is in no company.
    except: { probe: /^$/, object: /^$/, ...believedTwice },
  },
  {
    what: "another period's answer",
    spring: fault({ kind: "otherPeriod", days: 400 }),
    codes: /^SOURCE_OTHER_PERIOD$/,
    // Neither depends on a period.
    except: { probe: /^$/, object: /^$/, ...believedTwice, ...askedOtherwise },
  },
  { what: "garbage", spring: fault({ kind: "garbage" }), codes: /^SOURCE_NOT_TALLY$/ },
  {
    what: "garbage in XML",
    spring: fault({ kind: "garbage", text: "<ENVELOPE><A>1</A></ENVELOPE>" }),
    codes: /^SOURCE_(HEAD_MISSING|END_MISSING|ANSWERS_DIFFERENTLY|UNREADABLE_ANSWER|NO_COMPANY_OPEN)$/,
    // No row at all, where there are postings.
    except: { "verify: balances": /^SOURCE_FALSE_EMPTY$/, "verify: stock": /^$/, ...askedOtherwise },
  },
  { what: "HTTP 500", spring: fault({ kind: "httpStatus", status: 500 }), codes: /^SOURCE_HTTP_STATUS$/ },
  {
    what: "a dialog opens",
    spring: fault({ kind: "dialog" }),
    codes: /^SOURCE_TIMEOUT$/,
    silenceTimeoutMs: 700,
    mend: async (port) => port.closeDialog(),
  },
  {
    what: "counters missing",
    spring: fault({ kind: "countersMissing" }),
    codes: /^SOURCE_COUNTERS_MISSING$/,
    // Neither shows counters, or needs them.
    except: { object: /^$/, numbers: /^$/, ...believedTwice, "verify: counts": /^$/ },
  },
];
