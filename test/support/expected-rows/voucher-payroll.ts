import type { ExpectedRow } from "./canonical.ts";
import type { Judge } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";

export function payHeadLines(judge: Judge, voucher: RawReader): readonly ExpectedRow[] {
  return voucher.list("CATEGORYENTRY").flatMap((category) =>
    category.list("EMPLOYEEENTRY").flatMap((employee) =>
      employee.list("PAYHEADALLOCATIONS").map((head) => ({
        ...judge.pointer("category", "COSTCATEGORY", category.text("CATEGORY")),
        ...judge.pointer("employee", "COSTCENTRE", employee.text("EMPLOYEENAME")),
        employee_order: employee.integer("EMPLOYEESORTORDER"),
        ...judge.pointer("pay_head", "LEDGER", head.text("PAYHEADNAME")),
        pay_head_order: head.integer("PAYHEADSORTORDER"),
        amount: head.money("AMOUNT") ?? "0",
      })),
    ),
  );
}

export function attendanceLines(judge: Judge, voucher: RawReader): readonly ExpectedRow[] {
  return voucher.list("ATTENDANCEENTRIES").map((entry) => ({
    ...judge.pointer("employee", "COSTCENTRE", entry.text("NAME")),
    ...judge.pointer("attendance_type", "ATTENDANCETYPE", entry.text("ATTENDANCETYPE")),
    time_value: entry.number("ATTDTYPETIMEVALUE"),
    type_value: entry.count("ATTDTYPEVALUE"),
  }));
}
