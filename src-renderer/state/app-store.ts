import type { AgentState } from "../../src-main/contract/agent-state.ts";
import type { AppSettings } from "../../src-main/contract/app-settings.ts";
import type { AppSnapshot, Route } from "../../src-main/contract/channels.ts";
import type { Api } from "../api.ts";
import { takeState } from "./app-state.ts";
import type { AppModel, AppPicture } from "./app-state.ts";

export interface AppStore {
  readonly get: () => AppPicture;
  readonly subscribe: (listener: () => void) => () => void;
  /** Subscribes to the program, then asks for the whole picture: nothing can fall between the two. */
  readonly start: (navigate: (route: Route) => void) => () => void;
  /** An answer that carries settings is believed at once; the event only repeats it. */
  readonly takeSettings: (settings: AppSettings) => void;
  readonly dismissSettingsNotice: () => void;
}

interface Early {
  state: AgentState | null;
  settings: AppSettings | null;
}

function modelOf(snapshot: AppSnapshot, early: Early): AppModel {
  const { state, settings, settingsNotice, about } = snapshot;
  return {
    isReady: true,
    state: early.state === null ? state : takeState(state, early.state),
    settings: early.settings ?? settings,
    settingsNotice,
    about,
  };
}

export function createAppStore(api: Api): AppStore {
  let picture: AppPicture = { isReady: false, error: null };
  const listeners = new Set<() => void>();
  const show = (next: AppPicture): void => {
    picture = next;
    for (const listener of listeners) listener();
  };
  const change = (changes: Partial<AppModel>): void => {
    if (picture.isReady) show({ ...picture, ...changes });
  };
  const start = (navigate: (route: Route) => void): (() => void) => {
    let isStopped = false;
    const early: Early = { state: null, settings: null };
    const stops = [
      api.listen("state.changed", (state) => {
        if (picture.isReady) change({ state: takeState(picture.state, state) });
        else early.state = early.state === null ? state : takeState(early.state, state);
      }),
      api.listen("settings.changed", (settings) => {
        if (picture.isReady) change({ settings });
        else early.settings = settings;
      }),
      api.listen("window.navigate", navigate),
    ];
    void api.invoke("app.snapshot", undefined).then((answer) => {
      if (isStopped) return;
      if (!answer.ok) return show({ isReady: false, error: answer.error });
      if (answer.value.route !== null) navigate(answer.value.route);
      show(modelOf(answer.value, early));
    });
    return () => {
      isStopped = true;
      for (const stop of stops) stop();
    };
  };
  return {
    get: () => picture,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    takeSettings: (settings) => change({ settings }),
    dismissSettingsNotice: () => change({ settingsNotice: null }),
  };
}
