import { createHash } from "node:crypto";
import type { RunReport } from "../../../src-main/contract/run.ts";
import type { VerifiedCompany } from "../../../src-main/contract/verify.ts";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import { describeError, sayError } from "../../../src-main/contract/texts.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import type { TallyPort } from "../../../src-main/sample-tally/server.ts";
import { streams } from "../../../src-main/catalog/index.ts";
import { fieldText, startTrial, type Trial } from "../../support/replica-trial.ts";

/** Kinds of request of an incremental run and of verify, by what the source calls them. */
const requestFamilies = {
  probe: /^companies$/,
  masters: /: ledgers$/,
  vouchers: /: vouchers /,
  fingerprint: /: sums per day /,
  census: /: (dated )?census /,
  "census of masters": /: census of /,
  object: /: voucher \d+$/,
  numbers: /: (numbers|sums) of /,
  "verify: balances": /: trial balance /,
  "verify: stock": /: stock summary /,
  "verify: counts": /: vouchers per type and month/,
} as const;
export type RequestFamily = keyof typeof requestFamilies;
const allFamilies = Object.keys(requestFamilies) as readonly RequestFamily[];
export const verifyFamilies = allFamilies.filter((family) => family.startsWith("verify"));
export const families = allFamilies.filter((family) => !verifyFamilies.includes(family));

/** Does something to Tally right before a request of a family goes out, once. */
interface Trap {
  readonly family: RequestFamily;
  readonly spring: (port: TallyPort) => void;
}

export interface FaultTrial extends AsyncDisposable {
  readonly trial: Trial;
  /** Runs (verify for its families) with the trap set; tells whether its request went out at all. */
  run(trap: Trap): Promise<{ readonly ending: Ending; readonly isSprung: boolean }>;
}

/** How a run that met a fault ended. */
export interface Ending {
  readonly status: string;
  /** What verify concluded; empty for a run. */
  readonly verdict: string;
  readonly code: string;
  readonly sentence: string;
}

/** A loaded small book whose next runs can be disturbed at a request of choice. */
export async function startFaultTrial(
  seed: number,
  silenceTimeoutMs = 20_000,
  companies = 1,
): Promise<FaultTrial> {
  let trap: Trap | null = null;
  const memory = {
    begin: ({ summary }: { readonly summary: string }): void => {
      if (trap === null || !requestFamilies[trap.family].test(summary)) return;
      const { spring } = trap;
      trap = null;
      spring(trial.port);
    },
    end: () => {},
    isHeldBack: () => false,
  };
  const trial = await startTrial({
    vouchers: 40,
    seed,
    companies,
    source: {
      memory,
      silenceTimeoutMs,
      totalTimeoutMs: 4 * silenceTimeoutMs,
      livenessTimeoutMs: 2_000,
      repeatPauseMs: 0,
    },
  });
  return {
    trial,
    run: async (set) => {
      trap = set;
      const ending = await (verifyFamilies.includes(set.family) ? verdictOf(trial) : endingOf(trial));
      const isSprung = trap === null;
      trap = null;
      return { ending, isSprung };
    },
    [Symbol.asyncDispose]: () => trial[Symbol.asyncDispose](),
  };
}

function endingOf(trial: Trial): Promise<Ending> {
  return tellEnding(async () => {
    const { runs } = await trial.sync();
    return { ...(runs.find(({ error }) => error !== null) ?? (runs[0] as RunReport)), verdict: "" };
  });
}

function verdictOf(trial: Trial): Promise<Ending> {
  return tellEnding(async () => {
    const request = { companies: [], asOf: null };
    const { companies } = await trial.engine.verify(request, new AbortController().signal);
    return companies.find(({ error }) => error !== null) ?? (companies[0] as VerifiedCompany);
  });
}

interface Ended extends Pick<RunReport, "status" | "error"> {
  readonly verdict: string;
}

async function tellEnding(end: () => Promise<Ended>): Promise<Ending> {
  try {
    const { status, verdict, error } = await end();
    return { status, verdict, code: error?.code ?? "", sentence: error?.message ?? "" };
  } catch (error) {
    if (!isReplicaError(error)) throw error;
    const { code } = describeError(error, "en");
    return { status: "not started", verdict: "", code, sentence: sayError(error, "en") };
  }
}

/** The verdict that is stored of each company. */
export async function keptVerdicts(trial: Trial): Promise<readonly string[]> {
  const rows = await trial.destination.db.selectFrom("companies").select("verification").execute();
  return rows.map(({ verification }) => verification);
}

/** Tally's own closing figures, which each good verify stores afresh. */
const closingFigure = /^closing_/;

/** Everything readers can see of the books and of what was told about them, closing figures aside where told so. */
export async function fingerprintReplica(trial: Trial, withClosings = true): Promise<string> {
  const hash = createHash("sha256");
  const tables = streams.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)]);
  for (const table of [...tables, "change_log", "tombstones", "held_deletes", "quarantine"]) {
    if (!(await hasTable(trial, table))) continue;
    const leaveOut = (key: string, value: unknown): unknown =>
      !withClosings && closingFigure.test(key) ? undefined : value;
    hash.update(table).update(JSON.stringify(await rowsOf(trial, table), leaveOut));
  }
  return hash.digest("hex");
}

const presentTables = new WeakMap<Trial, Set<string>>();

async function hasTable(trial: Trial, table: string): Promise<boolean> {
  let present = presentTables.get(trial);
  if (present === undefined) {
    const tables = await trial.destination.db.introspection.getTables();
    presentTables.set(trial, (present = new Set(tables.map(({ name }) => name))));
  }
  return present.has(table);
}

async function rowsOf(trial: Trial, table: string): Promise<readonly unknown[]> {
  return trial.destination.db
    .selectFrom(table as never)
    .selectAll()
    .execute();
}

/**
 * A batch that needs every kind of request: a new, an old and a deleted voucher, a ledger that came and went. Returns
 * the GUID of what was deleted.
 */
export function disturbBooks(control: CompanyControl, round: number): string {
  const receipts = control
    .voucherIds()
    .filter((id) => control.show(id).fields["VOUCHERTYPENAME"] === "Receipt");
  const [old, gone] = receipts;
  if (old === undefined || gone === undefined) throw new Error("the sample has too few receipts");
  control.postRandom({ kind: "receipt" });
  control.postRandom({ kind: "receipt" });
  control.setNarration(old, `altered in round ${round}`);
  const guid = fieldText(control.show(gone), "GUID");
  control.delete(gone);
  control.masters.create("LEDGER", `Passing ${round}`);
  control.masters.delete("LEDGER", `Passing ${round}`);
  return guid;
}
