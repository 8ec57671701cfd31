import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import { type CliResult, finished, startCli } from "./run-cli.ts";

/** The command line between a sample Tally and a database file, both new for each test. */
interface CliTrial {
  readonly folder: string;
  readonly file: string;
  readonly sample: SampleTally;
  readonly cli: (...args: readonly string[]) => Promise<CliResult>;
  readonly start: (...args: readonly string[]) => ChildProcessWithoutNullStreams;
}

/** To be called once in a test file. */
export function givenCliTrial(books: { readonly companies: number; readonly vouchers: number }): CliTrial {
  let folder = "";
  let sample: SampleTally | null = null;
  const fileOf = (): string => path.join(folder, "replica.sqlite");
  const sampleOf = (): SampleTally => {
    if (sample === null) throw new Error("the sample begins with the test");
    return sample;
  };
  const start: CliTrial["start"] = (...args) =>
    startCli(folder, [...args, "--tally", sampleOf().url, "--to", `sqlite:${fileOf()}`]);
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "tally-replica-cli-"));
    sample = await startSampleTally(books);
  });
  afterEach(async () => {
    await sample?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    get file() {
      return fileOf();
    },
    get sample() {
      return sampleOf();
    },
    cli: (...args) => finished(start(...args)),
    start,
  };
}
