// Loaded before the program, under Electron as under the stand-in: notes what the program shows outside its window
// (tray, notifications, dialogs, other programs), so that specs can read and click it. See docs/window-tests.md.
"use strict";
const electron = require("electron");

const probe = {
  trays: [],
  notifications: [],
  /** Answers laid ready for the next dialogs, by method. */
  dialogAnswers: [],
  dialogs: [],
  unexpectedDialogs: [],
  opened: [],
  loginItems: [],
  isOnline: true,
};
globalThis.__probe = probe;

function noteTray(tray, change) {
  let entry = probe.trays.find((each) => each.tray === tray);
  if (entry === undefined) {
    entry = { tray, image: null, toolTip: "", menu: null, images: 0 };
    probe.trays.push(entry);
  }
  Object.assign(entry, change(entry));
}

function wrap(prototype, name, note) {
  const original = prototype[name];
  prototype[name] = function (...args) {
    note(this, args);
    return original.apply(this, args);
  };
}

const trayPrototype = electron.Tray.prototype;
wrap(trayPrototype, "setImage", (tray, [image]) =>
  noteTray(tray, ({ images }) => ({ image, images: images + 1 })),
);
wrap(trayPrototype, "setToolTip", (tray, [toolTip]) => noteTray(tray, () => ({ toolTip })));
wrap(trayPrototype, "setContextMenu", (tray, [menu]) => noteTray(tray, () => ({ menu })));

wrap(electron.Notification.prototype, "show", (notification) => {
  probe.notifications.push({
    notification,
    title: notification.title,
    body: notification.body,
    shownAt: Date.now(),
  });
});

for (const method of ["showOpenDialog", "showSaveDialog", "showMessageBox", "showErrorBox"]) {
  electron.dialog[method] = (...args) => {
    const options = args.length > 1 && typeof args[0] === "object" ? args[1] : args[0];
    probe.dialogs.push({ method, options });
    const index = probe.dialogAnswers.findIndex((each) => each.method === method);
    if (index >= 0) return Promise.resolve(probe.dialogAnswers.splice(index, 1)[0].answer);
    probe.unexpectedDialogs.push(`${method} ${JSON.stringify(options)}`);
    throw new Error(`dialog.${method} was not expected.`);
  };
}

electron.shell.openExternal = async (url) => void probe.opened.push(url);
electron.shell.openPath = async (file) => {
  probe.opened.push(file);
  return "";
};
electron.shell.showItemInFolder = (file) => void probe.opened.push(file);

const setLoginItem = electron.app.setLoginItemSettings.bind(electron.app);
const isStandIn = process.isStandIn === true;
electron.app.setLoginItemSettings = (settings) => {
  probe.loginItems.push(settings);
  // The machine that runs the specs must not begin to start a program with every login.
  if (isStandIn) setLoginItem(settings);
};
