import type { VoucherContent } from "./content.ts";
import { financialYearText } from "./days.ts";
import type { MasterStore } from "./master-store.ts";
import type { NumberingRule } from "./numbering.ts";

/** The rule of the voucher's series now: from VOUCHERNUMBERSERIES of its type, else from the type itself. */
export function numberingRuleOf(content: VoucherContent, masters: MasterStore): NumberingRule {
  const type = masters.byId(content.typeId);
  const seriesName = content.series ?? "Default";
  const series = type?.lists["VOUCHERNUMBERSERIES"]?.find((each) => each.fields["NAME"] === seriesName);
  const fields = series?.fields ?? type?.fields ?? {};
  const period = fields["RESTART"] === "Yearly" ? financialYearText(content.day) : "";
  return {
    typeId: content.typeId,
    series: seriesName,
    method: (fields["NUMBERINGMETHOD"] as string | undefined) ?? "Automatic",
    prefix: withYear(fields["PREFIX"] as string | undefined, period),
    suffix: withYear(fields["SUFFIX"] as string | undefined, period),
    period,
  };
}

function withYear(text: string | undefined, period: string): string {
  return (text ?? "").replace("{year}", period);
}
