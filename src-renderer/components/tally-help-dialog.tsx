import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { createContext, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSay } from "../state/app-context.tsx";
import { TallyHelp } from "./tally-help.tsx";

interface TallyHelpSwitch {
  readonly show: () => void;
}

const TallyHelpContext = createContext<TallyHelpSwitch>({ show: () => undefined });

export function useTallyHelp(): TallyHelpSwitch {
  return useContext(TallyHelpContext);
}

/** Any error about Tally's port can open the picture that shows where to turn it on. */
export function TallyHelpProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  const help = useMemo(() => ({ show: () => setIsOpen(true) }), []);
  return (
    <TallyHelpContext value={help}>
      {children}
      <Dialog open={isOpen} onOpenChange={(_event, data) => setIsOpen(data.open)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{say("tallyHelpTitle")}</DialogTitle>
            <DialogContent tabIndex={0}>
              <TallyHelp />
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" onClick={() => setIsOpen(false)}>
                {say("close")}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </TallyHelpContext>
  );
}
