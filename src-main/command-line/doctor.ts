import type { Command } from "commander";
import { openTally } from "../agent/tally-session.ts";
import type { DoctorReport, Finding } from "../contract/doctor.ts";
import { describeFinding, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { openDestination, parseDatabaseUrl } from "../destination/open-destination.ts";
import { runDoctor } from "../diagnostics/doctor.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodeOfError, exitCodes, worstExitCode } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { openMemory } from "./session.ts";

/** Also what the diagnostics file holds of it. */
export async function examine(call: Call, memory: AgentMemory): Promise<DoctorReport> {
  const { tallyUrl, clock, log, companies, settings, programVersion, signal } = call;
  await using tally = openTally({ url: tallyUrl, rememberedAs: tallyUrl, memory, clock, log });
  const location = parseDatabaseUrl(call.databaseAddress);
  const parts = {
    tallyUrl,
    source: tally.source,
    memory,
    companies,
    location,
    openDatabase: () => openDestination(location, { mayCreate: false }),
    backupFolder: settings.backup.folder,
    programVersion,
    clock,
  };
  return await runDoctor(parts, signal);
}

/** A problem without an error code of its own needs a person all the same. */
function exitCodeOf({ state, code }: Finding): ExitCode {
  if (state !== "problem") return exitCodes.ok;
  return code === null ? exitCodes.needsAttention : exitCodeOfError(code);
}

function print(call: Call, { findings, worst }: DoctorReport): void {
  const { output, language } = call;
  for (const each of findings) {
    const { title, happened, action } = describeFinding(each, language);
    output.line(`[${output.say(`doctorMark_${each.state}`)}] ${title}: ${happened}`);
    if (each.state !== "good" && action !== "") output.line(`    ${action}`);
  }
  if (worst !== "problem") output.line(output.say("doctorAllWell"));
  output.document({
    worst,
    findings: findings.map((each) => ({ ...each, ...describeFinding(each, language) })),
  });
}

export function addDoctorCommand(program: Command, run: RunVerb, language: Language): void {
  program
    .command("doctor")
    .description(helpTexts[language].doctor)
    .action(() =>
      run(async (call) => {
        using memory = openMemory(call);
        const report = await examine(call, memory);
        print(call, report);
        return worstExitCode(report.findings.map(exitCodeOf));
      }),
    );
}
