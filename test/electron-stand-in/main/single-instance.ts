import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import type { FSWatcher } from "node:fs";
import path from "node:path";

/**
 * One program per profile: a lock file with the process id; a second start leaves its arguments as a file in a folder
 * that the first one watches. A lock of a process that is gone is taken over.
 */

interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly additionalData: unknown;
}

export interface InstanceLock {
  release(): void;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function take(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = Number(readFileSync(lockFile, "utf8"));
    if (holder === process.pid || isAlive(holder)) return holder === process.pid;
    writeFileSync(lockFile, String(process.pid));
    return true;
  }
}

export function lockInstance(
  userData: string,
  additionalData: unknown,
  onSecond: (start: SecondStart) => void,
): InstanceLock | null {
  const folder = path.join(userData, ".single-instance");
  mkdirSync(folder, { recursive: true });
  const lockFile = path.join(folder, "lock");
  if (!take(lockFile)) {
    leaveNote(folder, { argv: process.argv, cwd: process.cwd(), additionalData });
    return null;
  }
  const watcher = watchNotes(folder, onSecond);
  return {
    release() {
      watcher.close();
      rmSync(lockFile, { force: true });
    },
  };
}

function leaveNote(folder: string, start: SecondStart): void {
  const draft = path.join(folder, `${process.pid}.draft`);
  writeFileSync(draft, JSON.stringify(start));
  renameSync(draft, path.join(folder, `${process.pid}.json`));
}

function watchNotes(folder: string, onSecond: (start: SecondStart) => void): FSWatcher {
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
      const file = path.join(folder, name);
      const start = JSON.parse(readFileSync(file, "utf8")) as SecondStart;
      rmSync(file);
      onSecond(start);
    }
  });
  watcher.unref();
  return watcher;
}
