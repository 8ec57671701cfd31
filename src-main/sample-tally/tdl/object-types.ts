import { masterTypes } from "../model.ts";
import type { MasterType } from "../model.ts";
import { methodKey, normaliseName } from "./names.ts";

/** What a COLLECTION gathers, by its TYPE. BILL is open bills, STATISTIC counts of masters. */
export type GatheredType = MasterType | "COMPANY" | "VOUCHER" | "BILL" | "STATISTIC";

const typeNames: ReadonlyMap<string, GatheredType> = new Map<string, GatheredType>([
  ...masterTypes.map((type) => [type.toLowerCase(), type] as const),
  ["company", "COMPANY"],
  ["voucher", "VOUCHER"],
  ["vouchers", "VOUCHER"],
  ["bill", "BILL"],
  ["bills", "BILL"],
  // Aliases that the schema reference of Prime 7.0 names (cookbook §7, TS).
  ["vouchertypes", "VOUCHERTYPE"],
  ["budgets", "BUDGET"],
]);

/** undefined is Tally's "Incorrect Object Type!". */
export function gatheredType(name: string): GatheredType | undefined {
  return typeNames.get(normaliseName(name));
}

export const lookUpTypes: ReadonlySet<string> = new Set([...typeNames.keys()].map((name) => methodKey(name)));

/** Collections Tally brings along: `List of Ledgers`, and every master type under its own name (protocol §2.2). */
const builtInCollections: ReadonlyMap<string, GatheredType> = new Map<string, GatheredType>([
  ...masterTypes.map((type) => [type.toLowerCase(), type] as const),
  ["company", "COMPANY"],
  ["listofcompanies", "COMPANY"],
  ["listofgroups", "GROUP"],
  ["listofledgers", "LEDGER"],
  ["listofaccounts", "LEDGER"],
  ["listofvouchertypes", "VOUCHERTYPE"],
  ["listofstockitems", "STOCKITEM"],
  ["listofstockgroups", "STOCKGROUP"],
  ["listofstockcategories", "STOCKCATEGORY"],
  ["listofgodowns", "GODOWN"],
  ["listofcostcentres", "COSTCENTRE"],
  ["listofcostcategories", "COSTCATEGORY"],
  ["listofattendancetypes", "ATTENDANCETYPE"],
  ["listofbudgets", "BUDGET"],
  // Collections behind Tally's own Statistics report, which TC reads.
  ["statvchtype", "VOUCHERTYPE"],
  ["statobjects", "STATISTIC"],
]);

export function builtInCollection(name: string): GatheredType | undefined {
  return builtInCollections.get(normaliseName(name));
}

/** Exporting these has closed Tally or killed its port (protocol §2.2). */
export const crashingCollections: ReadonlySet<string> = new Set([
  "listofunits",
  "listofcurrencies",
  "listofvouchers",
]);

/** Lists of plain texts. Exploded without a condition, an empty one prints one empty element (TCcap). */
export const textLists: ReadonlySet<string> = new Set([
  "ADDRESS",
  "BASICUSERDESCRIPTION",
  "BASICBUYERADDRESS",
  "NAME",
  "MAILINGNAME",
  "BASICRATEOFINVOICETAX",
  "OLDAUDITENTRYIDS",
]);

const listNames = `
  ALLLEDGERENTRIES LEDGERENTRIES ALLINVENTORYENTRIES INVENTORYENTRIES INVENTORYENTRIESIN INVENTORYENTRIESOUT
  CATEGORYENTRY EMPLOYEEENTRY PAYHEADALLOCATIONS ATTENDANCEENTRIES EWAYBILLDETAILS TRANSPORTDETAILS ADDRESS
  BASICBUYERADDRESS INVOICEDELNOTES INVOICEORDERLIST INVOICEINDENTLIST BILLALLOCATIONS BANKALLOCATIONS
  CATEGORYALLOCATIONS COSTCENTREALLOCATIONS INVENTORYALLOCATIONS RATEDETAILS BATCHALLOCATIONS ACCOUNTINGALLOCATIONS
  BASICUSERDESCRIPTION BASICRATEOFINVOICETAX TAXOBJECTALLOCATIONS TDSEXPENSEALLOCATIONS INTERESTCOLLECTION
  OLDAUDITENTRYIDS STBILLCATEGORIES COSTTRACKALLOCATIONS ADDITIONALDETAILS VOUCHERCOMPONENTLIST REFVOUCHERDETAILS
  LANGUAGENAME NAME MAILINGNAME LEDGSTREGDETAILS LEDMAILINGDETAILS LEDMULTIADDRESSLIST CONTACTDETAILS PAYMENTDETAILS
  LEDGERCLOSINGVALUES GSTDETAILS HSNDETAILS STATEWISEDETAILS GSTSLABRATES STANDARDCOSTLIST STANDARDPRICELIST
  FULLPRICELIST PRICELEVELLIST MULTICOMPONENTLIST MULTICOMPONENTITEMLIST COMPONENTLIST VOUCHERNUMBERSERIES
  VOUCHERCLASSLIST BUDGETPERIODS GROUPALLOCATIONS INCLUDELIST EXCLUDELIST GSTREGISTRATIONDETAILS REPORTINGUQCDETAILS
  AUDITENTRIES ACCOUNTAUDITENTRIES INPUTCRALLOCS DUTYHEADDETAILS PARENTHIERARCHY GSTRATEDETAILS DEFAULTACCALLOCFORITEM
  LEDGERFORINVENTORYLIST LEDGERENTRIESLIST EXCISEJURISDICTIONDETAILS`;

/** Sub-lists that a REPEAT or `$$NumItems` may name; anything else is an unknown collection. */
export const subLists: ReadonlySet<string> = new Set(listNames.trim().split(/\s+/));

/** CMPINFO, in Tally's fixed order; a master type's MSTDEPTYPE follows from its place (protocol §3.1). */
export const companyInfoClasses: readonly string[] = (
  "COMPANY GROUP LEDGER COSTCATEGORY COSTCENTRE GODOWN STOCKGROUP STOCKCATEGORY STOCKITEM VOUCHERTYPE CURRENCY UNIT " +
  "BUDGET CLIENTRULE SERVERRULE STATE TDSRATE TAXCLASSIFICATION STCATEGORY DEDUCTEETYPE ATTENDANCETYPE FBTCATEGORY " +
  "FBTASSESSEETYPE TARIFFCLASSIFICATION EXCISEDUTYCLASSIFICATION SERIALNUMBER ADJUSTMENTCLASSIFICATION INCOMETAXSLAB " +
  "INCOMETAXCLASSIFICATION LBTCLASSIFICATION TAXUNIT RETURNMASTER GSTCLASSIFICATION VOUCHERNUMBERSERIES VOUCHER"
).split(" ");

/** Head methods of a voucher that every gathered row has, fetched or not (protocol §3.2). */
export const defaultVoucherFields: readonly string[] = (
  "DATE GUID REQUESTORRULE VOUCHERTYPENAME VOUCHERNUMBER SERIALMASTER ARESERIALMASTER NUMBERINGSTYLE PERSISTEDVIEW " +
  "ISDELETED ASORIGINAL ISDEEMEDPOSITIVE ISINVOICE ASPAYSLIP ISDELETEDVCHRETAINED ISNEGISPOSSET MASTERID VOUCHERKEY " +
  "VOUCHERRETAINKEY REUSEHOLEID VOUCHERNUMBERSERIES"
).split(" ");
