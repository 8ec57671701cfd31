import type { AnswerText } from "./answer-text.ts";
import { runAsciiReport } from "./ascii-report.ts";
import type { CollectionCompiler } from "./collection-compiler.ts";
import { attributeValues, namesOf } from "./definitions.ts";
import type { Definition } from "./definitions.ts";
import { normaliseName, splitAtColon } from "./names.ts";
import { parseDate } from "./dates.ts";
import { raiseCrash, raiseDialog, TallyRefusal } from "./problems.ts";
import { builtInReport } from "./reports/index.ts";
import { ReportCompiler } from "./report-plan.ts";
import { runReport } from "./report-run.ts";
import type { RequestCompiler } from "./request-compiler.ts";
import type { Run } from "./run.ts";
import { emptyScope } from "./scope.ts";
import type { Session } from "./session.ts";
import { asText } from "./value-text.ts";

interface DataRequest {
  readonly id: string;
  readonly compiler: RequestCompiler;
  readonly collections: CollectionCompiler;
  readonly session: Session;
}

/** Answers TYPE=Data: a report of the request, or one Tally brings along (protocol §2.3). */
export function answerData(request: DataRequest, run: Run, answer: AnswerText): void {
  const { compiler, id } = request;
  const report = compiler.definitions.find("REPORT", id);
  if (report === undefined) {
    const builtIn = builtInReport(id);
    if (builtIn === undefined) throw new TallyRefusal("unknownRequest", `Report '${id}'`);
    builtIn(run, answer);
    return;
  }
  if (runsAction(report, request, run)) {
    answer.append("<ENVELOPE></ENVELOPE>\r\n");
    return;
  }
  // With a group company active custom reports ended in memory access violations (TC, cookbook §0).
  if (run.books?.company.fields["ISAGGREGATE"] === true)
    raiseCrash(`Report over the group company '${run.companyName}'`);
  setVariables(report, compiler, run);
  const plan = new ReportCompiler(compiler, request.collections).compile(report);
  const format = asText(run.variables.get("svexportformat"), run.shapes);
  const write = /ascii/i.test(format) ? runAsciiReport : runReport;
  write(plan, run, compiler.unknownMethods, answer);
}

/** ChangeCurrentCompany and Change Period move the user's screen instead of printing anything. */
function runsAction(report: Definition, request: DataRequest, run: Run): boolean {
  const { definitions } = request.compiler;
  const used = (report.attributes.get("USE") ?? []).map(normaliseName);
  if (used.includes("changecurrentcompany")) {
    const name = settingOf(report, request, run, "svcurrentcompany");
    if (!request.session.chooseCompany(name)) raiseDialog(`Could not find Company '${name}'`);
    return true;
  }
  if (used.includes("changeperiod")) {
    const from = parseDate(settingOf(report, request, run, "svfromdate"));
    const to = parseDate(settingOf(report, request, run, "svtodate"));
    if (run.books !== undefined && from.kind === "day" && to.kind === "day")
      request.session.choosePeriod(run.books, {
        fromDay: from.day,
        toDay: to.day,
        isImpossible: false,
      });
    return true;
  }
  return namesOf(definitions, report, "FORMS").length === 0 && used.length > 0;
}

function settingOf(report: Definition, request: DataRequest, run: Run, variable: string): string {
  const { compiler } = request;
  for (const text of attributeValues(compiler.definitions, report, "SET")) {
    const [name, formula] = splitAtColon(text);
    if (normaliseName(name) === variable && formula !== undefined)
      return asText(compiler.compile(formula)(emptyScope(run)), run.shapes);
  }
  return "";
}

function setVariables(report: Definition, compiler: RequestCompiler, run: Run): void {
  for (const text of attributeValues(compiler.definitions, report, "SET")) {
    const [name, formula] = splitAtColon(text);
    if (formula !== undefined)
      run.variables.set(normaliseName(name), compiler.compile(formula)(emptyScope(run)));
  }
}
