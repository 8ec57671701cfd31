import type { Language } from "./language.ts";

interface CountWords {
  /** `{count}` is the formatted number. */
  readonly one: string;
  readonly other: string;
}

/** Things that are counted in sentences. Names of tables as people say them. */
const english = {
  entries: { one: "{count} entry", other: "{count} entries" },
  companies: { one: "{count} company", other: "{count} companies" },
  requests: { one: "{count} request", other: "{count} requests" },
  changes: { one: "{count} change", other: "{count} changes" },
  deletions: { one: "{count} deletion", other: "{count} deletions" },
  rows: { one: "{count} row", other: "{count} rows" },
  vouchers: { one: "{count} voucher", other: "{count} vouchers" },
  ledgers: { one: "{count} ledger", other: "{count} ledgers" },
  account_groups: { one: "{count} group", other: "{count} groups" },
  currencies: { one: "{count} currency", other: "{count} currencies" },
  voucher_types: { one: "{count} voucher type", other: "{count} voucher types" },
  units: { one: "{count} unit", other: "{count} units" },
  godowns: { one: "{count} godown", other: "{count} godowns" },
  stock_groups: { one: "{count} stock group", other: "{count} stock groups" },
  stock_categories: { one: "{count} stock category", other: "{count} stock categories" },
  stock_items: { one: "{count} stock item", other: "{count} stock items" },
  cost_categories: { one: "{count} cost category", other: "{count} cost categories" },
  cost_centres: { one: "{count} cost centre", other: "{count} cost centres" },
  employees: { one: "{count} employee", other: "{count} employees" },
  attendance_types: { one: "{count} attendance type", other: "{count} attendance types" },
  pay_heads: { one: "{count} pay head", other: "{count} pay heads" },
  budgets: { one: "{count} budget", other: "{count} budgets" },
  gst_registrations: { one: "{count} GST registration", other: "{count} GST registrations" },
} as const satisfies Readonly<Record<string, CountWords>>;

export type CountedThing = keyof typeof english;

/** Hindi nouns after a number keep one form except where a feminine plural is usual. */
const hindi: Readonly<Record<CountedThing, CountWords>> = {
  entries: { one: "{count} प्रविष्टि", other: "{count} प्रविष्टियाँ" },
  companies: { one: "{count} कंपनी", other: "{count} कंपनियाँ" },
  requests: { one: "{count} अनुरोध", other: "{count} अनुरोध" },
  changes: { one: "{count} बदलाव", other: "{count} बदलाव" },
  deletions: { one: "{count} हटाव", other: "{count} हटाव" },
  rows: { one: "{count} पंक्ति", other: "{count} पंक्तियाँ" },
  vouchers: { one: "{count} वाउचर", other: "{count} वाउचर" },
  ledgers: { one: "{count} लेजर", other: "{count} लेजर" },
  account_groups: { one: "{count} ग्रुप", other: "{count} ग्रुप" },
  currencies: { one: "{count} मुद्रा", other: "{count} मुद्राएँ" },
  voucher_types: { one: "{count} वाउचर टाइप", other: "{count} वाउचर टाइप" },
  units: { one: "{count} इकाई", other: "{count} इकाइयाँ" },
  godowns: { one: "{count} गोदाम", other: "{count} गोदाम" },
  stock_groups: { one: "{count} स्टॉक ग्रुप", other: "{count} स्टॉक ग्रुप" },
  stock_categories: { one: "{count} स्टॉक श्रेणी", other: "{count} स्टॉक श्रेणियाँ" },
  stock_items: { one: "{count} स्टॉक आइटम", other: "{count} स्टॉक आइटम" },
  cost_categories: { one: "{count} कॉस्ट कैटेगरी", other: "{count} कॉस्ट कैटेगरी" },
  cost_centres: { one: "{count} कॉस्ट सेंटर", other: "{count} कॉस्ट सेंटर" },
  employees: { one: "{count} कर्मचारी", other: "{count} कर्मचारी" },
  attendance_types: { one: "{count} हाज़िरी टाइप", other: "{count} हाज़िरी टाइप" },
  pay_heads: { one: "{count} पे हेड", other: "{count} पे हेड" },
  budgets: { one: "{count} बजट", other: "{count} बजट" },
  gst_registrations: { one: "{count} GST पंजीकरण", other: "{count} GST पंजीकरण" },
};

export const countWords: Readonly<Record<Language, Readonly<Record<CountedThing, CountWords>>>> = {
  en: english,
  hi: hindi,
};

/** What happened to a number of things: "2 vouchers changed". */
export const countedActions: Readonly<Record<Language, Readonly<Record<CountedAction, string>>>> = {
  en: {
    inserted: "{things} new",
    updated: "{things} changed",
    deleted: "{things} deleted",
    quarantined: "{things} set aside",
    heldDeletes: "{things} waiting for you",
    unexplained: "{things} not explained yet",
  },
  hi: {
    inserted: "{things} नए",
    updated: "{things} बदले",
    deleted: "{things} हटे",
    quarantined: "{things} अलग रखे गए",
    heldDeletes: "{things} आपके फ़ैसले पर",
    unexplained: "{things} अभी साफ़ नहीं",
  },
};

export type CountedAction =
  | "inserted"
  | "updated"
  | "deleted"
  | "quarantined"
  | "heldDeletes"
  | "unexplained";

export function isCountedThing(name: string): name is CountedThing {
  return name in english;
}
