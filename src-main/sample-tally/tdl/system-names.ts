/** Tally marks its own words with U+0004, so that a user's "Primary" is never the root (protocol §4.4). */
export function reservedWord(word: string): string {
  return `\u0004 ${word}`;
}

const systemNames: Readonly<Record<string, string>> = {
  primary: reservedWord("Primary"),
  notapplicable: reservedWord("Not Applicable"),
  applicable: reservedWord("Applicable"),
  unknown: reservedWord("Unknown"),
  any: reservedWord("Any"),
  endoflist: reservedWord("End of List"),
  systeminferred: reservedWord("System Inferred"),
  resave: reservedWord("Resave"),
  acctgvchview: "Accounting Voucher View",
  invvchview: "Invoice Voucher View",
  consvchview: "Consumption Voucher View",
  mulconsvchview: "Multi Consumption Voucher View",
  payslipvchview: "PaySlip Voucher View",
  xml: "XML (Data Interchange)",
  ascii: "ASCII (Comma Delimited)",
  sdf: "SDF",
  html: "HTML (Web-publishing)",
};

/** `$$SysName:Primary`; a name without a word of its own stands for itself. */
export function systemName(name: string): string {
  return systemNames[name.replace(/\s+/g, "").toLowerCase()] ?? name;
}
