import type { RequestLogEntry } from "../tdl/interpreter.ts";

/** What can go wrong between Tally and a client, to be done on purpose (protocol §1.6, §1.7, §3.7, §12). */
export type Fault =
  | { readonly kind: "hang" }
  | { readonly kind: "emptyReply" }
  | { readonly kind: "slowDrip"; readonly bytesPerSecond: number }
  /** The body ends early. `announcesLess` makes Content-Length agree, so that only the content shows it. */
  | {
      readonly kind: "cut";
      readonly fraction?: number;
      readonly bytes?: number;
      readonly announcesLess?: boolean;
    }
  | { readonly kind: "reset"; readonly fraction: number }
  | { readonly kind: "emptyAnswer" }
  | { readonly kind: "httpStatus"; readonly status: number }
  | { readonly kind: "garbage"; readonly text?: string }
  | { readonly kind: "statusZero" }
  | { readonly kind: "lineError"; readonly text: string }
  | { readonly kind: "errorMessage"; readonly text: string }
  | { readonly kind: "exception"; readonly text: string }
  | { readonly kind: "unknownRequest" }
  | { readonly kind: "otherCompany"; readonly company: string }
  /** The answer of a period shifted by so many days. */
  | { readonly kind: "otherPeriod"; readonly days: number }
  | { readonly kind: "invalidCharacters" }
  | { readonly kind: "dialog"; readonly text?: string }
  | { readonly kind: "countersMissing"; readonly counters?: readonly ("masters" | "vouchers")[] };

export interface FaultRule {
  readonly fault: Fault;
  /** Only requests of this kind. */
  readonly requestKind?: RequestLogEntry["kind"];
  /** Only requests whose text holds this. */
  readonly contains?: string;
  /** How many matching requests are let through first. */
  readonly after?: number;
  /** How many requests it happens to; 1 unless said otherwise. */
  readonly times?: number;
}

interface WaitingRule {
  readonly rule: FaultRule;
  passing: number;
  left: number;
}

/** The faults that are still to happen, in the order they were asked for. */
export class Faults {
  readonly #waiting: WaitingRule[] = [];

  add(rule: FaultRule): void {
    this.#waiting.push({ rule, passing: rule.after ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  get pending(): readonly FaultRule[] {
    return this.#waiting.map(({ rule }) => rule);
  }

  /** The fault for a request, used up by being taken; undefined lets the request through. */
  take(requestKind: RequestLogEntry["kind"], text: string): Fault | undefined {
    for (const [index, waiting] of this.#waiting.entries()) {
      const { rule } = waiting;
      if (rule.requestKind !== undefined && rule.requestKind !== requestKind) continue;
      if (rule.contains !== undefined && !text.includes(rule.contains)) continue;
      if (waiting.passing > 0) {
        waiting.passing--;
        continue;
      }
      waiting.left--;
      if (waiting.left <= 0) this.#waiting.splice(index, 1);
      return rule.fault;
    }
    return undefined;
  }
}
