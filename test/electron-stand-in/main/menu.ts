import type Electron from "electron";
import { appState } from "./app.ts";
import { imitate, miss } from "./not-imitated.ts";

type Options = Electron.MenuItemConstructorOptions;

/** Roles that do something here, and what Electron calls them by itself. */
const roles: Readonly<Record<string, { readonly label: string; readonly act: () => void }>> = {
  quit: { label: "Quit", act: () => appState.quit() },
};

let lastCommandId = 0;

class MenuItemImitation implements Pick<
  Electron.MenuItem,
  "click" | "type" | "label" | "enabled" | "visible"
> {
  readonly id: string;
  readonly type: NonNullable<Options["type"]>;
  readonly role: Options["role"];
  readonly submenu: MenuImitation | undefined;
  readonly commandId = (lastCommandId += 1);
  readonly sublabel: string;
  readonly toolTip: string;
  readonly icon: Options["icon"];
  readonly accelerator: Options["accelerator"];
  readonly _click: Options["click"];
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  _group: readonly MenuItemImitation[] = [];

  constructor(options: Options) {
    const { role } = options;
    if (role !== undefined && roles[role] === undefined) miss(`menu role ${role}`);
    this.role = role;
    this.id = options.id ?? "";
    this.label = options.label ?? (role === undefined ? "" : (roles[role]?.label ?? ""));
    this.submenu =
      options.submenu === undefined
        ? undefined
        : Array.isArray(options.submenu)
          ? MenuImitation.buildFromTemplate(options.submenu)
          : (options.submenu as unknown as MenuImitation);
    this.type = options.type ?? (this.submenu === undefined ? "normal" : "submenu");
    this.sublabel = options.sublabel ?? "";
    this.toolTip = options.toolTip ?? "";
    this.icon = options.icon;
    this.accelerator = options.accelerator;
    this._click = options.click;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
  }

  /** As a person's click: what is grey or not there cannot be clicked. */
  click(): void {
    if (!this.enabled || !this.visible) throw new Error(`The menu item "${this.label}" cannot be clicked.`);
    if (this.type === "checkbox") this.checked = !this.checked;
    if (this.type === "radio") for (const each of this._group) each.checked = each === this;
    if (this.role !== undefined) roles[this.role]?.act();
    else this._click?.(this as unknown as Electron.MenuItem, undefined, {});
  }
}

class MenuImitation {
  readonly items: MenuItemImitation[] = [];

  append(item: MenuItemImitation): void {
    this.items.push(item);
  }
  insert(position: number, item: MenuItemImitation): void {
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItemImitation | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }
  popup(): void {}
  closePopup(): void {}

  static buildFromTemplate(template: readonly (Options | Electron.MenuItem)[]): MenuImitation {
    const menu = imitate("Menu", new MenuImitation());
    let group: MenuItemImitation[] = [];
    for (const options of template) {
      const item = imitate("MenuItem", new MenuItemImitation(options as Options));
      if (item.type === "separator") group = [];
      if (item.type === "radio") {
        group.push(item);
        item._group = group;
      }
      menu.append(item);
    }
    return menu;
  }
  static setApplicationMenu(menu: MenuImitation | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): MenuImitation | null {
    return applicationMenu;
  }
}

let applicationMenu: MenuImitation | null = null;

export const Menu = imitate("Menu", MenuImitation);
export const MenuItem = imitate("MenuItem", MenuItemImitation);
