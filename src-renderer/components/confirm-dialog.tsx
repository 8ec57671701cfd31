import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useSay } from "../state/app-context.tsx";

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
}

interface ConfirmDialogProps {
  /** Null: closed. */
  readonly confirmation: Confirmation | null;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back; Escape and Cancel leave everything as it is. */
export function ConfirmDialog({ confirmation, onClose }: ConfirmDialogProps): ReactNode {
  const say = useSay();
  if (confirmation === null) return null;
  const confirmIt = (): void => {
    onClose();
    confirmation.onConfirm();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{confirmation.title}</DialogTitle>
          <DialogContent>{confirmation.text}</DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onClose}>
              {say("cancel")}
            </Button>
            <Button appearance="primary" onClick={confirmIt}>
              {confirmation.confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
