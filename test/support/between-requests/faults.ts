import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";

/**
 * What can happen to one answer, and passes: one of each kind that the product tells apart. Those that it must wait for
 * (`hang`, `dialog`) end as a lost connection does.
 */
export const momentaryFaults: Readonly<Record<string, Fault>> = {
  "fault: no reply": { kind: "emptyReply" },
  "fault: cut": { kind: "cut", fraction: 0.6, announcesLess: true },
  "fault: cut at the end": { kind: "cut", fraction: 0.97, announcesLess: true },
  "fault: reset": { kind: "reset", fraction: 0.5 },
  "fault: empty": { kind: "emptyAnswer" },
  "fault: HTTP 500": { kind: "httpStatus", status: 500 },
  "fault: garbage": { kind: "garbage" },
  "fault: other XML": { kind: "garbage", text: "<ENVELOPE><A>1</A></ENVELOPE>" },
  "fault: STATUS 0": { kind: "statusZero" },
  "fault: LINEERROR": { kind: "lineError", text: "Something went wrong" },
  "fault: company gone": { kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" },
  "fault: ERRORMSG": { kind: "errorMessage", text: "Bad formula!" },
  "fault: EXCEPTION": { kind: "exception", text: "Memory Access Violation" },
  "fault: Unknown Request": { kind: "unknownRequest" },
  "fault: other period": { kind: "otherPeriod", days: 90 },
  "fault: no counters": { kind: "countersMissing" },
  "fault: no masters counter": { kind: "countersMissing", counters: ["masters"] },
  "fault: no vouchers counter": { kind: "countersMissing", counters: ["vouchers"] },
};

export const faultActs = Object.keys(momentaryFaults);
