/**
 * Stands in the place of `electron` and of what draws it in, for every test that vitest runs: the real module would
 * begin to download Electron's program file when it is asked for, more than 100 MB, or fail where there is no network.
 */
throw new Error(
  "A test has imported electron. Only src-main/shell, the entry points and the specs of the window may: " +
    "take what is tested out of the file that needs electron, as tray-view.ts is beside tray.ts.",
);
