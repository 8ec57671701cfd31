import type { AgentState, WireError } from "../../src-main/contract/agent-state.ts";
import type { AppSettings, AppSettingsChange } from "../../src-main/contract/app-settings.ts";
import type { ChannelAnswer, ChannelName, ChannelParsed, Result } from "../../src-main/contract/channels.ts";
import { failure } from "./sample-states.ts";
import * as pages from "./sample-pages.ts";

export interface FakeWorld {
  state: AgentState;
  settings: AppSettings;
  readonly calls: { readonly name: string; readonly input: unknown }[];
}

type Answers = {
  readonly [Name in ChannelName]: (
    world: FakeWorld,
    input: ChannelParsed<Name>,
  ) => Result<ChannelAnswer<Name>>;
};

function good<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

function bad(error: WireError): Result<never> {
  return { ok: false, error };
}

const nothing = (): Result<void> => good(undefined);

const about = {
  version: "0.1.0",
  platform: "win32",
  isStandIn: false,
  canKeepSecrets: true,
  hasDatabasePassword: false,
  dataFolder: "C:\\Users\\Anil\\AppData\\Local\\Tally Replica",
  logFolder: "C:\\Users\\Anil\\AppData\\Local\\Tally Replica\\logs",
} as const;

const wrongPassword: WireError = {
  code: "DEST_LOGIN_REFUSED",
  details: { user: "books" },
  technical: 'password authentication failed for user "books"',
};

function changeSettings(world: FakeWorld, input: AppSettingsChange): Result<AppSettings> {
  world.settings = { ...world.settings, ...input } as AppSettings;
  return good(world.settings);
}

export const answers: Answers = {
  "app.snapshot": (world) =>
    good({ state: world.state, settings: world.settings, settingsNotice: null, about, route: null }),
  "app.openLink": nothing,
  "app.openDatabaseFolder": nothing,
  "app.copyConnectionString": () => good({ copied: "sqlite:C:\\Books\\replica.sqlite" }),
  "app.createDiagnostics": () => good({ file: "C:\\Users\\Anil\\Desktop\\tally-replica-diagnostics.zip" }),
  "app.logProblem": nothing,
  "app.restartWorker": nothing,
  "settings.change": changeSettings,
  "settings.testNotification": nothing,
  "database.test": (_world, { database, password }) =>
    database.product !== "sqlite" && password === "wrong"
      ? bad(wrongPassword)
      : good({ exists: true, description: "PostgreSQL 18.4, database replica on srv-db", companies: [] }),
  "database.use": (world, { database }) => {
    world.settings = { ...world.settings, database };
    return good(world.settings);
  },
  "database.chooseFile": () => good({ path: "D:\\Books\\replica.sqlite" }),
  "backup.now": () => good({ file: "C:\\Books\\backups\\replica-2026-11-22.sqlite", bytes: 48_000_000 }),
  "backup.list": () => good(pages.backups),
  "backup.restore": () => good({ companies: ["Sharma Traders"] }),
  "agent.pause": nothing,
  "agent.resume": nothing,
  "agent.syncNow": (_world, { company }) =>
    company?.includes("000000000002") === true ? bad(failure) : nothing(),
  "agent.stopRun": nothing,
  "tally.find": (world, { typed }) => good(pages.foundTally(world.state, typed)),
  "tally.releaseRequests": () => good({ released: 2 }),
  "doctor.run": () => good(pages.doctorReport),
  "company.detail": (world, { company }) => good(pages.companyDetail(world.state, company)),
  "company.tables": () => good({ tables: pages.tables }),
  "company.verify": nothing,
  "company.repair": nothing,
  "company.rebuild": nothing,
  "company.remove": nothing,
  "company.agreeAddress": nothing,
  "views.list": () => good(pages.views),
  "views.page": (_world, query) => good(pages.viewPage(query)),
  "views.export": () => good({ file: "C:\\Users\\Anil\\Documents\\Day book.xlsx", rows: 12_040, sheets: 1 }),
  "runs.page": (world, query) => good(pages.runPage(world.state, query)),
  "runs.detail": (world, { runId }) => good(pages.runDetail(world.state, runId)),
  "changes.page": (world, query) => good(pages.changePage(world.state, query)),
  "changes.last": () => good([]),
  "problems.list": (world) => good(pages.problems(world.state)),
  "quarantine.page": (world, query) => good(pages.quarantine(world.state, query)),
  "quarantine.replay": nothing,
  "deletes.page": (_world, query) => good(pages.heldDeletes(query)),
  "deletes.decide": () => good({ decided: 14 }),
  "deletes.askAgain": () => good({ asked: 14 }),
  "fields.try": (_world, { company }) =>
    good({ company: company ?? "Sharma Traders", record: "Sales/0412", value: "Blue Dart" }),
};
