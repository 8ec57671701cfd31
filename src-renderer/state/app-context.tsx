import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { AgentState } from "../../src-main/contract/agent-state.ts";
import type { AppSettings } from "../../src-main/contract/app-settings.ts";
import { sayIn } from "../../src-main/contract/texts/say-window.ts";
import type { Say } from "../../src-main/contract/texts/say-window.ts";
import type { Language } from "../../src-main/contract/texts.ts";
import type { Api } from "../api.ts";
import type { AppModel, AppPicture } from "./app-state.ts";
import type { AppStore } from "./app-store.ts";

interface AppParts {
  readonly api: Api;
  readonly store: AppStore;
}

const AppContext = createContext<AppParts | null>(null);

export function AppProvider({
  api,
  store,
  children,
}: AppParts & { readonly children: ReactNode }): ReactNode {
  const parts = useMemo(() => ({ api, store }), [api, store]);
  return <AppContext value={parts}>{children}</AppContext>;
}

function useParts(): AppParts {
  const parts = useContext(AppContext);
  if (parts === null) throw new Error("used outside of AppProvider");
  return parts;
}

export function useApi(): Api {
  return useParts().api;
}

export function useStore(): AppStore {
  return useParts().store;
}

export function usePicture(): AppPicture {
  const { store } = useParts();
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Below the frame the picture is always there. */
export function useApp(): AppModel {
  const picture = usePicture();
  if (!picture.isReady) throw new Error("used before the first picture came");
  return picture;
}

export function useAgent(): AgentState {
  return useApp().state;
}

export function useSettings(): AppSettings {
  return useApp().settings;
}

/** Before the settings are known the window speaks the system's language. */
export function useLanguage(): Language {
  const picture = usePicture();
  if (picture.isReady) return picture.settings.language;
  return navigator.language.startsWith("hi") ? "hi" : "en";
}

export function useSay(): Say {
  const language = useLanguage();
  return useMemo(() => sayIn(language), [language]);
}
