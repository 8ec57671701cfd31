/**
 * What may go out to a Tally (cookbook §0, §7, §11). A name that Tally does not know opens an "Error in TDL" box on the
 * user's screen that blocks the port; so functions, object types, list names and attributes are never guessed.
 * Methods may be: unknown ones print empty.
 */

function setOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).map((name) => name.toLowerCase()));
}

/** cookbook §11: DL's, then TC's, then the two documented ones that summaries need. */
export const allowedFunctions = setOf(
  `IsEmpty IsEqual SysName IsSysNameEqual IsNotApplicable IsDebit NumValue Number String StringFindAndReplace IsInwards
   ForexValue Currency FullList Sprintf NumItems IsAccountingVch IsInventoryVch IsOrderVch IsLedOfGrp GroupStock
   PyrlYYYYMMDDFormat StrByCharCode Date YearOfDate MonthOfDate DayOfDate
   BaseValue RatexValue ExtractNumbers DueDateInDays NameGetValue ZeroFill IsAttendance Value
   MonthStart`,
);

/** cookbook §7. `List of Units`, `List of Currencies`, `List of Vouchers` and EditLog are known to harm. */
export const allowedTypes = setOf(
  `Company Group Ledger VoucherType Unit Currency Godown StockGroup StockCategory StockItem CostCategory CostCentre
   AttendanceType Budget TaxUnit Voucher`,
);

/** Sub-collections that may be walked (cookbook §1, column-map). */
export const allowedLists = setOf(
  `AllLedgerEntries LedgerEntries AllInventoryEntries InventoryEntries InventoryEntriesIn InventoryEntriesOut
   CategoryEntry EmployeeEntry PayHeadAllocations AttendanceEntries EWayBillDetails Address InvoiceDelNotes
   BillAllocations BankAllocations CategoryAllocations CostCentreAllocations InventoryAllocations RateDetails
   BatchAllocations AccountingAllocations BasicUserDescription
   LedGSTRegDetails LedMailingDetails LedgerClosingValues PaymentDetails ContactDetails LanguageName
   VoucherNumberSeries GSTDetails StateWiseDetails HSNDetails StandardCostList StandardPriceList
   FullPriceList PriceLevelList MultiComponentList MultiComponentItemList ComponentList
   BudgetPeriods GroupAllocations GSTRegistrationDetails ReportingUQCDetails`,
);

export const allowedVariables = setOf(
  `SVEXPORTFORMAT SVCURRENTCOMPANY SVFROMDATE SVTODATE EXPLODEFLAG ISLEDGERWISE`,
);

/** Variables a formula may read. */
export const allowedVariableReads = setOf(`##SVCurrentCompany ##SVFromDate ##SVToDate`);

/** Built-in reports that may be asked for by name (cookbook §9). */
export const allowedReports = setOf(`trialbalance stocksummary`);

/** Attributes per definition. No OBJECT on a PART (froze five releases), no ISMODIFY, no FETCH of everything. */
export const allowedAttributes: Readonly<Record<string, ReadonlySet<string>>> = {
  REPORT: setOf("FORMS"),
  FORM: setOf("PARTS"),
  PART: setOf("LINES REPEAT SCROLLED"),
  LINE: setOf("FIELDS XMLTAG EXPLODE"),
  FIELD: setOf("SET XMLTAG TYPE FORMAT INVISIBLE"),
  COLLECTION: setOf("TYPE FETCH NATIVEMETHOD FILTER SOURCECOLLECTION BY AGGRCOMPUTE"),
};

export const allowedFieldTypes = setOf(`Number Amount:Rate Quantity:UnitSymbol Rate:Price Rate:UnitSymbol`);
export const allowedFieldFormats = setOf(`TailUnits Forex,Currency`);

/** Formulas of Tally's own that may be named in FILTER. */
export const allowedFilters = setOf(`IsNonOptionalCancelledVchs TaxUnitForGST`);
