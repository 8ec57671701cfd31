import type { RunningApp } from "../../electron-stand-in/host/running-app.ts";

/** What the probe (electron-stand-in/probe.cjs) has noted, and what a person would do with it. Plain data crosses. */

export interface MenuView {
  readonly label: string;
  readonly type: string;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly items: readonly MenuView[];
}

export interface ProbeView {
  readonly toolTip: string;
  readonly trays: number;
  readonly menu: readonly MenuView[];
  readonly notifications: readonly { readonly title: string; readonly body: string }[];
  readonly dialogs: readonly { readonly method: string; readonly defaultPath: string }[];
  readonly unexpectedDialogs: readonly string[];
  readonly opened: readonly string[];
  readonly loginItems: readonly { readonly openAtLogin?: boolean; readonly args?: readonly string[] }[];
}

interface RawItem {
  readonly label: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly checked: boolean;
  readonly submenu?: { readonly items: readonly RawItem[] } | null;
  click(): void;
}

interface RawProbe {
  readonly trays: readonly {
    readonly toolTip: string;
    readonly menu: { readonly items: readonly RawItem[] } | null;
    readonly tray: { emit(name: string): void };
  }[];
  readonly notifications: readonly {
    readonly title: string;
    readonly body: string;
    readonly notification: { emit(name: string, event: object): void };
  }[];
  readonly dialogAnswers: { readonly method: string; readonly answer: unknown }[];
  readonly dialogs: readonly {
    readonly method: string;
    readonly options?: { readonly defaultPath?: string };
  }[];
  readonly unexpectedDialogs: readonly string[];
  readonly opened: readonly string[];
  readonly loginItems: ProbeView["loginItems"];
  isOnline: boolean;
}

type ProbeHolder = typeof globalThis & { readonly __probe: RawProbe };

export async function readProbe(app: RunningApp): Promise<ProbeView> {
  return await app.evaluate(() => {
    const probe = (globalThis as ProbeHolder).__probe;
    const view = (items: readonly RawItem[]): MenuView[] =>
      items
        .filter((item) => item.visible)
        .map((item) => ({
          label: item.label,
          type: item.type,
          isEnabled: item.enabled,
          isChecked: item.checked,
          items: item.submenu ? view(item.submenu.items) : [],
        }));
    const [tray] = probe.trays;
    return {
      toolTip: tray?.toolTip ?? "",
      trays: probe.trays.length,
      menu: view(tray?.menu?.items ?? []),
      notifications: probe.notifications.map(({ title, body }) => ({ title, body })),
      dialogs: probe.dialogs.map(({ method, options }) => ({
        method,
        defaultPath: options?.defaultPath ?? "",
      })),
      unexpectedDialogs: probe.unexpectedDialogs,
      opened: probe.opened,
      loginItems: probe.loginItems,
    };
  });
}

/** Clicks the item of the tray's menu by its labels, outermost first; grey and hidden ones are refused. */
export async function clickTrayMenu(app: RunningApp, ...labels: readonly string[]): Promise<void> {
  await app.evaluate((_electron, path: readonly string[]) => {
    const [tray] = (globalThis as ProbeHolder).__probe.trays;
    let items = tray?.menu?.items ?? [];
    let found: RawItem | undefined;
    for (const label of path) {
      found = items.find((item) => item.visible && item.label === label);
      if (found === undefined || !found.enabled) {
        throw new Error(
          `The tray menu has no "${label}" to click: ${items.map((each) => each.label).join(", ")}`,
        );
      }
      items = found.submenu ? found.submenu.items : [];
    }
    found?.click();
  }, labels);
}

export async function clickTray(app: RunningApp): Promise<void> {
  await app.evaluate(() => (globalThis as ProbeHolder).__probe.trays[0]?.tray.emit("click"));
}

/** Clicks the newest notification whose title or text holds the words. */
export async function clickNotification(app: RunningApp, words: string): Promise<void> {
  await app.evaluate((_electron, wanted: string) => {
    const { notifications } = (globalThis as ProbeHolder).__probe;
    const found = notifications.toReversed().find(({ title, body }) => `${title} ${body}`.includes(wanted));
    if (found === undefined) throw new Error(`No notification says "${wanted}".`);
    found.notification.emit("click", {});
  }, words);
}

/** Laid ready for the next dialog of the kind. */
export async function prepareDialog(app: RunningApp, method: string, answer: unknown): Promise<void> {
  await app.evaluate(
    (_electron, prepared: { method: string; answer: unknown }) => {
      (globalThis as ProbeHolder).__probe.dialogAnswers.push(prepared);
    },
    { method, answer },
  );
}
