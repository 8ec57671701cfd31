import type { Result } from "../../contract/channels.ts";
import type { ReadName } from "./reads.ts";

/** Given to the thread at its start; the address with its password stays in memory. */
export interface ReaderData {
  readonly role: "reader";
  readonly databaseUrl: string;
  readonly programVersion: string;
}

export interface ReadQuestion {
  readonly id: number;
  readonly name: ReadName;
  readonly input: unknown;
}

/** `reopen`: the database has other columns than when it was opened. `close`: what goes on is given up. */
export type ToReader = ReadQuestion | "reopen" | "close";

export interface ReadAnswer {
  readonly id: number;
  readonly result: Result<unknown>;
}

export function isReaderData(data: unknown): data is ReaderData {
  return typeof data === "object" && data !== null && "role" in data && data.role === "reader";
}
