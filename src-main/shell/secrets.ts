import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { safeStorage } from "electron";
import { ReplicaError } from "../contract/errors.ts";

/**
 * The database password, kept by the operating system (on Windows DPAPI: only this user on this PC can read it).
 * The file holds what the system encrypted, never clear text.
 */
export interface Secrets {
  canKeep(): Promise<boolean>;
  has(): boolean;
  /** Empty where none is stored. Throws CONFIG_SECRET_LOST where it cannot be read any more. */
  read(): Promise<string>;
  /** An empty password is forgotten. Throws CONFIG_SECRETS_UNAVAILABLE. */
  store(password: string): Promise<void>;
}

async function canKeepSecrets(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return false;
  // On Linux this backend keeps the key in the open: no safe place.
  return process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text";
}

function readFile(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

export function openSecrets(folder: string): Secrets {
  const file = path.join(folder, "database-password.bin");
  const store = async (password: string): Promise<void> => {
    if (password === "") {
      rmSync(file, { force: true });
      return;
    }
    if (!(await canKeepSecrets())) throw new ReplicaError("CONFIG_SECRETS_UNAVAILABLE");
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, await safeStorage.encryptStringAsync(password), { mode: 0o600 });
  };
  return {
    canKeep: canKeepSecrets,
    has: () => readFile(file) !== null,
    store,
    read: async () => {
      const encrypted = readFile(file);
      if (encrypted === null) return "";
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
        if (shouldReEncrypt) await store(result);
        return result;
      } catch (error) {
        throw new ReplicaError("CONFIG_SECRET_LOST", {}, { cause: error });
      }
    },
  };
}
