import { addressLines } from "./accounting.ts";
import { column, defineStream, reference } from "./define.ts";
import { readApplicable, readDate, readLogical, readParent, readText } from "./expressions.ts";
import type { Column, Field, Stream } from "./stream.ts";

const personal = { part: "personal" } as const;

const employeeColumns: readonly Column[] = [
  column("name", "name", "Name of the employee."),
  reference("parent_name", "cost_centres", "Employee group; empty at the top."),
  column("is_employee_group", "bool", "A group of employees, not a person."),
  column("id_number", "text", "Employee number.", personal),
  column("joined_on", "date", "Date of joining.", personal),
  column("left_on", "date", "Date of leaving.", personal),
  column("designation", "text", "Designation.", personal),
  column("job_function", "text", "Function in the company.", personal),
  column("location", "text", "Place of work.", personal),
  column("gender", "text", "Gender.", personal),
  column("born_on", "date", "Date of birth.", personal),
  column("blood_group", "text", "Blood group.", personal),
  column("father_or_mother_name", "text", "Name of father or mother.", personal),
  column("spouse_name", "text", "Name of husband or wife.", personal),
  column("address", "text", "Address, one line under the other.", personal),
  column("mobile", "text", "Mobile number.", personal),
  column("email", "text", "E-mail address.", personal),
  column("pan", "text", "Income tax number (PAN).", personal),
  column("aadhaar", "text", "Aadhaar number.", personal),
  column("uan", "text", "Universal account number of the provident fund.", personal),
  column("pf_number", "text", "Provident fund account number.", personal),
  column("pf_joined_on", "date", "Date of joining the provident fund.", personal),
  column("pf_left_on", "date", "Date of leaving the provident fund.", personal),
  column("pran", "text", "Permanent retirement account number.", personal),
];

const employeeFields: readonly Field[] = [
  readText("name", "Name"),
  readParent(),
  readLogical("is_employee_group", "IsEmployeeGroup"),
  readText("id_number", "MailingName"),
  readDate("joined_on", "DateOfJoin"),
  readDate("left_on", "DeactivationDate"),
  readText("designation", "Designation"),
  readText("job_function", "Function"),
  readText("location", "Location"),
  {
    column: "gender",
    expression: 'if $$IsSysNameEqual:Unknown:$Gender then "" else $Gender',
    decode: "text",
  },
  readDate("born_on", "DateOfBirth"),
  readText("blood_group", "BloodGroup"),
  readText("father_or_mother_name", "FatherName"),
  readText("spouse_name", "SpouseName"),
  readText("mobile", "MobileNumber"),
  readText("email", "EmailId"),
  readText("pan", "PanNumber"),
  readText("aadhaar", "AadharNumber"),
  readText("uan", "UanNumber"),
  readText("pf_number", "PfAccountNumber"),
  readDate("pf_joined_on", "PfJoiningDate"),
  readDate("pf_left_on", "PfRelievingDate"),
  readText("pran", "PRAccountNumber"),
];

export const employees: Stream = defineStream({
  name: "employees",
  counter: "masters",
  tallyType: "CostCentre",
  part: "payroll",
  filter: "$ForPayroll",
  isSmall: false,
  doc: "Employees and employee groups; Tally keeps them as cost centres, so they are in cost_centres too.",
  columns: employeeColumns,
  fields: employeeFields,
  lists: [addressLines],
});

export const attendanceTypes: Stream = defineStream({
  name: "attendance_types",
  counter: "masters",
  tallyType: "AttendanceType",
  part: "payroll",
  isSmall: true,
  // A Tally without payroll may not know the type.
  optional: true,
  doc: "Attendance, leave and production types.",
  columns: [
    column("name", "name", "Name of the type."),
    reference("parent_name", "attendance_types", "Type above it; empty at the top."),
    reference("unit_name", "units", "Unit of a production type."),
    column("attendance_type", "text", "Attendance, Leave, Production and so on."),
    column("period", "text", "Period it is counted by, such as Days."),
  ],
  fields: [
    readText("name", "Name"),
    readParent(),
    readApplicable("unit_name", "BaseUnits"),
    readText("attendance_type", "AttendanceProductionType"),
    readText("period", "AttendancePeriod"),
  ],
});

export const payHeads: Stream = defineStream({
  name: "pay_heads",
  counter: "masters",
  tallyType: "Ledger",
  part: "payroll",
  filter: "$ForPayroll",
  isSmall: false,
  doc: "Pay heads; Tally keeps them as ledgers, so they are in ledgers too.",
  columns: [
    column("name", "name", "Name of the pay head."),
    reference("parent_name", "account_groups", "Group of accounts it stands under."),
    column("payslip_name", "text", "Name printed on the payslip."),
    column("pay_type", "text", "Earnings, deductions, employer's contributions and so on."),
    column("income_type", "text", "Fixed or variable."),
    column("calculation_type", "text", "How it is calculated, such as On Attendance."),
    column("leave_type", "text", "Attendance or leave it depends on."),
    column("calculation_period", "text", "Period it is calculated for, such as Months."),
  ],
  fields: [
    readText("name", "Name"),
    readParent(),
    readText("payslip_name", "PaySlipName"),
    readApplicable("pay_type", "PayType"),
    readApplicable("income_type", "PayStatType"),
    readText("calculation_type", "CalculationType"),
    readText("leave_type", "LeaveType"),
    readText("calculation_period", "CalculationPeriod"),
  ],
});
