import { readingOf, restrictRow } from "../catalog/chosen.ts";
import type { Stream } from "../catalog/stream.ts";
import type { Chosen } from "../contract/choice.ts";
import type { CompanyIdentity } from "../contract/company.ts";
import type { RejectedRecord } from "../contract/value.ts";
import type { CompanyFigures } from "../source/company-figures.ts";
import type { CompanySource, RowSink } from "../source/source.ts";
import { checkExpression } from "../source/tdl-expression.ts";
import type { FiguresSource } from "./engine-api.ts";

/**
 * A company as it was chosen: what was left out is not asked, and what has to be asked nevertheless does not come
 * through. Streams are handed over as they are stored.
 */
export function chosenSource(
  source: FiguresSource,
  company: CompanyIdentity,
  chosen: Chosen,
  voucherStream: Stream,
): CompanySource & CompanyFigures {
  const vouchers = readingOf(voucherStream, chosen);
  const inner = source.company(company, { vouchers, ownFunctions: ownFunctions(chosen) });
  return {
    ...inner,
    readMasters: (stream, options, sink, signal) => {
      const reading = readingOf(stream, chosen);
      return inner.readMasters(reading, options, restrict(stream, reading, sink), signal);
    },
    censusMasters: (stream, signal) => inner.censusMasters(readingOf(stream, chosen), signal),
    readVouchers: (options, sink, signal) =>
      inner.readVouchers(options, restrict(voucherStream, vouchers, sink), signal),
  };
}

export function ownFunctions({ customFields }: Pick<Chosen, "customFields">): readonly string[] {
  return customFields.flatMap(({ expression }) => checkExpression(expression).functions);
}

function restrict(stream: Stream, reading: Stream, sink: RowSink): RowSink {
  if (reading === stream) return sink;
  return {
    onRow: (row) => sink.onRow(restrictRow(stream, reading, row)),
    onReject: (record: RejectedRecord) => sink.onReject(record),
  };
}
