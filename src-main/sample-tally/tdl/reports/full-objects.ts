import { masterTypes } from "../../model.ts";
import type { CompanyBooks, MasterType, TallyObject } from "../../model.ts";
import { escapeXml } from "../answer-text.ts";
import type { AnswerText } from "../answer-text.ts";
import { normaliseName } from "../names.ts";
import { writeWholeObject } from "../object-answer.ts";
import { textField } from "../run.ts";
import type { Run } from "../run.ts";
import { asText } from "../value-text.ts";

/** The form a file export has too, so that it could be imported again (protocol §3.3). */
function writeExport(run: Run, answer: AnswerText, objects: Iterable<TallyObject>): void {
  answer.append(
    "<ENVELOPE>\r\n <HEADER>\r\n  <TALLYREQUEST>Import Data</TALLYREQUEST>\r\n </HEADER>\r\n <BODY>\r\n  <IMPORTDATA>\r\n" +
      "   <REQUESTDESC>\r\n    <REPORTNAME>All Masters</REPORTNAME>\r\n    <STATICVARIABLES>\r\n" +
      `     <SVCURRENTCOMPANY>${escapeXml(run.companyName)}</SVCURRENTCOMPANY>\r\n` +
      "    </STATICVARIABLES>\r\n   </REQUESTDESC>\r\n   <REQUESTDATA>\r\n",
  );
  for (const object of objects) {
    answer.append('    <TALLYMESSAGE xmlns:UDF="TallyUDF">\r\n');
    writeWholeObject(object, run, answer, 5);
    answer.append("    </TALLYMESSAGE>\r\n");
  }
  answer.append("   </REQUESTDATA>\r\n  </IMPORTDATA>\r\n </BODY>\r\n</ENVELOPE>\r\n");
}

/**
 * Day Book and Voucher Register: every voucher of the period as it is stored, about 50 KB each in a real Tally; those
 * of one type and of the types below it where VOUCHERTYPENAME names one (protocol §2.3).
 */
export function writeDayBook(run: Run, answer: AnswerText): void {
  const { books, period } = run;
  const vouchers =
    books === undefined || period.isImpossible
      ? []
      : countWalked(run, books.vouchers(period.fromDay, period.toDay));
  const wanted = asText(run.variables.get("vouchertypename"), run.shapes).trim().toLowerCase();
  writeExport(run, answer, wanted === "" ? vouchers : ofType(vouchers, wanted, books));
}

function* ofType(
  vouchers: Iterable<TallyObject>,
  wanted: string,
  books: CompanyBooks | undefined,
): Iterable<TallyObject> {
  for (const voucher of vouchers)
    if (typeNames(books, textField(voucher, "VOUCHERTYPENAME")).includes(wanted)) yield voucher;
}

/** A voucher type and those above it. */
function typeNames(books: CompanyBooks | undefined, name: string): readonly string[] {
  const names: string[] = [];
  for (let at = name; !names.includes(at.toLowerCase());) {
    names.push(at.toLowerCase());
    const type = books?.masterByName("VOUCHERTYPE", at);
    at = type === undefined ? at : textField(type, "PARENT") || at;
  }
  return names;
}

function* countWalked(run: Run, vouchers: Iterable<TallyObject>): Iterable<TallyObject> {
  for (const voucher of vouchers) {
    run.statistics.vouchersWalked++;
    yield voucher;
  }
}

/** List of Accounts: groups and ledgers with everything they hold, or what ACCOUNTTYPE names, such as `Stock Items`. */
export function writeListOfAccounts(run: Run, answer: AnswerText): void {
  const { books } = run;
  const types = typesOfAccounts(asText(run.variables.get("accounttype"), run.shapes));
  writeExport(run, answer, books === undefined ? [] : types.flatMap((type) => books.masters(type)));
}

const inventoryTypes = ["UNIT", "GODOWN", "STOCKGROUP", "STOCKCATEGORY", "STOCKITEM"] as const;

function typesOfAccounts(accountType: string): readonly MasterType[] {
  const wanted = normaliseName(accountType);
  if (wanted === "allmasters") return masterTypes;
  if (wanted === "allinventorymasters") return inventoryTypes;
  const singular = wanted.replace(/ies$/, "y").replace(/s$/, "").toUpperCase();
  const found = masterTypes.find((type) => type === singular);
  return found === undefined ? ["GROUP", "LEDGER"] : [found];
}
