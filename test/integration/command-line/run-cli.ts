import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import path from "node:path";

const projectFolder = path.resolve(import.meta.dirname, "../../..");

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the real program as a process of its own; nothing of the user's folders is touched. */
export function startCli(
  dataFolder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [path.join(projectFolder, "src-main/cli.ts"), ...args], {
    cwd: dataFolder,
    env: { ...process.env, NODE_OPTIONS: "", TALLY_REPLICA_HOME: dataFolder, ...environment },
  });
}

export async function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { exitCode, stdout, stderr };
}

export function runCli(
  dataFolder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return finished(startCli(dataFolder, args, environment));
}
