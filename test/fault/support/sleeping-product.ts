import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunError, RunStatus } from "../../../src-main/contract/run.ts";
import type { Seam } from "../../../src-main/sync/seams.ts";

interface Ended {
  readonly status: RunStatus;
  readonly error: RunError | null;
}

export interface Addresses {
  readonly url: string;
  readonly file: string;
  /** Agents that keep their memory apart are agents of their own. */
  readonly memoryFile: string;
}

function start({ url, file, memoryFile }: Addresses, ...more: readonly string[]): ChildProcess {
  const program = join(import.meta.dirname, "killed-product.ts");
  return spawn(process.execPath, [program, url, file, memoryFile, ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function endOf(child: ChildProcess): Promise<Ended> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => void (text += part));
  await once(child, "close");
  const [ended] = JSON.parse(text) as Ended[];
  if (ended === undefined) throw new Error(`no run was told: ${text}`);
  return ended;
}

/** One run from beginning to end in a process of its own. */
export function runProduct(addresses: Addresses): Promise<Ended> {
  return endOf(start(addresses, "none"));
}

/** A run that is stopped at a seam, as in a PC that is put to sleep, until it is woken. */
interface Sleeper extends Disposable {
  wake(): Promise<Ended>;
}

export async function sleepAtSeam(addresses: Addresses, seam: Seam): Promise<Sleeper> {
  const child = start(addresses, seam, "1", "SIGSTOP");
  const end = endOf(child);
  let hasEnded = false;
  void end.then(
    () => (hasEnded = true),
    () => (hasEnded = true),
  );
  while (!isStopped(child.pid ?? 0)) {
    if (hasEnded) throw new Error(`the run did not pass “${seam}”`);
    await sleep(20);
  }
  return {
    wake: () => {
      child.kill("SIGCONT");
      return end;
    },
    [Symbol.dispose]: () => {
      child.kill("SIGKILL");
      end.catch(() => {});
    },
  };
}

function isStopped(processId: number): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${processId}/status`, "utf8"));
}
