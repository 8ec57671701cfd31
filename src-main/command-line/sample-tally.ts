import type { Command } from "commander";
import { countThings, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { oneOf, wholeNumber } from "./option-values.ts";
import { usageError } from "./usage-error.ts";

interface SampleOptions {
  readonly port: number;
  readonly controlPort: number;
  readonly vouchers: number;
  readonly companies: number;
  readonly seed: number;
  readonly pace: "fast" | "real";
}

const ports = { least: 0, most: 65_535 };

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function isPortTaken(error: unknown): error is Error & { readonly port: number } {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}

async function runSample(call: Call, options: SampleOptions): Promise<void> {
  const { output, language } = call;
  // Only this verb needs it: the others start quicker without.
  const { startSampleTally } = await import("../sample-tally/index.ts");
  const sample = await startSampleTally(options).catch((error: unknown) => {
    throw isPortTaken(error) ? usageError(language, "portTaken", { port: error.port }) : error;
  });
  output.line(
    output.say("sampleStarted", {
      url: sample.url,
      companies: countThings(language, "companies", options.companies),
      vouchers: countThings(language, "vouchers", options.companies * options.vouchers),
    }),
  );
  output.line(output.say("sampleControl", { url: sample.controlUrl, token: sample.token }));
  output.line(output.say("sampleNext", { command: `npm run cli -- sync --tally ${sample.url}` }));
  output.document({ url: sample.url, controlUrl: sample.controlUrl, token: sample.token });
  await untilAborted(call.signal);
  await sample.close();
}

export function addSampleTallyCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  const counted = (option: string, least: number, most: number): ((value: string) => number) =>
    wholeNumber(language, option, { least, most });
  program
    .command("sample-tally")
    .description(help.sampleTally)
    .option("--port <number>", help.optionPort, wholeNumber(language, "--port", ports), 9000)
    .option("--vouchers <count>", help.optionVouchers, counted("--vouchers", 0, 1_000_000), 2500)
    .option("--companies <count>", help.optionCompanyCount, counted("--companies", 1, 100), 1)
    .option("--seed <number>", help.optionSeed, counted("--seed", 0, 2_147_483_647), 1)
    .option(
      "--control-port <number>",
      help.optionControlPort,
      wholeNumber(language, "--control-port", ports),
      0,
    )
    .option("--pace <pace>", help.optionPace, oneOf(language, "--pace", ["fast", "real"]), "fast")
    .action((options: SampleOptions) =>
      run(async (call) => {
        await runSample(call, options);
        return exitCodes.stopped;
      }),
    );
}
