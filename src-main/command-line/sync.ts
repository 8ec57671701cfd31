import type { Command } from "commander";
import { type Part, parts, type Wanted } from "../contract/choice.ts";
import { countThings, fillText, formatBytes, formatDuration, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { SyncReport } from "../sync/engine-api.ts";
import type { Call, RunVerb } from "./call.ts";
import { collect, partNames, yearsFrom } from "./option-values.ts";
import { exitCodeOfReport, printRuns } from "./run-report.ts";
import { withEngine } from "./session.ts";

interface SyncOptions {
  readonly full?: boolean;
  readonly acceptDeletes?: boolean;
  readonly company?: readonly string[];
  /** Null: every year. */
  readonly yearsFrom?: string | null;
  readonly without?: readonly Part[];
}

/** Only what the line names; the rest stays as the settings or the database have it. */
function choiceOf({ yearsFrom, without }: SyncOptions): Wanted["choice"] {
  return {
    ...(yearsFrom === undefined ? {} : { from: yearsFrom }),
    ...(without === undefined ? {} : { without: [...without] }),
  };
}

/** Whoever asks for everything again agrees that a request held back may be sent again. */
function releaseHeldBackRequests(memory: AgentMemory, tallyUrl: string): void {
  for (const request of memory.heldBackRequests(tallyUrl)) memory.release(tallyUrl, request.hash);
}

function printReport(call: Call, report: SyncReport, seconds: number): void {
  const { output, language } = call;
  call.clearProgress();
  output.document(report);
  if (output.isQuiet) return;
  printRuns(output, report);
  output.line();
  output.line(
    output.say("trafficLine", {
      requests: countThings(language, "requests", report.tallyRequests),
      bytes: formatBytes(report.tallyBytes),
      duration: formatDuration(language, seconds),
    }),
  );
}

export function addSyncCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("sync")
    .description(help.sync)
    .option("--full", help.optionFull)
    .option("--company <name>", help.optionCompanies, collect)
    .option("--accept-deletes", help.optionAcceptDeletes)
    .option("--years-from <date>", help.optionYearsFrom, yearsFrom(language))
    .option(
      "--without <parts>",
      fillText(help.optionWithout, { parts: parts.join(", ") }),
      partNames(language),
    )
    .action((options: SyncOptions) =>
      run(async (call) => {
        const companies = options.company ?? call.companies;
        const startedMs = performance.now();
        const report = await withEngine(
          call,
          (engine) =>
            engine.sync(
              { companies, full: options.full ?? false, acceptDeletes: options.acceptDeletes ?? false },
              call.signal,
            ),
          options.full === true ? releaseHeldBackRequests : undefined,
          choiceOf(options),
        );
        printReport(call, report, (performance.now() - startedMs) / 1000);
        return exitCodeOfReport(report, companies);
      }),
    );
}
