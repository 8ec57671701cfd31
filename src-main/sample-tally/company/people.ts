import type { CompanyState } from "../books/company-state.ts";
import { dayOf } from "../books/days.ts";
import { createMaster } from "../books/master-changes.ts";
import { makeDay, makeTextList, reserved } from "../books/values.ts";
import type { Stored, TallyObject } from "../model.ts";
import { makePan } from "./gstin.ts";
import { personNames } from "./names.ts";
import type { Random } from "./random.ts";
import { idOf } from "./world.ts";
import type { People } from "./world.ts";

/** Cost categories and centres, employees, attendance types. */
export function createPeople(state: CompanyState, random: Random, employeeCount: number): People {
  const region = createMaster(state, "COSTCATEGORY", "Region", {
    fields: { ALLOCATEREVENUE: true, ALLOCATENONREVENUE: true },
  });
  const primary = state.masters.byName("COSTCATEGORY", "Primary Cost Category");
  if (primary === undefined) throw new Error("The primary cost category is missing.");
  const centre = (name: string, category: string, parent: string = reserved.primary): number =>
    idOf(createMaster(state, "COSTCENTRE", name, { fields: { CATEGORY: category, PARENT: parent } }));
  const own = "Primary Cost Category";
  const centres = [
    centre("Administration", own),
    centre("Sales Team", own),
    centre("Sales Team / Mumbai", own, "Sales Team"),
    centre("பராமரிப்பு", own),
  ];
  const regions = [
    centre("West", "Region"),
    centre("Pune & Nashik", "Region", "West"),
    centre("South", "Region"),
  ];
  const unitIds = ["Hrs", "Nos"].map((name) => idOf(state.masters.byName("UNIT", name) ?? region));
  return {
    primaryCategory: idOf(primary),
    regionCategory: idOf(region),
    centres,
    regions,
    employees: createEmployees(state, random, employeeCount),
    attendanceTypes: createAttendanceTypes(state),
    hoursUnit: unitIds[0] ?? 0,
    piecesUnit: unitIds[1] ?? 0,
  };
}

function createEmployees(state: CompanyState, random: Random, count: number): number[] {
  const category = "Primary Cost Category";
  createMaster(state, "COSTCENTRE", "All Staff", {
    fields: { CATEGORY: category, PARENT: reserved.primary, FORPAYROLL: true, ISEMPLOYEEGROUP: true },
  });
  return Array.from({ length: count }, (_, index) => {
    const base = personNames[index % personNames.length] ?? "";
    const name = index < personNames.length ? base : `${base} ${index}`;
    const lists = {
      ADDRESS: makeTextList("ADDRESS", [`Flat ${index + 1}`, "Sai Krupa Society", "Thane 400601"]),
    };
    return idOf(
      createMaster(state, "COSTCENTRE", name, { fields: employeeFields(random, category, index), lists }),
    );
  });
}

function employeeFields(random: Random, category: string, index: number): Record<string, Stored> {
  const joined = dayOf(2015 + (index % 10), 1 + (index % 12), 1 + random.int(0, 27));
  return {
    CATEGORY: category,
    PARENT: "All Staff",
    FORPAYROLL: true,
    MAILINGNAME: `E${String(index + 1).padStart(4, "0")}`,
    DATEOFJOIN: makeDay(joined),
    DEACTIVATIONDATE: index % 5 === 4 ? makeDay(dayOf(2026, 3, 31)) : undefined,
    DESIGNATION: random.pick(["Manager", "Accountant", 'Sales "Exec"', "हेल्पर", "Driver & Loader"]),
    FUNCTION: random.pick(["Accounts", "Sales", "Stores"]),
    LOCATION: random.pick(["Mumbai", "Pune"]),
    GENDER: index % 6 === 5 ? reserved.unknown : random.pick(["Male", "Female"]),
    DATEOFBIRTH: makeDay(dayOf(1975 + random.int(0, 25), random.int(1, 12), random.int(1, 28))),
    BLOODGROUP: random.pick(["A+", "B+", "O-", "AB+"]),
    FATHERNAME: random.pick(personNames),
    SPOUSENAME: random.chance(0.5) ? random.pick(personNames) : undefined,
    MOBILENUMBER: String(random.int(7_000_000_000, 9_999_999_999)),
    EMAILID: `employee${index + 1}@example.in`,
    PANNUMBER: makePan(random, "P"),
    AADHARNUMBER: `${random.int(2000, 9999)} ${random.int(1000, 9999)} ${random.int(1000, 9999)}`,
    UANNUMBER: `10${random.int(1_000_000_000, 9_999_999_999)}`,
    PFACCOUNTNUMBER: `MH/BAN/0012345/000/${String(index + 1).padStart(7, "0")}`,
    PFJOININGDATE: makeDay(joined),
    PFRELIEVINGDATE: index % 5 === 4 ? makeDay(dayOf(2026, 3, 31)) : undefined,
    PRACCOUNTNUMBER: index % 4 === 0 ? `1100${random.int(10_000_000, 99_999_999)}` : undefined,
  };
}

function createAttendanceTypes(state: CompanyState): People["attendanceTypes"] {
  const make = (
    name: string,
    kind: string,
    period: string,
    unit: string,
    parent: string = reserved.primary,
  ): number =>
    idOf(
      createMaster(state, "ATTENDANCETYPE", name, {
        fields: { PARENT: parent, ATTENDANCEPRODUCTIONTYPE: kind, ATTENDANCEPERIOD: period, BASEUNITS: unit },
      }),
    );
  const present = make("Present", "Attendance / Leave with Pay", "Days", reserved.notApplicable);
  make("Absent", "Leave without Pay", "Days", reserved.notApplicable);
  make("छुट्टी (Leave)", "Leave without Pay", "Days", reserved.notApplicable, "Absent");
  const overtime = make("Overtime <hours>", "Production", "Hours", "Hrs");
  return { present, overtime, pieces: make("Pieces Packed", "Production", "Pieces", "Nos") };
}

/** Name, key, group, pay type, statutory type, calculation. */
const payHeads: readonly (readonly [string, string, string, string, string, string])[] = [
  ["Basic Pay", "payBasic", "कर्मचारी व्यय", "Earnings for Employees", reserved.notApplicable, "On Attendance"],
  [
    "House Rent Allowance",
    "payRent",
    "कर्मचारी व्यय",
    "Earnings for Employees",
    reserved.notApplicable,
    "As Computed Value",
  ],
  [
    "Conveyance & Travel",
    "payTravel",
    "कर्मचारी व्यय",
    "Earnings for Employees",
    reserved.notApplicable,
    "Flat Rate",
  ],
  [
    "PF - Employee 12%",
    "payFund",
    'Statutory Dues "PF/ESI"',
    "Employees' Statutory Deductions",
    "PF Account (A/c No. 1)",
    "As Computed Value",
  ],
  [
    "Professional Tax",
    "payTax",
    'Statutory Dues "PF/ESI"',
    "Employees' Statutory Deductions",
    "Professional Tax",
    "As Computed Value",
  ],
];

/** Pay heads are ledgers; salary payable is where the net pay waits. */
export function createPayHeads(state: CompanyState, ids: Map<string, number>): void {
  for (const [name, key, parent, payType, statutory, calculation] of payHeads) {
    const fields = {
      PARENT: parent,
      TAXTYPE: "Others",
      CURRENCYNAME: "I₹",
      FORPAYROLL: true,
      ISCOSTCENTRESON: true,
      PAYSLIPNAME: name.split(" ")[0],
      PAYTYPE: payType,
      PAYSTATTYPE: statutory,
      CALCULATIONTYPE: calculation,
      LEAVETYPE: calculation === "On Attendance" ? "Present" : undefined,
      CALCULATIONPERIOD: "Months",
    };
    ids.set(key, idOf(createMaster(state, "LEDGER", name, { fields })));
  }
  ids.set("salaryPayable", idOf(createPayable(state)));
}

function createPayable(state: CompanyState): TallyObject {
  const fields = {
    PARENT: "Provisions",
    TAXTYPE: "Others",
    CURRENCYNAME: "I₹",
    FORPAYROLL: true,
    PAYTYPE: reserved.notApplicable,
    ISCOSTCENTRESON: true,
  };
  return createMaster(state, "LEDGER", "Salary Payable", { fields });
}
