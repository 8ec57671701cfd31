import { chromium as chromiumBrowser } from "@playwright/test";
import { chromiumArguments } from "../../test/electron-stand-in/host/find-chromium.ts";
import { startStandIn } from "../../test/electron-stand-in/host/start-stand-in.ts";
import type { StandInApp } from "../../test/electron-stand-in/host/stand-in-app.ts";
import { offerTrayMenu } from "./tray-in-terminal.ts";

interface BrowserRun {
  /** Program file of the browser. */
  readonly chromium: string;
  readonly root: string;
  readonly args: readonly string[];
}

/** The same program, its window a window of the system's browser, its tray menu in the terminal. */
export async function runInBrowser({ chromium, root, args }: BrowserRun): Promise<number> {
  console.log(
    `Electron's program file is not there: the window is shown in ${chromium}, as the tests do it.\n` +
      "Closing the window only hides it, as with the real program. Tray menu: press Enter here. End: Ctrl+C.",
  );
  const browser = await chromiumBrowser.launch({
    executablePath: chromium,
    headless: false,
    args: [...chromiumArguments(), "--window-size=1136,860"],
    ignoreDefaultArgs: ["--hide-scrollbars", "--enable-automation"],
    handleSIGINT: false,
  });
  const probe = `${root}/test/electron-stand-in/probe.cjs`;
  const app = await startStandIn({
    browser,
    appPath: root,
    args,
    probe,
    platform: process.platform,
    isHeaded: true,
  });
  app.onOutput((chunk) => process.stderr.write(chunk));
  const stopOffering = offerTrayMenu(app);
  await waitForEnd(app);
  stopOffering();
  await browser.close();
  for (const { name } of app.misses) console.error(`The stand-in for Electron does not imitate ${name}.`);
  return app.process().exitCode ?? 0;
}

async function waitForEnd(app: StandInApp): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
    });
  }
  await app.waitForEvent("close");
}
