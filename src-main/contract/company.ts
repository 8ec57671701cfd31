/** What identifies one set of books. A year-end split shares the GUID, so all four belong together. */
export interface CompanyIdentity {
  readonly guid: string;
  /** COMPANYNUMBER, trimmed: the name of the data folder, such as `100000`. */
  readonly companyNumber: string;
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly booksFrom: string;
}

/** One loaded company as the probe shows it. */
export interface ProbedCompany extends CompanyIdentity {
  /** A group company (ISAGGREGATE Yes) is not replicated; its members are. */
  readonly isGroupCompany: boolean;
  /** ALTMSTID now, or null where Tally did not say (unknown, never zero). */
  readonly mastersCounter: number | null;
  /** ALTVCHID now; absent on a company that never had a voucher, and then null too. */
  readonly vouchersCounter: number | null;
  /** `YYYY-MM-DD`; a high mark that deletes do not move back. Null without vouchers or when not asked. */
  readonly lastVoucherDate: string | null;
}

/** The rest of a company's identity, asked when something moved or daily. */
export interface CompanyDetails {
  /** `YYYY-MM-DD`, or null where Tally does not tell. */
  readonly startingFrom: string | null;
  readonly baseCurrency: string;
  readonly country: string;
  readonly state: string;
  readonly gstin: string;
  /** Folder with the company number, or empty where Tally does not tell. */
  readonly dataFolder: string;
}
