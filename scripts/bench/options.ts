import { parseArgs } from "node:util";

export const benchSections = ["full", "cost", "views", "destinations"] as const;
export type BenchSection = (typeof benchSections)[number];

const paces = ["fast", "real", "recorded", "apart"] as const;
/**
 * `recorded`: the answers of the sample Tally from the memory of another process (recorded-tally.ts). `apart`: the same,
 * each after as long as the sample Tally takes for it, which then uses none of this computer.
 */
export type Pace = (typeof paces)[number];
/** At which the sample Tally answers itself. */
export type SamplePace = Exclude<Pace, "recorded" | "apart">;

export function isRecorded(pace: Pace): pace is "recorded" | "apart" {
  return pace === "recorded" || pace === "apart";
}

export const destinationNames = ["sqlite", "postgres", "mysql", "mssql"] as const;
export type DestinationName = (typeof destinationNames)[number];

export interface BenchOptions {
  /** Sizes of the full loads, smallest first; the changes are made at the largest. */
  readonly vouchers: readonly number[];
  readonly sections: ReadonlySet<BenchSection>;
  /** Who answers, and how fast. */
  readonly paces: readonly Pace[];
  /** How often a load from recorded answers and its floors are measured; the fastest of each counts. */
  readonly repeats: number;
  /** Kinds of database to load side by side, as far as they are there. */
  readonly destinations: readonly DestinationName[];
}

export const usage = `npm run bench -- [--vouchers 10000,100000] [--only full|cost|views|destinations] [--pace fast|real|recorded|apart]
              [--repeat 3] [--destinations sqlite,postgres,mysql,mssql]

  --vouchers      sizes of the full loads; changes are made to the largest, destinations take the smallest
  --only          full: full loads beside their floors; cost: what a change costs;
                  views: reports and exports at the largest size; destinations: a full load into each
  --pace          speed of the sample Tally, or its answers recorded and given from memory, so that what is measured
                  is the product alone; "apart": recorded too, as fast as the sample Tally had a computer of its own;
                  all unless said (full loads like a real one only at the smallest size)
  --repeat        how often a load from recorded answers is measured; the fastest counts
  --destinations  which kinds of database; all that are there unless said (SQL Server: TEST_MSSQL_URL)`;

export class UsageError extends Error {}

export function parseOptions(line: readonly string[]): BenchOptions {
  const { values } = parse(line);
  const vouchers = values.vouchers.split(",").map(parseSize);
  return {
    vouchers: [...new Set(vouchers)].sort((a, b) => a - b),
    sections: new Set(
      values.only === undefined ? benchSections : [oneOf("--only", benchSections, values.only)],
    ),
    destinations:
      values.destinations === undefined
        ? destinationNames
        : values.destinations.split(",").map((name) => oneOf("--destinations", destinationNames, name)),
    paces: values.pace === undefined ? paces : [oneOf("--pace", paces, values.pace)],
    repeats: parseRepeats(values.repeat),
  };
}

/** Books that change are asked of the sample Tally itself. */
export function samplePacesOf({ paces: chosen }: BenchOptions): readonly SamplePace[] {
  return chosen.filter((pace) => !isRecorded(pace));
}

function parse(line: readonly string[]): {
  readonly values: { vouchers: string; only?: string; pace?: string; repeat: string; destinations?: string };
} {
  try {
    return parseArgs({
      args: [...line],
      options: {
        vouchers: { type: "string", default: "10000,100000" },
        only: { type: "string" },
        pace: { type: "string" },
        repeat: { type: "string", default: "1" },
        destinations: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 100 && size <= 1_000_000) return size;
  throw new UsageError(`--vouchers takes whole numbers from 100 to 1000000, not "${text}".`);
}

function parseRepeats(text: string): number {
  const repeats = Number(text);
  if (Number.isInteger(repeats) && repeats >= 1 && repeats <= 20) return repeats;
  throw new UsageError(`--repeat takes whole numbers from 1 to 20, not "${text}".`);
}

function oneOf<T extends string>(option: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(" or ")}, not "${text}".`);
  return found;
}
