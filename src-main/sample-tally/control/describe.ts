import type { Books } from "../books.ts";
import { isoFromDay } from "../books/days.ts";
import type { SampleTally } from "../index.ts";
import { masterTypes } from "../model.ts";
import type { Stored } from "../model.ts";

function iso(value: Stored): string | null {
  return typeof value === "object" && value.kind === "day" ? isoFromDay(value.day) : null;
}

function describeBooks(books: Books): Record<string, unknown> {
  const { fields } = books.company;
  return {
    name: fields["NAME"],
    guid: fields["GUID"],
    companyNumber: (fields["COMPANYNUMBER"] as string).trim(),
    destination: fields["DESTINATION"],
    booksFrom: iso(fields["BOOKSFROM"]),
    lastVoucherDate: iso(fields["LASTVOUCHERDATE"]),
    mastersCounter: fields["ALTMSTID"],
    vouchersCounter: fields["ALTVCHID"] ?? null,
    isGroupCompany: fields["ISAGGREGATE"],
    vouchers: books.voucherCount,
    masters: Object.fromEntries(masterTypes.map((type) => [type, books.masters(type).length])),
  };
}

/** What `GET /state` of the control port tells. */
export function describeSample(sample: SampleTally): Record<string, unknown> {
  const { state, port } = sample;
  const { unknownMethods, ...options } = state.options;
  return {
    url: sample.url,
    companies: state.all.map((control) => ({
      ...describeBooks(control.books),
      isLoaded: state.isLoaded(control),
      isActive: state.active === control.books,
    })),
    options: { ...options, unknownMethods: [...unknownMethods] },
    waitingFaults: port.faults.pending,
  };
}
