import type { SampleTally } from "../sample-tally/index.ts";

/**
 * Under this address the sample is remembered: its port is another one at each start, but it is the same Tally. The
 * name can never be resolved.
 */
export const sampleAddress = "http://sample-tally.invalid:9000";

/** The same books after each start: a replica made yesterday goes on where it was. */
const sampleBooks = { vouchers: 1_500, companies: 1, seed: 1 } as const;

/** The built-in sample Tally, begun when it is first needed and kept until the worker ends. */
export class BuiltInSample {
  #started: Promise<SampleTally> | null = null;

  async url(): Promise<string> {
    this.#started ??= startSample();
    try {
      return (await this.#started).url;
    } catch (error) {
      this.#started = null;
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.#started)?.close();
  }
}

async function startSample(): Promise<SampleTally> {
  // Whoever has a Tally never loads it.
  const { startSampleTally } = await import("../sample-tally/index.ts");
  return await startSampleTally(sampleBooks);
}
