import type { CompanyBooks, Stored, TallyState } from "../model.ts";
import { parseDate } from "./dates.ts";
import { resolvePeriod } from "./period.ts";
import type { ExportType, StaticVariable } from "./request.ts";
import { findCompany, shapesOf, textField } from "./run.ts";
import type { Run, RunStatistics } from "./run.ts";
import type { Session } from "./session.ts";
import { systemName } from "./system-names.ts";

export interface PreparedRun {
  readonly run: Run;
  /** The company the request named; undefined when it left the choice to Tally. */
  readonly askedCompany: string | undefined;
}

/** Sets up what a request works on: company, period and variables. */
export function prepareRun(
  state: TallyState,
  session: Session,
  type: ExportType,
  variables: readonly StaticVariable[],
  statistics: RunStatistics,
  periodShiftDays = 0,
): PreparedRun {
  const askedCompany = readCompany(variables, session);
  const books = askedCompany === undefined ? session.active : findCompany(state, askedCompany);
  const companyName = companyNameOf(books) ?? askedCompany ?? "";
  const resolved = resolvePeriod(variables, type, books, session.period(books), state.options);
  const period = {
    ...resolved,
    fromDay: resolved.fromDay + periodShiftDays,
    toDay: resolved.toDay + periodShiftDays,
  };
  const values = new Map<string, Stored>([
    ["svexportformat", systemName("XML")],
    ["svcurrentpath", "C:\\Users\\Public\\TallyPrime\\data"],
    ...releaseVariables(state),
  ]);
  for (const variable of variables) values.set(variable.name.toLowerCase(), valueOf(variable));
  values.set("svcurrentcompany", companyName);
  values.set("svfromdate", { kind: "day", day: period.fromDay });
  values.set("svtodate", { kind: "day", day: period.toDay });
  return {
    askedCompany,
    run: {
      state,
      books,
      companyName,
      period,
      variables: values,
      statistics,
      shapes: shapesOf(books),
    },
  };
}

function companyNameOf(books: CompanyBooks | undefined): string | undefined {
  return books && textField(books.company, "NAME");
}

/** `##SVCurrentCompany` as the value means the company on the screen, as does no value. */
function readCompany(variables: readonly StaticVariable[], session: Session): string | undefined {
  const value = variables.findLast((variable) => variable.name === "SVCURRENTCOMPANY")?.value;
  if (value === undefined || value === "") return undefined;
  if (/^##\s*svcurrentcompany$/i.test(value)) return companyNameOf(session.active) ?? "";
  return value;
}

function valueOf(variable: StaticVariable): Stored {
  const [, name] = /^\$\$SysName\s*:\s*(.+)$/i.exec(variable.value) ?? [];
  if (name !== undefined) return systemName(name.trim());
  if (variable.isDateTyped) {
    const parsed = parseDate(variable.value);
    if (parsed.kind === "day") return { kind: "day", day: parsed.day };
  }
  if (/^(yes|no)$/i.test(variable.value)) return /^yes$/i.test(variable.value);
  return variable.value;
}

/** What Tally's own release formulas read (system-formulas.ts). */
function releaseVariables(state: TallyState): [string, Stored][] {
  const { release, isErp9 } = state.options;
  return [
    ["zzreleasetext", `${release.major}.${release.minor}`],
    ["zzproducttext", isErp9 ? "Tally.ERP 9" : "TallyPrime"],
    ["zzmajorrelease", release.major],
    ["zzminorrelease", release.minor],
  ];
}
