import type { ErrorCode } from "../../src-main/contract/errors.ts";
import { helpfulActionOf } from "../../src-main/contract/helpful-action.ts";
import type { HelpfulAction } from "../../src-main/contract/helpful-action.ts";

/** What the button can do depends on what is known: without a company nothing can be repaired. */
export function offeredActionOf(
  code: ErrorCode,
  known: { readonly hasCompany: boolean; readonly canRetry: boolean },
): HelpfulAction | null {
  const action = helpfulActionOf(code);
  const retry = known.canRetry ? "tryAgain" : null;
  if (action === "tryAgain") return retry;
  const needsCompany = action === "repair" || action === "agreeAddress";
  return needsCompany && !known.hasCompany ? retry : action;
}
