import { FluentProvider, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import type { ReactNode } from "react";
import type { Api } from "./api.ts";
import { Frame } from "./components/frame.tsx";
import { StartScreen } from "./components/start-screen.tsx";
import { TallyHelpProvider } from "./components/tally-help-dialog.tsx";
import { AppProvider, useLanguage, usePicture, useStore } from "./state/app-context.tsx";
import type { AppStore } from "./state/app-store.ts";
import { MessagesProvider } from "./state/messages.tsx";
import { navigateTo } from "./state/use-route.ts";
import { useTheme } from "./state/use-theme.ts";

const useStyles = makeStyles({
  // Fluent gives the provider's class to its portals too: what fills the window belongs to the element within.
  provider: { backgroundColor: "transparent" },
  app: { height: "100vh", backgroundColor: tokens.colorNeutralBackground2 },
});

interface AppProps {
  readonly api: Api;
  readonly store: AppStore;
}

export function App({ api, store }: AppProps): ReactNode {
  return (
    <AppProvider api={api} store={store}>
      <ThemedApp />
    </AppProvider>
  );
}

function ThemedApp(): ReactNode {
  const styles = useStyles();
  const store = useStore();
  const picture = usePicture();
  const language = useLanguage();
  const theme = useTheme(picture.isReady ? picture.settings.theme : "system");
  useEffect(() => store.start(navigateTo), [store]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <FluentProvider theme={theme} className={styles.provider}>
      <div className={styles.app}>
        <MessagesProvider>
          <TallyHelpProvider>
            {picture.isReady ? <Frame /> : <StartScreen error={picture.error} />}
          </TallyHelpProvider>
        </MessagesProvider>
      </div>
    </FluentProvider>
  );
}
