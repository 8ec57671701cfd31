import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { once } from "node:events";
import path from "node:path";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";

/**
 * A file that appears whole or not at all: it is written under another name beside its place and takes its name at
 * the end. Names that start alike keep it on the same disk, where renaming is one step.
 */
export interface TargetFile {
  readonly file: string;
  readonly stream: WriteStream;
  /** Resolves when the stream takes more; throws what went wrong with the disk. */
  ready(): Promise<void>;
  /** Ends the stream, waits for the disk and gives the file its name. */
  keep(): Promise<number>;
  discard(): Promise<void>;
}

export async function openTarget(file: string, mayOverwrite: boolean): Promise<TargetFile> {
  await refuseUnusable(file, mayOverwrite);
  const part = `${file}.part`;
  // The books are private: readable by their owner alone, as the database is.
  const stream = createWriteStream(part, { mode: 0o600, flush: true });
  let failure: unknown = null;
  stream.on("error", (error) => {
    failure ??= error;
  });
  const closed = new Promise<void>((resolve) => {
    stream.once("close", () => resolve());
  });
  const throwFailure = (): void => {
    if (failure !== null) throw fileError(failure, file);
  };
  const discard = async (): Promise<void> => {
    stream.destroy();
    await closed;
    await rm(part, { force: true });
  };
  try {
    await once(stream, "open");
  } catch (error) {
    throw fileError(error, file);
  }
  return {
    file,
    stream,
    ready: async () => {
      if (stream.writableNeedDrain && failure === null) {
        const drained = new Promise<void>((resolve) => {
          stream.once("drain", () => resolve());
        });
        await Promise.race([drained, closed]);
      }
      throwFailure();
    },
    keep: async () => {
      stream.end();
      await closed;
      throwFailure();
      try {
        await rename(part, file);
        return (await stat(file)).size;
      } catch (error) {
        await discard();
        throw fileError(error, file);
      }
    },
    discard,
  };
}

/** Before anything is read: what would fail at the end fails now. */
async function refuseUnusable(file: string, mayOverwrite: boolean): Promise<void> {
  try {
    if (!(await stat(path.dirname(file))).isDirectory()) throw missingFolder(file);
  } catch (error) {
    throw isReplicaError(error) ? error : missingFolder(file);
  }
  const found = await stat(file).catch(() => null);
  if (found === null) return;
  if (!found.isFile()) throw new ReplicaError("EXPORT_UNWRITABLE", { file });
  if (!mayOverwrite) throw new ReplicaError("EXPORT_FILE_EXISTS", { file });
  try {
    // Windows refuses this while Excel has the file open.
    await (await open(file, "r+")).close();
  } catch (error) {
    throw fileError(error, file);
  }
}

function missingFolder(file: string): ReplicaError {
  return new ReplicaError("EXPORT_FOLDER_MISSING", { file });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  EBUSY: "EXPORT_FILE_IN_USE",
  ETXTBSY: "EXPORT_FILE_IN_USE",
  EACCES: "EXPORT_UNWRITABLE",
  EROFS: "EXPORT_UNWRITABLE",
  EISDIR: "EXPORT_UNWRITABLE",
  ENOTDIR: "EXPORT_FOLDER_MISSING",
  ENOENT: "EXPORT_FOLDER_MISSING",
  ENOSPC: "EXPORT_DISK_FULL",
  EDQUOT: "EXPORT_DISK_FULL",
  EFBIG: "EXPORT_DISK_FULL",
};

/** What the system says about a file, as a person can use it; anything else comes back as it is. */
export function fileError(
  error: unknown,
  file: string,
  platform: NodeJS.Platform = process.platform,
): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  // Windows says "not permitted" for a file that another program holds open.
  const inUse = error.code === "EPERM" && platform === "win32" ? "EXPORT_FILE_IN_USE" : null;
  const code = inUse ?? (error.code === "EPERM" ? "EXPORT_UNWRITABLE" : codes[error.code]);
  return code === undefined ? error : new ReplicaError(code, { file }, { cause: error });
}
