/**
 * Every TDL construct that the product sends, with the public source that shows it (change-capture rule 11). An
 * unknown function, object type, list or attribute opens an error box on the user's screen, so what is not listed
 * here does not go out. An unknown method only prints empty; methods are listed so that a reader can check them.
 *
 * confidence: `proven` is a recorded answer or years of use at many installations of the same form; `likely` is
 * documented, or the same form with another name; `unsure` is documented without any known use.
 */

export const evidenceSources = {
  DL: "github.com/dhananjay1405/tally-database-loader: src/tally.mts, tally-export-config.yaml, tally-export-config-incremental.yaml",
  TC: "github.com/Accounting-Companion/TallyConnector: src/TallyConnector.Models, src/TallyConnector.Core/Models/TallyComplexObjects",
  TCcap:
    "github.com/Accounting-Companion/TallyConnector: src/Tests/TallyConnector.XmlTests/Resources/TallyPrime/V6 (recorded answers)",
  TS: "github.com/saivineeth100/tally-tdl-vscode: skills/tally-tdl/docs/7.0 (definitions, functions, schemas of Prime 7.0)",
  MCP: "github.com/dhananjay1405/tally-mcp-server: src/definition.mts",
  TDK: "github.com/theyash2822/tallydekho-desktop: xmls/AllVoucher.xml",
  FM: "github.com/frappe/tally_migrator: tally/extractors.py",
  FC: "FinCom Bridge measurement notes (TallyPrime 3.0 to 7.1): fast-request-form.md, bridge-2.4.2-notes.md",
  TH: "help.tallysolutions.com: TDL reference (line-related, collection-related and report-level attributes; schema changes of GST details)",
} as const;

type EvidenceSource = keyof typeof evidenceSources;
type Confidence = "proven" | "likely" | "unsure";

export interface Evidence {
  readonly name: string;
  readonly sources: readonly EvidenceSource[];
  readonly confidence: Confidence;
  readonly note?: string;
  /** Not in the catalog: heads, ends, probes, censuses, fingerprints, filters, verification. */
  readonly isForRequests?: true;
}

function proven(name: string, ...sources: readonly EvidenceSource[]): Evidence {
  return { name, sources, confidence: "proven" };
}

function likely(name: string, sources: readonly EvidenceSource[], note?: string): Evidence {
  return { name, sources, confidence: "likely", ...(note !== undefined && { note }) };
}

function unsure(name: string, sources: readonly EvidenceSource[], note?: string): Evidence {
  return { name, sources, confidence: "unsure", ...(note !== undefined && { note }) };
}

function forRequests(evidence: Evidence): Evidence {
  return { ...evidence, isForRequests: true };
}

/** Written without `$$`. */
export const functions: readonly Evidence[] = [
  proven("IsEmpty", "DL", "TCcap"),
  proven("IsEqual", "DL", "TC"),
  proven("SysName", "DL", "TC"),
  proven("IsSysNameEqual", "DL"),
  proven("IsNotApplicable", "DL"),
  proven("IsDebit", "DL", "TCcap"),
  proven("NumValue", "DL", "MCP"),
  proven("Number", "DL"),
  proven("String", "DL"),
  proven("StringFindAndReplace", "DL", "MCP"),
  proven("IsInwards", "DL"),
  proven("ForexValue", "DL", "TCcap"),
  proven("BaseValue", "TC", "TCcap"),
  proven("RatexValue", "TC", "TCcap"),
  proven("Currency", "DL"),
  proven("Sprintf", "DL"),
  proven("NumItems", "DL", "TC"),
  proven("IsAccountingVch", "DL", "TC"),
  proven("IsInventoryVch", "DL", "TC"),
  proven("IsOrderVch", "DL", "TC"),
  proven("IsLedOfGrp", "DL"),
  proven("GroupStock", "DL"),
  {
    ...proven("PyrlYYYYMMDDFormat", "DL", "MCP"),
    note: "A function of Tally's own payroll TDL, which every product loads.",
  },
  proven("Value", "TC", "TCcap"),
  forRequests(proven("Date", "DL")),
  forRequests(proven("YearOfDate", "DL")),
  forRequests(proven("MonthOfDate", "DL")),
  forRequests(proven("DayOfDate", "DL")),
];

/** TYPE of a collection, and the class in a look-up `$X:Class:$Name`. */
export const objectTypes: readonly Evidence[] = [
  proven("Group", "DL", "TC"),
  proven("Ledger", "DL", "TC"),
  proven("VoucherType", "DL", "TC"),
  proven("Unit", "DL", "TC"),
  proven("Currency", "TC", "TCcap"),
  proven("Godown", "DL", "TC"),
  proven("StockGroup", "DL", "TC"),
  proven("StockCategory", "DL", "TC"),
  proven("StockItem", "DL", "TC"),
  proven("CostCategory", "DL", "TC"),
  proven("CostCentre", "DL", "TC"),
  proven("AttendanceType", "DL"),
  unsure("Budget", ["TS"], "Nobody public reads budgets; asked last on first contact."),
  likely("TaxUnit", ["TC", "TH"], "From TallyPrime 3.0."),
  proven("Voucher", "DL", "TC"),
  forRequests(proven("Company", "DL", "TC")),
];

/** Names of sub-collections in REPEAT and `$$NumItems`. */
export const lists: readonly Evidence[] = [
  proven("AllLedgerEntries", "DL", "TC"),
  proven("AllInventoryEntries", "DL", "TC"),
  proven("InventoryEntries", "TC"),
  proven("CategoryEntry", "DL"),
  proven("EmployeeEntry", "DL"),
  proven("PayHeadAllocations", "DL"),
  proven("AttendanceEntries", "DL"),
  proven("BillAllocations", "DL", "TCcap"),
  proven("BankAllocations", "DL"),
  proven("CategoryAllocations", "DL"),
  proven("CostCentreAllocations", "DL"),
  proven("InventoryAllocations", "DL", "TCcap"),
  proven("BatchAllocations", "DL", "TCcap"),
  proven("AccountingAllocations", "TCcap", "TDK"),
  likely("RateDetails", ["DL", "TS", "FC"], "Proven below StateWiseDetails; on voucher lines documented."),
  proven("BasicUserDescription", "TCcap", "TDK"),
  proven("Address", "TC", "TCcap"),
  proven("LedMailingDetails", "TC", "TCcap"),
  proven("LedGSTRegDetails", "TC", "TCcap"),
  proven("LedgerClosingValues", "DL"),
  likely("PaymentDetails", ["TC", "FM", "TS"]),
  proven("GSTDetails", "DL", "TC"),
  proven("StateWiseDetails", "DL", "TC"),
  likely("HSNDetails", ["TC", "FM", "TS"], "From TallyPrime 3.0."),
  proven("StandardCostList", "DL"),
  proven("StandardPriceList", "DL"),
  unsure("FullPriceList", ["TS"]),
  unsure("PriceLevelList", ["TS"]),
  likely("MultiComponentList", ["TC", "TS"]),
  likely("MultiComponentItemList", ["TC", "TS"]),
  unsure("ComponentList", ["TS"]),
  unsure("BudgetPeriods", ["TS"]),
  unsure("GroupAllocations", ["TS"]),
  likely("GSTRegistrationDetails", ["TC", "TH"], "From TallyPrime 3.0."),
];

/** Words of `$$SysName` and `$$IsSysNameEqual`. */
export const systemNames: readonly Evidence[] = [
  proven("Primary", "DL"),
  proven("Unknown", "DL"),
  likely("Applicable", ["TS", "TDK"], "The same form as NotApplicable (DL)."),
  proven("InvVchView", "TC", "TCcap"),
  proven("AcctgVchView", "TC", "TCcap"),
  forRequests(proven("XML", "TC", "MCP")),
];

/** TYPE of a field. */
export const fieldTypes: readonly Evidence[] = [
  proven("Quantity : UnitSymbol", "TC", "TCcap"),
  proven("Rate : Unit Symbol", "TC", "TCcap"),
  proven("Number", "TC", "TCcap"),
];

/** `DEFINITION.ATTRIBUTE`; the catalog's data end up in SET, TYPE, INVISIBLE, XMLTAG, REPEAT, EXPLODE, TYPE, FETCH. */
export const attributes: readonly Evidence[] = [
  forRequests(proven("REPORT.FORMS", "DL", "TC")),
  forRequests(proven("FORM.PARTS", "DL", "TC")),
  forRequests(proven("PART.LINES", "DL", "MCP")),
  forRequests(proven("PART.REPEAT", "DL", "TC")),
  forRequests(proven("PART.SCROLLED", "DL", "TC")),
  forRequests(proven("LINE.FIELDS", "DL", "MCP")),
  forRequests(proven("LINE.XMLTAG", "DL", "TC")),
  forRequests(proven("LINE.EXPLODE", "DL", "TCcap")),
  forRequests(proven("FIELD.SET", "DL", "TC")),
  forRequests(proven("FIELD.XMLTAG", "DL", "TC")),
  forRequests(proven("FIELD.TYPE", "TC", "TCcap")),
  forRequests(proven("FIELD.INVISIBLE", "TC", "TCcap")),
  forRequests(proven("COLLECTION.TYPE", "DL", "TC")),
  forRequests(proven("COLLECTION.FETCH", "DL", "MCP")),
  forRequests(proven("COLLECTION.NATIVEMETHOD", "TC", "TCcap")),
  forRequests(proven("COLLECTION.FILTER", "DL", "TC")),
  forRequests(proven("COLLECTION.SOURCECOLLECTION", "DL")),
  forRequests(proven("COLLECTION.BY", "DL")),
  {
    ...forRequests(proven("COLLECTION.AGGRCOMPUTE", "DL")),
    note: "DL sums numbers; that the summed expression may be a product is documented (TS), not recorded.",
  },
  forRequests(proven("SYSTEM.TYPE", "DL", "TC")),
];

/** A way of writing something, beside names. `pattern` finds it in an expression whose texts are blanked. */
interface Construct extends Evidence {
  readonly pattern: RegExp;
}

export const constructs: readonly Construct[] = [
  { ...proven("if … then … else", "DL", "TC"), pattern: /\bif\b.*\bthen\b.*\belse\b/ },
  { ...proven("not", "DL"), pattern: /\bNOT\b/ },
  { ...proven("or", "DL"), pattern: /\b(OR|or)\b/ },
  { ...proven("and", "DL"), pattern: /\bAND\b/ },
  { ...proven("brackets around an expression", "DL"), pattern: /\(/ },
  { ...proven("minus before a value", "DL"), pattern: /-\$\$/ },
  {
    ...proven("= between values", "TC"),
    note: "TallyConnector explodes on $PersistedView = $$SysName:InvVchView and hides on $$Value=1.",
    pattern: / = /,
  },
  { ...proven("> and >= against a number or date", "DL", "TC"), pattern: / >=? / },
  { ...proven("a method of the parent: $..Name", "DL"), pattern: /\$\.\.[A-Z]/ },
  { ...proven("the last or first of a list: $List[Last].Method", "DL"), pattern: /\[(First|Last)\]\./ },
  { ...proven("the n-th of a list: $List[3].Method", "DL"), pattern: /\[\d\]\./ },
  {
    ...proven("another object's method: $Method:Class:$Name", "DL", "TDK"),
    pattern: /(?<!\$)\$[A-Za-z]\w*:[A-Z][A-Za-z]*:\$/,
  },
];

function methods(
  sources: readonly EvidenceSource[],
  confidence: Confidence,
  names: string,
): readonly Evidence[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, sources, confidence }));
}

/** Methods, written without `$`; names of lists read by index are in `lists` as well. */
export const methodEvidence: readonly Evidence[] = [
  ...methods(
    ["DL"],
    "proven",
    `AadharNumber ActualQty AdditionalUnits AddlAllocType AddlAmount AffectsGrossProfit AffectsStock
     AllocateNonRevenue AllocateRevenue Amount ApplicableFrom AttdTypeTimeValue AttdTypeValue AttendancePeriod
     AttendanceProductionType AttendanceType BankAccHolderName BankBranchName BankDetails BankersDate BankingConfigBank
     BankName BaseUnits BatchName BillCreditPeriod BillDate BillType BloodGroup CalculationPeriod CalculationType
     Category Conversion CostingMethod CountryName Date DateOfBirth DateOfJoin DeactivationDate Description Designation
     DestinationGodownName Discount Email EmailId EmployeeName EmployeeSortOrder FatherName FormalName ForPayroll
     Function Gender GodownName GSTApplicable GSTDutyHead GSTIN GSTMSTTypeOfSupply GSTNatureOfTransaction GSTRate
     GSTRateDutyHead GSTRatePerUnit GSTRateValuationType GSTRegistrationType GSTTypeOfSupply Guid HSN HSNCode IFSCode
     IncomeTaxNumber InfGSTHSNCode InfGSTHSNDescription InfGSTIGSTRate InfGSTTaxablility InstrumentDate
     InstrumentNumber IsAdvance IsCancelled IsDeemedPositive IsInvoice IsOptional IsReserved IsRevenue
     IsReverseChargeApplicable IsSimpleUnit LeaveType LedgerCountryISDCode LedgerMobile LedgerName LedStateName
     Location MailingName MfdOn MobileNumber Name Narration NatureOfGoods NumberingMethod OnlyAlias OpeningBalance
     OpeningRate OpeningValue OrderDueDate OrderNo PanNumber Parent PartNo PartyGSTIN PartyLedgerName PayHeadName
     PayHeadSortOrder PaySlipName PayStatType PayType PfAccountNumber PfJoiningDate PfRelievingDate PinCode
     PlaceOfSupply PRAccountNumber Rate RateOfInvoiceTax RateOfTaxCalculation Reference ReferenceDate SortPosition
     SpouseName StockItemName SupplyType SwiftCode Symbol Taxability TrackingNumber TransactionType UanNumber
     VoucherNumber VoucherTypeName`,
  ),
  ...methods(
    ["TC", "TCcap"],
    "proven",
    `AlteredBy AlteredOn BasicUserDescription BilledQty Country CreditLimit EffectiveDate EnteredBy IsBillWiseOn
     IsCostCentresOn IsPartyLedger OriginalName PersistedView ReservedName State TaxType VoucherNumberSeries Website`,
  ),
  ...methods(
    ["TC", "TS"],
    "likely",
    `AccountNumber BillNumber BranchName ComponentBasicQty ComponentListName CurrencyName DecimalPlaces Denominator
     EndingAt ExpiryPeriod FromDate GSTRegNumber GSTRepUOM IRN IRNAckDate IRNAckNo IsActive IsAddable
     IsBatchWiseOn IsPerishableOn NatureOfItem PaymentFavouring PriceLevel RegistrationType StartingFrom StateName
     ValuationMethod EWayBillDetails`,
  ),
  ...methods(
    ["FC", "TS"],
    "likely",
    `GSTHSNName GSTOvrdnIneligibleITC GSTOvrdnIsRevChargeAppl GSTOvrdnNature GSTOvrdnTaxability GSTOvrdnTypeOfSupply
     UniqueReferenceNumber`,
  ),
  ...methods(["FM", "TS"], "likely", "ReportingUQCDetails ReportingUQCName"),
  ...methods(
    ["TS"],
    "likely",
    `BatchRate GSTClass IsEmployeeGroup IsPostDated LedgerContact LedgerPhone NumberingStyle IsExternal IsInternal`,
  ),
  ...methods(
    ["TS"],
    "unsure",
    "HasNoSpace IsoCurrencyCode IsScenario IsTDSApplicable IsTransaction ReorderLevel TDSApplicable",
  ),
];

function namesOf(evidence: readonly Evidence[]): ReadonlySet<string> {
  return new Set(evidence.map(({ name }) => name));
}

/** For the check of every request before it is sent. Names as written above; Tally itself ignores case. */
export const allowedFunctions: ReadonlySet<string> = namesOf(functions);
export const allowedObjectTypes: ReadonlySet<string> = namesOf(objectTypes);
export const allowedLists: ReadonlySet<string> = namesOf(lists);
export const allowedSystemNames: ReadonlySet<string> = namesOf(systemNames);
export const allowedFieldTypes: ReadonlySet<string> = namesOf(fieldTypes);
export const allowedAttributes: ReadonlySet<string> = namesOf(attributes);
