import { createInterface } from "node:readline";
import type { RunningApp } from "../../test/electron-stand-in/host/running-app.ts";
import { clickTrayMenu, readProbe } from "../../test/e2e/support/probe.ts";
import type { MenuView, ProbeView } from "../../test/e2e/support/probe.ts";
import { answerDialogs } from "./answer-dialogs.ts";

/** Enter shows the menu of the tray with numbers; a number clicks. Notifications are told as they come. */

interface Choice {
  readonly labels: readonly string[];
}

const everyMs = 1_000;

function listChoices(items: readonly MenuView[], above: readonly string[] = []): readonly Choice[] {
  return items.flatMap((item) => {
    const labels = [...above, item.label];
    if (item.items.length > 0) return listChoices(item.items, labels);
    return item.type === "separator" || !item.isEnabled ? [] : [{ labels }];
  });
}

function sayMenu({ toolTip, menu }: ProbeView): string {
  const lines = listChoices(menu).map(
    ({ labels }, index) => `${String(index + 1).padStart(3)}  ${labels.join(" › ")}`,
  );
  return `\n${toolTip}\n${lines.join("\n")}\nType a number and Enter:`;
}

async function takeLine(app: RunningApp, line: string): Promise<void> {
  const view = await readProbe(app);
  const choice = listChoices(view.menu)[Number(line.trim()) - 1];
  if (choice === undefined) console.log(sayMenu(view));
  else await clickTrayMenu(app, ...choice.labels);
}

function tellNews(view: ProbeView, told: { notifications: number; opened: number }): void {
  for (const { title, body } of view.notifications.slice(told.notifications)) {
    console.log(`Notification: ${title}\n              ${body}`);
  }
  for (const target of view.opened.slice(told.opened)) console.log(`Would be opened: ${target}`);
  told.notifications = view.notifications.length;
  told.opened = view.opened.length;
}

/** Answers how to stop. */
export function offerTrayMenu(app: RunningApp): () => void {
  const told = { notifications: 0, opened: 0 };
  const lines = createInterface({ input: process.stdin });
  // The program may have ended by now; then nobody is left to be told.
  lines.on("line", (line) => void takeLine(app, line).catch(() => undefined));
  const timer = setInterval(() => {
    readProbe(app).then(
      (view) => tellNews(view, told),
      () => undefined,
    );
  }, everyMs);
  answerDialogs(app).catch(() => undefined);
  return () => {
    clearInterval(timer);
    lines.close();
  };
}
