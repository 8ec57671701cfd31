import { parseArgs } from "node:util";

export const benchSections = ["full", "cost", "views", "destinations"] as const;
export type BenchSection = (typeof benchSections)[number];

const paces = ["fast", "real"] as const;
export type Pace = (typeof paces)[number];

export const destinationNames = ["sqlite", "postgres", "mysql", "mssql"] as const;
export type DestinationName = (typeof destinationNames)[number];

export interface BenchOptions {
  /** Sizes of the full loads, smallest first; the changes are made at the largest. */
  readonly vouchers: readonly number[];
  readonly sections: ReadonlySet<BenchSection>;
  /** Speeds of the sample Tally. */
  readonly paces: readonly Pace[];
  /** Kinds of database to load side by side, as far as they are there. */
  readonly destinations: readonly DestinationName[];
}

export const usage = `npm run bench -- [--vouchers 10000,100000] [--only full|cost|views|destinations] [--pace fast|real]
              [--destinations sqlite,postgres,mysql,mssql]

  --vouchers      sizes of the full loads; changes are made to the largest, destinations take the smallest
  --only          full: full loads beside their floors; cost: what a change costs;
                  views: reports and exports at the largest size; destinations: a full load into each
  --pace          speed of the sample Tally; both unless said (full loads like a real one only at the smallest size)
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
  };
}

function parse(line: readonly string[]): {
  readonly values: { vouchers: string; only?: string; pace?: string; destinations?: string };
} {
  try {
    return parseArgs({
      args: [...line],
      options: {
        vouchers: { type: "string", default: "10000,100000" },
        only: { type: "string" },
        pace: { type: "string" },
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

function oneOf<T extends string>(option: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(" or ")}, not "${text}".`);
  return found;
}
