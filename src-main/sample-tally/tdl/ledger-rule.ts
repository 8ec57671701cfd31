import type { CollectionPlan } from "./collection-plan.ts";
import { normaliseName } from "./names.ts";
import { raiseFreeze } from "./problems.ts";
import type { StaticVariable } from "./request.ts";

const periodVariables: ReadonlySet<string> = new Set(["SVFROMDATE", "SVTODATE"]);

/**
 * A ledger collection with closing balances and a period froze every measured release, even with 12
 * vouchers in the book (cookbook §9). Typed dates on `List of Ledgers` are the form that works (protocol §5.6).
 */
export function refuseSlowLedgers(plan: CollectionPlan, variables: readonly StaticVariable[]): void {
  const dates = variables.filter((variable) => periodVariables.has(variable.name));
  if (dates.length === 0 || !isOfLedgers(plan)) return;
  const isSafe = normaliseName(plan.name) === "listofledgers" && dates.every((date) => date.isDateTyped);
  if (isSafe) return;
  const hasClosing = plan.fetched.includes("CLOSINGBALANCE");
  const hasUntypedFrom = dates.some((date) => date.name === "SVFROMDATE" && !date.isDateTyped);
  if (hasClosing || hasUntypedFrom) raiseFreeze(`Ledger collection '${plan.name}' with a period froze Tally`);
}

function isOfLedgers(plan: CollectionPlan): boolean {
  const { source } = plan;
  if (source.kind === "type") return source.type === "LEDGER";
  return source.kind === "collections" && source.plans.some(isOfLedgers);
}
