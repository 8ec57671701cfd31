/**
 * The engine as a process of its own that kills itself, as a power cut would, when it reaches a seam for the nth time;
 * or stops, as a PC that is put to sleep. Arguments: Tally's URL, the database file, the memory file, the seam, how
 * often it must be reached, the signal.
 */
import { streams } from "../../../src-main/catalog/index.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { silentLogger } from "../../../src-main/contract/logger.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { openAgentMemory } from "../../../src-main/history/open-agent-memory.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { createEngine } from "../../../src-main/sync/engine.ts";

const [tallyUrl = "", file = "", memoryFile = "", seam = "", times = "1", signal = "SIGKILL"] =
  process.argv.slice(2);
let left = Number(times);
const destination = await openDestination(`sqlite:${file}`);
await destination.prepare(streams, "0.0.0-test");
const engine = createEngine({
  source: createTallySource({ url: tallyUrl }),
  destination,
  memory: openAgentMemory(memoryFile, systemClock),
  clock: systemClock,
  log: silentLogger,
  onProgress: () => {},
  programVersion: "0.0.0-test",
  startedBy: "manual",
  onSeam: (reached) => {
    if (reached !== seam) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, signal);
  },
});
const report = await engine.sync(
  { companies: [], full: false, acceptDeletes: false },
  new AbortController().signal,
);
process.stdout.write(JSON.stringify(report.runs.map(({ status, error }) => ({ status, error }))));
process.exit(0);
