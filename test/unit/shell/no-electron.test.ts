import { expect, it } from "vitest";

/** What needs Electron is proven by the specs of the window; here asking for it would begin a download. */
it.each([
  ["electron itself", () => import("electron")],
  ["its main half", () => import("electron/main")],
  ["the store that draws it in", () => import("electron-store")],
  ["the updater that draws it in", () => import("electron-updater")],
  ["a file of the shell that needs it", () => import("../../../src-main/shell/links.ts")],
])("%s cannot be imported by a test", async (_what, load) => {
  await expect(load()).rejects.toThrow("A test has imported electron");
});
