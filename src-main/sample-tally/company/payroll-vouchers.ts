import type { AttendancePart, LedgerPart, PayrollEmployeePart, VoucherContent } from "../books/content.ts";
import { rupee, whole } from "../books/values.ts";
import { pickType } from "./invoices.ts";
import { ledgerId } from "./world.ts";
import type { World } from "./world.ts";

function livingEmployees({ people, state }: World): readonly number[] {
  return people.employees.filter((id) => state.masters.byId(id)?.type === "COSTCENTRE");
}

export function makeAttendance(world: World, day: number): VoucherContent {
  const { random, people } = world;
  const attendance = livingEmployees(world).flatMap((employeeId): AttendancePart[] => {
    const present = {
      employeeId,
      attendanceTypeId: people.attendanceTypes.present,
      timeValue: random.int(18, 26),
    };
    if (random.chance(0.7)) return [present];
    const pieces = { value: random.int(10, 400) * whole, unitId: people.piecesUnit };
    const overtime = { value: random.int(1, 30) * whole, unitId: people.hoursUnit };
    return [
      present,
      random.chance(0.5)
        ? { employeeId, attendanceTypeId: people.attendanceTypes.overtime, timeValue: 0, quantity: overtime }
        : { employeeId, attendanceTypeId: people.attendanceTypes.pieces, timeValue: 0, quantity: pieces },
    ];
  });
  return {
    typeId: pickType(world, "Attendance"),
    day,
    view: "PaySlip Voucher View",
    ledgers: [],
    items: [],
    attendance,
  };
}

/** Key in the chart and what it pays: earnings are debits, deductions credits, the net waits in Salary Payable. */
const headShares = [
  ["payBasic", -1],
  ["payRent", -0.4],
  ["payTravel", -0.1],
  ["payFund", 0.12],
  ["payTax", 0.02],
] as const;

export function makePayroll(world: World, day: number): VoucherContent {
  const employees = livingEmployees(world).map((employeeId, index) =>
    payEmployee(world, employeeId, index + 1),
  );
  const { primaryCategory } = world.people;
  const heads = new Map<number, { employeeId: number; amount: number }[]>();
  for (const employee of employees) {
    for (const { ledgerId: head, amount } of employee.payHeads) {
      const rows = heads.get(head) ?? [];
      rows.push({ employeeId: employee.employeeId, amount });
      heads.set(head, rows);
    }
  }
  const lines = [...heads].map(([head, rows]): LedgerPart => ({
    ledgerId: head,
    amount: rows.reduce((sum, row) => sum + row.amount, 0),
    costs: rows.map((row) => ({ categoryId: primaryCategory, centreId: row.employeeId, amount: row.amount })),
  }));
  return {
    typeId: pickType(world, "Payroll"),
    day,
    view: "PaySlip Voucher View",
    narration: "वेतन / Salary for the month",
    ledgers: lines,
    items: [],
    payroll: [{ categoryId: primaryCategory, employees }],
  };
}

/** The pay heads of one employee net to nothing: what is left goes to Salary Payable. */
function payEmployee(world: World, employeeId: number, order: number): PayrollEmployeePart {
  const basic = (12_000 + (employeeId % 17) * 850) * rupee;
  const parts = headShares.map(([key, share]) => ({
    ledgerId: ledgerId(world, key),
    amount: Math.round((basic * share) / rupee) * rupee,
  }));
  const net = -parts.reduce((sum, part) => sum + part.amount, 0);
  const all = [...parts, { ledgerId: ledgerId(world, "salaryPayable"), amount: net }];
  return { employeeId, order, payHeads: all.map((part, index) => ({ ...part, order: index + 1 })) };
}
