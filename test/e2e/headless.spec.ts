import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./support/fixture.ts";
import type { Launcher } from "./support/fixture.ts";
import { dataFolderOf, settingsFor, writeSettings } from "./support/product.ts";
import { homeEnvironment, isStandInApp } from "./support/start-app.ts";
import { chooseWay } from "./support/way.ts";

/** The command line of the installed program (docs/admin-guide.md): no window, no tray, and an exit code. */

const root = path.resolve(import.meta.dirname, "../..");

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

function runInElectron(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(program, [...sandbox, root, ...args], { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, output })));
}

async function runHeadless(launcher: Launcher, home: string, ...line: readonly string[]): Promise<Ended> {
  const args = ["--headless", ...line];
  const env = { TALLY_REPLICA_HOME: dataFolderOf(home) };
  const way = chooseWay();
  if (way.kind === "electron") {
    return await runInElectron(way.program, args, { ...process.env, ...homeEnvironment(home), ...env });
  }
  const app = await launcher.start({ appPath: root, home, args, env });
  if (!isStandInApp(app)) throw new Error("Neither Electron nor its stand-in is there.");
  if (!app.hasEnded) await app.waitForEvent("close");
  return { exitCode: app.process().exitCode, output: app.output };
}

test("takes Tally and database from the settings of the window; the line wins; the exit code tells", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally({ vouchers: 60 });
  const home = launcher.makeHome();
  writeSettings(home, settingsFor(sample.url));
  expect((await runHeadless(launcher, home, "status")).exitCode).toBe(4);
  const synced = await runHeadless(launcher, home, "sync");
  expect(synced).toMatchObject({ exitCode: 0, output: expect.stringContaining("full load") });
  expect(existsSync(path.join(dataFolderOf(home), "tally-replica.sqlite"))).toBe(true);
  const status = await runHeadless(launcher, home, "status", "--json");
  expect(JSON.parse(status.output)).toMatchObject({ companies: [{ company: sample.books[0]?.name }] });
  const other = await runHeadless(launcher, home, "companies", "--tally", "http://127.0.0.1:1");
  expect(other).toMatchObject({ exitCode: 3, output: expect.stringContaining("http://127.0.0.1:1") });
  expect((await runHeadless(launcher, home, "no-such-command")).exitCode).toBe(2);
});
