import type Electron from "electron";
import { requireReady } from "./app-life.ts";
import { imitate } from "./not-imitated.ts";

/**
 * The system's secret store, by ELECTRON_STAND_IN_SECRETS: `available` (default), `unavailable`, `keyChanged` (what was
 * kept cannot be read any more). The text is turned about with a marker, so that a clear password in a file is a leak.
 */
const marker = "stand-in-secret:";

function mode(): string {
  return process.env["ELECTRON_STAND_IN_SECRETS"] ?? "available";
}

function isAvailable(): boolean {
  requireReady("safeStorage");
  return mode() !== "unavailable";
}

function encrypt(text: string): Buffer {
  if (!isAvailable()) throw new Error("Error while encrypting the text provided to safeStorage.");
  const turned = Buffer.from(Buffer.from(text, "utf8").map((byte) => byte ^ 0x5a));
  return Buffer.from(marker + turned.toString("base64"), "utf8");
}

function decrypt(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (!isAvailable() || mode() === "keyChanged" || !text.startsWith(marker)) {
    throw new Error("Error while decrypting the ciphertext provided to safeStorage.");
  }
  const turned = Buffer.from(text.slice(marker.length), "base64");
  return Buffer.from(turned.map((byte) => byte ^ 0x5a)).toString("utf8");
}

export const safeStorage = imitate("safeStorage", {
  isEncryptionAvailable: isAvailable,
  isAsyncEncryptionAvailable: async () => isAvailable(),
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (text) => encrypt(text),
  decryptStringAsync: async (bytes) => ({ result: decrypt(bytes), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => (isAvailable() ? "gnome_libsecret" : "basic_text"),
  setUsePlainTextEncryption: () => {},
} satisfies Partial<Electron.SafeStorage>);
