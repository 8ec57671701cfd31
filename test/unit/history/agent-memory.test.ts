import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src-main/contract/clock.ts";
import type { LocalRun } from "../../../src-main/history/agent-memory.ts";
import { judgeLeftover, settleLeftovers } from "../../../src-main/history/leftover-requests.ts";
import type { Liveness } from "../../../src-main/history/leftover-requests.ts";
import { openAgentMemory } from "../../../src-main/history/open-agent-memory.ts";
import {
  defaultDatabaseFile,
  memoryFile,
  userDataFolder,
} from "../../../src-main/history/user-data-folder.ts";

const tallyUrl = "http://localhost:9000";
const ledgers = { tallyUrl, hash: "h1", summary: "ledgers" };
const vouchers = { tallyUrl, hash: "h2", summary: "vouchers" };
let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-memory-"));
  file = memoryFile(path.join(folder, "नया फ़ोल्डर"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The number of a process that has certainly ended. */
function endedProcessId(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("the agent's memory", () => {
  test("keeps who it is, across openings", () => {
    using first = openAgentMemory(file, systemClock);
    using second = openAgentMemory(file, systemClock);
    expect(first.agent.agentId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.agent).toEqual(first.agent);
    expect(first.damagedFile).toBeNull();
  });

  test("keeps what an installation showed and which Tally serves a company", () => {
    using memory = openAgentMemory(file, systemClock);
    expect(memory.installation(tallyUrl)).toBeNull();
    memory.rememberInstallation(tallyUrl, { release: "7.0", hasHead: true });
    memory.bind("guid:100000:2025-04-01", tallyUrl);
    using again = openAgentMemory(file, systemClock);
    expect(again.installation(tallyUrl)).toEqual({ release: "7.0", hasHead: true });
    expect(again.binding("guid:100000:2025-04-01")?.tallyUrl).toBe(tallyUrl);
    expect(again.binding("other")).toBeNull();
  });

  test("a request of a living process is not a leftover, one of a dead process is", () => {
    using memory = openAgentMemory(file, systemClock);
    memory.beginRequest(ledgers);
    expect(memory.leftoverRequests(tallyUrl)).toEqual([]);
    const raw = new Database(file);
    raw.prepare("update requests_under_way set process_id = ?").run(endedProcessId());
    raw.close();
    expect(memory.leftoverRequests(tallyUrl)).toMatchObject([ledgers]);
    expect(memory.leftoverRequests("http://other:9000")).toEqual([]);
    memory.beginRequest(vouchers);
    memory.forgetRequest(ledgers);
    expect(memory.leftoverRequests(tallyUrl)).toEqual([]);
  });

  test.each(["answered", "notSent", "slow"] as const)(
    "a request that ended as %s leaves nothing behind",
    (outcome) => {
      using memory = openAgentMemory(file, systemClock);
      memory.beginRequest(ledgers);
      memory.endRequest(ledgers, outcome);
      const raw = new Database(file);
      expect(raw.prepare("select count(*) from requests_under_way").pluck().get()).toBe(0);
      raw.close();
    },
  );

  test("a lost request is a leftover at once, unless this Tally has answered the same before", () => {
    using memory = openAgentMemory(file, systemClock);
    memory.beginRequest(ledgers);
    memory.endRequest(ledgers, "lost");
    expect(memory.leftoverRequests(tallyUrl)).toMatchObject([ledgers]);
    memory.beginRequest(vouchers);
    memory.endRequest(vouchers, "answered");
    memory.beginRequest(vouchers);
    memory.endRequest(vouchers, "lost");
    expect(memory.leftoverRequests(tallyUrl)).toMatchObject([ledgers]);
  });

  test("held-back requests stay until they are released", () => {
    using memory = openAgentMemory(file, systemClock);
    memory.beginRequest(ledgers);
    memory.endRequest(ledgers, "lost");
    memory.holdBack(ledgers);
    expect(memory.leftoverRequests(tallyUrl)).toEqual([]);
    expect(memory.heldBackRequests(tallyUrl)).toMatchObject([ledgers]);
    memory.release(tallyUrl, "h1");
    expect(memory.heldBackRequests(tallyUrl)).toEqual([]);
  });

  test("runs are told newest first", () => {
    using memory = openAgentMemory(file, systemClock);
    for (const company of ["A", "B", "C"]) memory.recordRun(runOf(company));
    expect(memory.recentRuns(2).map((run) => run.company)).toEqual(["C", "B"]);
    expect(memory.recentRuns(1)[0]).toEqual(runOf("C"));
  });

  test("a note is new once", () => {
    using memory = openAgentMemory(file, systemClock);
    expect(memory.isFirstTime("clear-text")).toBe(true);
    expect(memory.isFirstTime("clear-text")).toBe(false);
  });

  test("remembers how far the held deletes of a company were shown", () => {
    using memory = openAgentMemory(file, systemClock);
    expect(memory.deletesShownUntil("a.sqlite", 1)).toBeNull();
    memory.markDeletesShown("a.sqlite", 1, "2026-01-02T00:00:00.000Z");
    memory.markDeletesShown("a.sqlite", 1, "2026-01-01T00:00:00.000Z");
    expect(memory.deletesShownUntil("a.sqlite", 1)).toBe("2026-01-02T00:00:00.000Z");
    expect(memory.deletesShownUntil("a.sqlite", 2)).toBeNull();
    expect(memory.deletesShownUntil("b.sqlite", 1)).toBeNull();
  });

  test("a damaged file is put aside, told once, and a new one begun", () => {
    openAgentMemory(file, systemClock)[Symbol.dispose]();
    const garbage = "this is no database ".repeat(500);
    writeFileSync(file, garbage);
    rmSync(`${file}-wal`, { force: true });
    {
      using memory = openAgentMemory(file, systemClock);
      expect(memory.damagedFile).toBe(`${file}.damaged`);
      expect(memory.agent.agentId).not.toBe("");
    }
    expect(readFileSync(`${file}.damaged`, "utf8")).toBe(garbage);
    using again = openAgentMemory(file, systemClock);
    expect(again.damagedFile).toBeNull();
  });

  test("a second damaged file does not overwrite the first", () => {
    for (const expected of [`${file}.damaged`, `${file}.damaged-2`]) {
      openAgentMemory(file, systemClock)[Symbol.dispose]();
      writeFileSync(file, "x".repeat(5000));
      using memory = openAgentMemory(file, systemClock);
      expect(memory.damagedFile).toBe(expected);
      expect(existsSync(expected)).toBe(true);
    }
  });

  test("a folder that cannot be made is an error with a code", () => {
    writeFileSync(path.join(folder, "in-the-way"), "");
    expect(() => openAgentMemory(path.join(folder, "in-the-way", "agent.sqlite"), systemClock)).toThrow(
      /DEST_UNWRITABLE/,
    );
  });
});

function runOf(company: string): LocalRun {
  return {
    company,
    companyGuid: `guid-${company}`,
    destination: "books.sqlite",
    syncType: "cdc",
    status: "failed",
    startedAt: "2026-01-01T00:00:00.000Z",
    completedAt: "2026-01-01T00:00:01.000Z",
    errorCode: "DEST_LOCKED",
    errorMessage: null,
  };
}

describe("what a leftover request means", () => {
  const startedAt = "2026-01-01T10:00:00.000Z";
  const soon = new Date("2026-01-01T10:05:00.000Z");
  const nextDay = new Date("2026-01-02T10:00:00.000Z");

  test("Tally answers: only we were killed", () => {
    expect(judgeLeftover({ ...ledgers, startedAt }, "answers", soon)).toBe("forget");
  });

  test("Tally is silent, or gone right afterwards: suspected", () => {
    expect(judgeLeftover({ ...ledgers, startedAt }, "silent", nextDay)).toBe("hold");
    expect(judgeLeftover({ ...ledgers, startedAt }, "notRunning", soon)).toBe("hold");
  });

  test("Tally is closed the next day: nothing to do with it", () => {
    expect(judgeLeftover({ ...ledgers, startedAt }, "notRunning", nextDay)).toBe("forget");
  });

  test("the liveness line is asked only when something is left over", async () => {
    using memory = openAgentMemory(file, systemClock);
    const noQuestion = async (): Promise<Liveness> => {
      throw new Error("asked");
    };
    await settleLeftovers(memory, tallyUrl, noQuestion, () => soon);
    memory.beginRequest(ledgers);
    memory.endRequest(ledgers, "lost");
    await settleLeftovers(
      memory,
      tallyUrl,
      async () => "silent",
      () => systemClock.now(),
    );
    expect(memory.heldBackRequests(tallyUrl)).toHaveLength(1);
    expect(memory.leftoverRequests(tallyUrl)).toEqual([]);
  });

  test("a PC that went down took Tally with it: nothing is held back", async () => {
    using memory = openAgentMemory(file, systemClock);
    memory.beginRequest(ledgers);
    memory.endRequest(ledgers, "lost");
    const notRunning = async (): Promise<Liveness> => "notRunning";
    const now = (): Date => systemClock.now();
    const justNow = (at: Date): Date => new Date(at.getTime() + 1_000);
    await settleLeftovers(memory, "http://localhost:9000", notRunning, now, justNow);
    expect(memory.leftoverRequests(tallyUrl)).toEqual([]);
    expect(memory.heldBackRequests(tallyUrl)).toEqual([]);
  });

  test("what Tally has answered before is not suspected when a process is killed over it", () => {
    const killed = { ...ledgers, hash: "answered before" };
    using memory = openAgentMemory(file, systemClock);
    for (const request of [ledgers, killed]) {
      memory.beginRequest(request);
      if (request === killed) memory.endRequest(killed, "answered");
    }
    memory.beginRequest(killed);
    // The process of both dies.
    const database = new Database(file);
    database.prepare("update requests_under_way set process_id = 0").run();
    database.close();
    expect(memory.leftoverRequests(tallyUrl)).toMatchObject([ledgers]);
  });
});

describe("the user's data folder", () => {
  test("is the usual one of each system", () => {
    expect(userDataFolder({ XDG_DATA_HOME: "/data" }, "linux", "/home/a")).toBe("/data/Tally Replica");
    expect(userDataFolder({}, "linux", "/home/a")).toBe("/home/a/.local/share/Tally Replica");
    expect(userDataFolder({}, "darwin", "/Users/a")).toBe(
      "/Users/a/Library/Application Support/Tally Replica",
    );
    expect(userDataFolder({ LOCALAPPDATA: "/local" }, "win32", "/home/a")).toBe("/local/Tally Replica");
    expect(userDataFolder({ TALLY_REPLICA_HOME: "/elsewhere" }, "linux", "/home/a")).toBe("/elsewhere");
    expect(defaultDatabaseFile("/x")).toBe("/x/tally-replica.sqlite");
  });
});
