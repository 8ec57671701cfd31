import { Checkbox, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { encryptionChoices } from "../../../src-main/contract/app-settings.ts";
import type { ServerChoice } from "../../../src-main/contract/app-settings.ts";
import type { WindowKey } from "../../../src-main/contract/texts/say-window.ts";
import { useApp, useSay } from "../../state/app-context.tsx";
import { ChoiceField } from "../choice-field.tsx";
import type { DatabaseFormProps } from "./database-form.tsx";
import { serverProducts, withProduct } from "./database-model.ts";
import type { DatabaseDraft, DraftField } from "./database-model.ts";

const useStyles = makeStyles({
  grid: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(240px, 100%), 1fr))",
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    maxWidth: "640px",
    alignItems: "start",
    "& > *": { minWidth: 0 },
    "& .fui-Input, & .fui-Dropdown": { width: "100%", minWidth: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground2, display: "block" },
  more: { maxWidth: "640px", "& summary": { cursor: "pointer", marginBottom: tokens.spacingVerticalS } },
});

const fieldLabels = {
  host: "database_host",
  port: "database_port",
  database: "database_name",
  user: "database_user",
} as const satisfies Record<DraftField, WindowKey>;

interface TextFieldProps extends DatabaseFormProps {
  readonly name: DraftField;
}

function TextField({ name, draft, wrong, onChange }: TextFieldProps): ReactNode {
  const say = useSay();
  const isWrong = wrong.includes(name);
  const validation = isWrong
    ? { validationMessage: say(name === "port" ? "database_badPort" : "database_missingField") }
    : {};
  return (
    <Field label={say(fieldLabels[name])} {...validation}>
      <Input
        value={draft[name]}
        spellCheck={false}
        autoComplete="off"
        onChange={(_event, data) => onChange({ ...draft, [name]: data.value })}
      />
    </Field>
  );
}

/** What the administrator gave: server, database, user and password; the rest behind a fold. */
export function ServerFields(props: DatabaseFormProps): ReactNode {
  const { draft, onChange } = props;
  const styles = useStyles();
  const say = useSay();
  const isTrusted = draft.product === "mssql" && draft.isTrusted;
  return (
    <>
      <div className={styles.grid}>
        <ChoiceField
          label={say("database_product")}
          value={draft.product}
          options={serverProducts.map((product) => [product, say(`database_product_${product}`)])}
          onChange={(product) => onChange(withProduct(draft, product))}
        />
        <TextField name="host" {...props} />
        <TextField name="port" {...props} />
        <TextField name="database" {...props} />
        {!isTrusted && <TextField name="user" {...props} />}
        {!isTrusted && <PasswordField draft={draft} onChange={onChange} />}
      </div>
      {draft.product === "mssql" && (
        <Checkbox
          checked={draft.isTrusted}
          label={say("database_trusted")}
          onChange={(_event, data) => onChange({ ...draft, isTrusted: data.checked === true })}
        />
      )}
      <MoreFields draft={draft} onChange={onChange} />
    </>
  );
}

type PartProps = Omit<DatabaseFormProps, "wrong">;

function PasswordField({ draft, onChange }: PartProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { about } = useApp();
  return (
    <div>
      <Field label={say("database_password")}>
        <Input
          type="password"
          autoComplete="off"
          value={draft.password}
          onChange={(_event, data) => onChange({ ...draft, password: data.value })}
        />
      </Field>
      <Text size={200} className={styles.quiet}>
        {about.hasDatabasePassword && `${say("database_passwordKept")} `}
        {say(about.canKeepSecrets ? "database_passwordSafe" : "database_passwordUnsafe")}
      </Text>
    </div>
  );
}

const encryptionKeys = {
  require: "database_ssl_require",
  "no-verify": "database_ssl_noVerify",
  disable: "database_ssl_disable",
} as const satisfies Record<ServerChoice["ssl"], WindowKey>;

function MoreFields({ draft, onChange }: PartProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <details className={styles.more}>
      <summary>{say("database_more")}</summary>
      <div className={styles.grid}>
        <ChoiceField
          label={say("database_ssl")}
          value={draft.ssl}
          options={encryptionChoices.map((choice) => [choice, say(encryptionKeys[choice])])}
          onChange={(ssl) => onChange({ ...draft, ssl })}
        />
        {draft.product === "postgres" && <OptionalField name="schema" draft={draft} onChange={onChange} />}
        {draft.product === "mssql" && <OptionalField name="instance" draft={draft} onChange={onChange} />}
      </div>
    </details>
  );
}

interface OptionalFieldProps extends PartProps {
  readonly name: keyof Pick<DatabaseDraft, "schema" | "instance">;
}

function OptionalField({ name, draft, onChange }: OptionalFieldProps): ReactNode {
  const say = useSay();
  return (
    <Field label={say(`database_${name}`)}>
      <Input
        value={draft[name]}
        spellCheck={false}
        onChange={(_event, data) => onChange({ ...draft, [name]: data.value })}
      />
    </Field>
  );
}
