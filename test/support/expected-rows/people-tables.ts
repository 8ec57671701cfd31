import type { MasterType } from "../../../src-main/sample-tally/model.ts";
import type { ExpectedRow } from "./canonical.ts";
import { type Judge, type Tables, entityRow, numberLines } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";

/** Cost centres, payroll and budgets. */
export function peopleTables(judge: Judge): Tables {
  const centres = judge.masters("COSTCENTRE");
  const budgets = judge.masters("BUDGET");
  return {
    cost_categories: judge.masters("COSTCATEGORY").map((category) =>
      entityRow(category, {
        name: category.text("NAME"),
        is_reserved: !category.isEmpty("RESERVEDNAME"),
        allocates_revenue: category.logical("ALLOCATEREVENUE"),
        allocates_non_revenue: category.logical("ALLOCATENONREVENUE"),
        reserved_name: category.text("RESERVEDNAME"),
      }),
    ),
    cost_centres: centres.map((centre) =>
      entityRow(centre, {
        name: centre.text("NAME"),
        ...judge.pointer("parent", "COSTCENTRE", centre.parentText()),
        ...judge.pointer("category", "COSTCATEGORY", centre.text("CATEGORY")),
        is_employee: centre.logical("FORPAYROLL"),
      }),
    ),
    employees: centres
      .filter((centre) => centre.logical("FORPAYROLL"))
      .map((employee) => employeeRow(judge, employee)),
    attendance_types: judge.masters("ATTENDANCETYPE").map((type) =>
      entityRow(type, {
        name: type.text("NAME"),
        ...judge.pointer("parent", "ATTENDANCETYPE", type.parentText()),
        ...judge.pointer("unit", "UNIT", type.applicableText("BASEUNITS")),
        attendance_type: type.text("ATTENDANCEPRODUCTIONTYPE"),
        period: type.text("ATTENDANCEPERIOD"),
      }),
    ),
    pay_heads: judge
      .masters("LEDGER")
      .filter((ledger) => ledger.logical("FORPAYROLL"))
      .map((head) => payHeadRow(judge, head)),
    budgets: budgets.map((budget) =>
      entityRow(budget, {
        name: budget.text("NAME"),
        ...judge.pointer("parent", "BUDGET", budget.parentText()),
        is_scenario: budget.logical("ISSCENARIO"),
      }),
    ),
    budget_lines: budgets.flatMap((budget) =>
      numberLines("budget_guid", budget.text("GUID"), budgetLines(judge, budget)),
    ),
  };
}

function employeeRow(judge: Judge, employee: RawReader): ExpectedRow {
  return entityRow(employee, {
    name: employee.text("NAME"),
    ...judge.pointer("parent", "COSTCENTRE", employee.parentText()),
    is_employee_group: employee.logical("ISEMPLOYEEGROUP"),
    id_number: employee.text("MAILINGNAME"),
    joined_on: employee.date("DATEOFJOIN"),
    left_on: employee.date("DEACTIVATIONDATE"),
    designation: employee.text("DESIGNATION"),
    job_function: employee.text("FUNCTION"),
    location: employee.text("LOCATION"),
    gender: employee.hasWord("GENDER", "Unknown") ? "" : employee.text("GENDER"),
    born_on: employee.date("DATEOFBIRTH"),
    blood_group: employee.text("BLOODGROUP"),
    father_or_mother_name: employee.text("FATHERNAME"),
    spouse_name: employee.text("SPOUSENAME"),
    address: employee.lines("ADDRESS"),
    mobile: employee.text("MOBILENUMBER"),
    email: employee.text("EMAILID"),
    pan: employee.text("PANNUMBER"),
    aadhaar: employee.text("AADHARNUMBER"),
    uan: employee.text("UANNUMBER"),
    pf_number: employee.text("PFACCOUNTNUMBER"),
    pf_joined_on: employee.date("PFJOININGDATE"),
    pf_left_on: employee.date("PFRELIEVINGDATE"),
    pran: employee.text("PRACCOUNTNUMBER"),
  });
}

function payHeadRow(judge: Judge, head: RawReader): ExpectedRow {
  return entityRow(head, {
    name: head.text("NAME"),
    ...judge.pointer("parent", "GROUP", head.parentText()),
    payslip_name: head.text("PAYSLIPNAME"),
    pay_type: head.applicableText("PAYTYPE"),
    income_type: head.applicableText("PAYSTATTYPE"),
    calculation_type: head.text("CALCULATIONTYPE"),
    leave_type: head.text("LEAVETYPE"),
    calculation_period: head.text("CALCULATIONPERIOD"),
  });
}

const targets: readonly (readonly [string, string, MasterType])[] = [
  ["GROUPALLOCATIONS", "group", "GROUP"],
  ["ACCOUNTINGALLOCATIONS", "ledger", "LEDGER"],
  ["COSTCENTREALLOCATIONS", "cost_centre", "COSTCENTRE"],
  ["INVENTORYALLOCATIONS", "stock_item", "STOCKITEM"],
];

function budgetLines(judge: Judge, budget: RawReader): readonly ExpectedRow[] {
  return budget.list("BUDGETPERIODS").flatMap((period) =>
    targets.flatMap(([list, targetType, master]) =>
      period.list(list).map((line) => ({
        period_from: period.date("STARTINGFROM"),
        period_to: period.date("ENDINGAT"),
        target_type: targetType,
        ...judge.pointer("target", master, line.text("NAME")),
        budget_type: line.logical("ISTRANSACTION") ? "Nett Transactions" : "Closing Balance",
        amount: line.money("AMOUNT"),
      })),
    ),
  );
}
