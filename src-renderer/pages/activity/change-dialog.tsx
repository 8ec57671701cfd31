import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ChangeEntry, FieldChange } from "../../../src-main/contract/pages.ts";
import { sayTableWord } from "../../../src-main/contract/texts.ts";
import { formatDay, formatFullMoment } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { sayAction, sayField, sayFieldValue } from "./activity-model.ts";

const useStyles = makeStyles({
  surface: { maxWidth: "860px", width: "92vw" },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    marginTop: tokens.spacingVerticalM,
    tableLayout: "fixed",
    "& th": { textAlign: "left", color: tokens.colorNeutralForeground2 },
    "& td, & th": {
      padding: "4px 8px",
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      verticalAlign: "top",
      overflowWrap: "anywhere",
    },
  },
  before: { textDecorationLine: "line-through", color: tokens.colorNeutralForeground2 },
});

interface ChangeDialogProps {
  /** Null: closed. */
  readonly change: ChangeEntry | null;
  readonly onClose: () => void;
}

/** What an entry held before and after one change. */
export function ChangeDialog({ change, onClose }: ChangeDialogProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  if (change === null) return null;
  const facts = [
    change.company,
    formatDay(change.voucherDate, language),
    formatFullMoment(change.changedAt, language),
    change.alteredBy,
  ].filter((fact) => fact !== "");
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>
            {sayTableWord(language, change.table)} {change.nameOrNumber}: {sayAction(change.action, say)}
          </DialogTitle>
          {/* Long changes are scrolled, by the keyboard too. */}
          <DialogContent tabIndex={0}>
            <Text size={200} className={styles.quiet}>
              {facts.join(" · ")}
            </Text>
            <FieldTable change={change} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {say("close")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function isNothing(value: string | null): value is null | "" {
  return value === null || value === "";
}

/** No value and an empty one are two things to a database and one to a person. */
function hasContent({ before, after }: FieldChange): boolean {
  return !isNothing(before) || !isNothing(after);
}

function FieldTable({ change }: { readonly change: ChangeEntry }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const nothing = <Text size={200}>{say("activity_nothingBefore")}</Text>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say("activity_field")}</th>
          <th scope="col">{say("activity_before")}</th>
          <th scope="col">{say("activity_after")}</th>
        </tr>
      </thead>
      <tbody>
        {change.fields.filter(hasContent).map(({ field, before, after }) => (
          <tr key={field}>
            <td title={field}>{sayField(field, language)}</td>
            <td className={isNothing(before) ? undefined : styles.before}>
              {isNothing(before) ? nothing : sayFieldValue(field, before, language)}
            </td>
            <td>{isNothing(after) ? nothing : sayFieldValue(field, after, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
