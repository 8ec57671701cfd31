import type { ChildProcess } from "node:child_process";
import { z } from "zod";
import { isRecorded } from "./options.ts";
import type { Pace, SamplePace } from "./options.ts";
import { Product } from "./product.ts";
import { processorMsOf } from "./sample.ts";
import type { Asked, Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

/** Where a measured load gets its answers from. */
export interface Answers extends AsyncDisposable {
  readonly pace: Pace;
  readonly url: string;
  /** Before a load is measured. */
  begin(): Promise<void>;
  /** What was asked since. */
  asked(): Promise<Asked>;
  /** What the answering process has used so far; null where the system does not tell it of other processes. */
  processorMs(): number | null;
}

export async function openAnswers(workshop: Workshop, sample: Sample, pace: Pace): Promise<Answers> {
  return isRecorded(pace) ? recordAnswers(workshop, sample, pace) : answersOf(sample, pace);
}

function answersOf(sample: Sample, pace: SamplePace): Answers {
  return {
    pace,
    url: sample.url,
    begin: async () => {
      await sample.setPace(pace);
      await sample.clearLog();
    },
    asked: () => sample.asked(),
    processorMs: () => sample.processorMs(),
    [Symbol.asyncDispose]: async () => void (await sample.setPace("fast")),
  };
}

/** Loads the book once, unmeasured, so that every answer is there when it is asked for again. */
async function recordAnswers(
  workshop: Workshop,
  sample: Sample,
  pace: "recorded" | "apart",
): Promise<Answers> {
  const child = workshop.startScript("recorded-tally.ts", [sample.url]);
  const { url } = await readStart(child);
  await sample.clearLog();
  await new Product(workshop, "recording", url).sync();
  const asked = await sample.asked();
  if (pace === "apart") await fetch(new URL("/take-times", url), { signal: workshop.signal });
  return {
    pace,
    url,
    begin: async () => {},
    asked: async () => asked,
    processorMs: () => processorMsOf(child.pid),
    [Symbol.asyncDispose]: async () => {
      const end = new Promise<void>((resolve) => child.once("close", () => resolve()));
      if (child.kill("SIGKILL")) await end;
    },
  };
}

const startedSchema = z.object({ url: z.url() });

function readStart(child: ChildProcess): Promise<z.output<typeof startedSchema>> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding("utf8").once("data", (line: string) => {
      resolve(startedSchema.parse(JSON.parse(line)));
    });
    child.once("close", () => reject(new Error("The recorded Tally did not start.")));
  });
}
