import type { AnswerText } from "../answer-text.ts";
import { textField } from "../run.ts";
import type { Run } from "../run.ts";
import { baseAmountText, priceText, quantityText } from "../value-text.ts";
import { closingRate } from "../derived-methods.ts";
import { DisplayWriter } from "./display.ts";

/** Closing quantity, rate and value per item (cap:report_stock-summary). Items without stock are left out. */
export function writeStockSummary(run: Run, answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  const { books } = run;
  for (const item of books?.masters("STOCKITEM") ?? []) {
    const name = textField(item, "NAME");
    const stock = books?.stockBalance(name, run.period.toDay);
    if (stock === undefined || (stock.quantity === 0 && stock.value === 0)) continue;
    const rate = closingRate(run, item);
    const unit = rate?.unit ?? textField(item, "BASEUNITS");
    const sign = stock.quantity < 0 ? "-" : "";
    writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name));
    writer.group("DSPSTKINFO", () =>
      writer.group("DSPSTKCL", () => {
        const quantity = { kind: "quantity", value: stock.quantity, unit } as const;
        writer.value("DSPCLQTY", sign + quantityText(quantity, run.shapes));
        writer.value("DSPCLRATE", rate === undefined ? "" : priceText(rate));
        writer.value("DSPCLAMTA", baseAmountText(stock.value));
      }),
    );
  }
  writer.finish();
}
