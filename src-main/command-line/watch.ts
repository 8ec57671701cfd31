import type { Command } from "commander";
import { combineLoggers } from "../contract/logger.ts";
import type { Logger } from "../contract/logger.ts";
import type { RunReport } from "../contract/run.ts";
import { everySecondsBounds } from "../contract/settings.ts";
import { formatBytes, helpTexts, sayError } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { createBackupSchedule } from "../destination/backup-schedule.ts";
import type { BackupSchedule } from "../destination/backup-schedule.ts";
import { createDailyRetention } from "../destination/daily-retention.ts";
import { parseDatabaseUrl } from "../destination/open-destination.ts";
import { logFolder, openLogFile } from "../diagnostics/log-file.ts";
import type { SyncReport, VerifyReport } from "../sync/engine-api.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { tellWaiting } from "./log.ts";
import { collect, wholeNumber } from "./option-values.ts";
import { summariseRun } from "./run-report.ts";
import { withEngine } from "./session.ts";

interface WatchOptions {
  readonly every?: number;
  readonly company?: readonly string[];
}

/** One line per company where something happened; a look that found nothing says nothing. */
function printPass(call: Call, report: SyncReport): void {
  const { output, language, clock } = call;
  if (output.isQuiet) return;
  call.clearProgress();
  for (const run of report.runs) {
    if (run.status === "no_change") continue;
    const time = clock.now().toTimeString().slice(0, 8);
    const what = run.error === null ? summariseRun(run, language).join(", ") : run.error.message;
    output.line(
      [time, run.company, output.say(`status_${run.status}`), what].filter((part) => part !== "").join("  "),
    );
  }
}

/** One line per company that was compared; `verify` shows the rest. */
function printVerdicts(call: Call, report: VerifyReport): void {
  const { output, clock } = call;
  if (output.isQuiet) return;
  call.clearProgress();
  for (const { company, verdict, asOf } of report.companies) {
    const time = clock.now().toTimeString().slice(0, 8);
    const what =
      asOf === null
        ? output.say("verifyNothing", { company })
        : output.say(`verdict_${verdict}`, { company, date: asOf });
    output.line(`${time}  ${what}`);
  }
}

function createBackups(call: Call, log: Logger): BackupSchedule {
  const { output, language } = call;
  return createBackupSchedule({
    location: parseDatabaseUrl(call.databaseAddress),
    settings: call.settings.backup,
    clock: call.clock,
    log,
    onMade: ({ file, bytes }) => output.note(output.say("backupMade", { file, size: formatBytes(bytes) })),
    onFailed: (error) => output.note(output.say("backupFailed", { reason: sayError(error, language) })),
  });
}

export function addWatchCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("watch")
    .description(help.watch)
    .option("--every <seconds>", help.optionEvery, wholeNumber(language, "--every", everySecondsBounds))
    .option("--company <name>", help.optionCompanies, collect)
    .action((options: WatchOptions) =>
      run(async (call) => {
        const everySeconds = options.every ?? call.everySeconds;
        const companies = options.company ?? call.companies;
        const latest = new Map<string, RunReport>();
        let passes = 0;
        const onReport = (report: SyncReport): void => {
          passes += 1;
          for (const each of report.runs) latest.set(`${each.companyGuid}:${each.companyNumber}`, each);
          printPass(call, report);
        };
        const onVerified = (report: VerifyReport): void => printVerdicts(call, report);
        call.output.note(call.output.say("watchStarted", { seconds: everySeconds }));
        const log = combineLoggers(
          tellWaiting(call.log, call.output),
          openLogFile({ folder: logFolder(call.dataFolder) }),
        );
        const backups = createBackups(call, log);
        try {
          await withEngine({ ...call, log }, async (engine, destination) => {
            const thinOut = createDailyRetention(destination, call.settings.retention, call.clock);
            const afterPass = async (): Promise<void> => {
              backups.startWhenDue(call.signal);
              await thinOut();
            };
            await engine.watch({ everySeconds, companies, onReport, onVerified, afterPass }, call.signal);
          });
        } finally {
          await backups.settled();
        }
        call.output.document({ passes, runs: [...latest.values()] });
        return call.signal.aborted ? exitCodes.stopped : exitCodes.ok;
      }),
    );
}
