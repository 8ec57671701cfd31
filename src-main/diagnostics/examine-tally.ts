import type { Finding } from "../contract/doctor.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import { isThisComputer } from "../contract/settings.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { Discovered } from "../source/discover.ts";
import type { TallySource } from "../source/source.ts";
import { isNamed } from "../sync/identity.ts";
import { finding, problem } from "./finding.ts";

interface TallyExamination {
  readonly url: string;
  readonly source: Pick<TallySource, "ping" | "probe">;
  readonly memory: AgentMemory;
  /** Names or GUIDs that are to be copied; none: all that are open. */
  readonly companies: readonly string[];
  /** Looks for a Tally at the usual ports of this PC. */
  readonly discover: (signal: AbortSignal) => Promise<readonly Discovered[]>;
}

/** Three small questions at most: does it answer, what is open, and is anything held back. */
export async function examineTally(
  examination: TallyExamination,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { url, source } = examination;
  try {
    const product = await source.ping(signal);
    const answers = finding("tally", "good", "tallyAnswers", { product, url });
    return [answers, ...(await examineCompanies(examination, signal)), examineLeftovers(examination)];
  } catch (error) {
    signal.throwIfAborted();
    const elsewhere = await lookElsewhere(examination, error, signal);
    return [
      problem("tally", error),
      ...elsewhere,
      finding("company", "notice", "tallyNotAsked"),
      examineLeftovers(examination),
    ];
  }
}

async function examineCompanies(
  { source, companies: wanted }: TallyExamination,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const open = await source.probe(signal);
    if (open.length === 0) throw new ReplicaError("SOURCE_NO_COMPANY_OPEN");
    const missing = wanted.filter((name) => !open.some((company) => isNamed(company, name)));
    if (missing.length === 0) return [finding("company", "good", "companiesOpen", { count: open.length })];
    return missing.map((company) =>
      problem("company", new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company })),
    );
  } catch (error) {
    signal.throwIfAborted();
    return [problem("company", error)];
  }
}

/** Tally counts its port up where the usual one is taken: the next ones of this PC are worth a look. */
async function lookElsewhere(
  { url, discover }: TallyExamination,
  error: unknown,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const isWrongDoor =
    isReplicaError(error, "SOURCE_NOT_RUNNING") || isReplicaError(error, "SOURCE_NOT_TALLY");
  if (!isWrongDoor || !isThisComputer(url)) return [];
  const urls = (await discover(signal))
    .filter(({ kind }) => kind === "tally" || kind === "noCompany")
    .map((found) => found.url)
    .filter((found) => new URL(found).port !== new URL(url).port);
  return urls.length === 0
    ? []
    : [finding("tally", "notice", "tallyElsewhere", { urls: urls.join(", "), url })];
}

function examineLeftovers({ memory, url }: TallyExamination): Finding {
  const count = memory.heldBackRequests(url).length;
  return count === 0
    ? finding("leftovers", "good", "leftoversNone")
    : finding("leftovers", "problem", "leftoversHeld", { count });
}
