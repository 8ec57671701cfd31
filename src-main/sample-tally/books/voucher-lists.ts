import type { TallyObject } from "../model.ts";
import type { AttendancePart, PayrollPart, VoucherContent } from "./content.ts";
import type { MasterStore } from "./master-store.ts";
import type { VoucherRecord } from "./numbering.ts";
import { makeItemLine } from "./item-lines.ts";
import { makeLedgerLine, makeSummedLine } from "./ledger-lines.ts";
import { makeAmount, makeDay, makeObject, makeQuantity, makeTextList } from "./values.ts";

/**
 * The lists of a voucher as a collection or report shows them (cookbook §1 "Sub-collections and FETCH").
 * ALLLEDGERENTRIES is complete for posting: party, tax, and the sales or purchase ledger of the items summed to one
 * line. LEDGERENTRIES and ACCOUNTINGALLOCATIONS repeat parts of it.
 */
export function makeVoucherLists(record: VoucherRecord, masters: MasterStore): Record<string, TallyObject[]> {
  const lists = emptyLists();
  // A cancelled voucher stays with its number and without a single line (protocol §6.7).
  if (record.isCancelled) return lists;
  const { content } = record;
  const isInvoice = content.view === "Invoice Voucher View";
  const items = content.items.map((item) => makeItemLine(item, masters, true));
  const ledgers = content.ledgers.map((line) => makeLedgerLine(line, content, masters));
  lists["ALLINVENTORYENTRIES"] = items;
  lists["ALLLEDGERENTRIES"] = withSummedLines(content, ledgers, masters);
  lists["LEDGERENTRIES"] = isInvoice ? ledgers : [];
  lists["INVENTORYENTRIES"] = items;
  if (content.view === "Consumption Voucher View" || content.view === "Multi Consumption Voucher View") {
    lists["INVENTORYENTRIESIN"] = items.filter((_, index) => content.items[index]?.isInward === true);
    lists["INVENTORYENTRIESOUT"] = items.filter((_, index) => content.items[index]?.isInward === false);
  }
  lists["CATEGORYENTRY"] = (content.payroll ?? []).map((part) => makeCategoryEntry(part, masters));
  lists["ATTENDANCEENTRIES"] = (content.attendance ?? []).map((part) => makeAttendance(part, masters));
  addHeadLists(lists, content);
  return lists;
}

function emptyLists(): Record<string, TallyObject[]> {
  return {
    ALLLEDGERENTRIES: [],
    LEDGERENTRIES: [],
    ALLINVENTORYENTRIES: [],
    INVENTORYENTRIES: [],
    INVENTORYENTRIESIN: [],
    INVENTORYENTRIESOUT: [],
    CATEGORYENTRY: [],
    ATTENDANCEENTRIES: [],
    EWAYBILLDETAILS: [],
    ADDRESS: [],
    BASICBUYERADDRESS: [],
    INVOICEDELNOTES: [],
    INVOICEORDERLIST: [],
  };
}

/** Party first, then the ledgers of the items, one line each, then taxes and the rest. */
function withSummedLines(
  content: VoucherContent,
  ledgers: TallyObject[],
  masters: MasterStore,
): TallyObject[] {
  const byLedger = Map.groupBy(
    content.items.filter((item) => item.ledgerId !== undefined),
    (item) => item.ledgerId ?? 0,
  );
  if (byLedger.size === 0) return ledgers;
  const summed = [...byLedger].map(([ledgerId, items]) => makeSummedLine(ledgerId, items, masters));
  return [...ledgers.slice(0, 1), ...summed, ...ledgers.slice(1)];
}

function makeCategoryEntry(part: PayrollPart, masters: MasterStore): TallyObject {
  const employees = part.employees.map((employee) =>
    makeObject(
      "EMPLOYEEENTRY",
      {
        EMPLOYEENAME: masters.nameOf(employee.employeeId),
        EMPLOYEESORTORDER: employee.order,
        AMOUNT: makeAmount(employee.payHeads.reduce((sum, head) => sum + head.amount, 0)),
      },
      {
        PAYHEADALLOCATIONS: employee.payHeads.map((head) =>
          makeObject("PAYHEADALLOCATIONS", {
            PAYHEADNAME: masters.nameOf(head.ledgerId),
            PAYHEADSORTORDER: head.order,
            ISDEEMEDPOSITIVE: head.amount < 0,
            AMOUNT: makeAmount(head.amount),
          }),
        ),
      },
    ),
  );
  return makeObject(
    "CATEGORYENTRY",
    { CATEGORY: masters.nameOf(part.categoryId) },
    { EMPLOYEEENTRY: employees },
  );
}

function makeAttendance(part: AttendancePart, masters: MasterStore): TallyObject {
  return makeObject("ATTENDANCEENTRIES", {
    NAME: masters.nameOf(part.employeeId),
    ATTENDANCETYPE: masters.nameOf(part.attendanceTypeId),
    ATTDTYPETIMEVALUE: part.timeValue,
    ATTDTYPEVALUE:
      part.quantity === undefined
        ? undefined
        : makeQuantity(part.quantity.value, masters.nameOf(part.quantity.unitId)),
  });
}

function addHeadLists(lists: Record<string, TallyObject[]>, { head }: VoucherContent): void {
  if (head === undefined) return;
  if (head.buyerAddress !== undefined) {
    lists["BASICBUYERADDRESS"] = makeTextList("BASICBUYERADDRESS", head.buyerAddress);
    lists["ADDRESS"] = makeTextList("ADDRESS", head.buyerAddress);
  }
  lists["EWAYBILLDETAILS"] = (head.ewayBills ?? []).map((bill) =>
    makeObject("EWAYBILLDETAILS", {
      BILLNUMBER: bill.number,
      BILLDATE: makeDay(bill.day),
      VALIDUPTO: makeDay(bill.validUntilDay),
      VEHICLENUMBER: bill.vehicle,
    }),
  );
  lists["INVOICEORDERLIST"] = (head.orderReferences ?? []).map((order) =>
    makeObject("INVOICEORDERLIST", { BASICPURCHASEORDERNO: order }),
  );
}

/** The debit side, positive; zero for a voucher without ledger lines. */
export function voucherTotal(content: VoucherContent): number {
  let total = 0;
  for (const line of content.ledgers) if (line.amount < 0) total -= line.amount;
  for (const item of content.items) {
    if (item.ledgerId !== undefined && item.amount < 0) total -= item.amount;
  }
  return total;
}
