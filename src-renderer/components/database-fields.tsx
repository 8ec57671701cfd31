import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { databaseProducts, encryptionChoices } from "../../src-main/contract/app-settings.ts";
import { useApi, useApp, useSay } from "../state/app-context.tsx";
import { changeProduct } from "./database-draft.ts";
import type { DatabaseDraft, DraftErrors, DraftField } from "./database-draft.ts";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, maxWidth: "560px" },
  pair: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, "& > *": { flex: "1 1 180px" } },
  port: { flex: "0 1 110px" },
  path: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, alignItems: "center" },
  pathText: { overflowWrap: "anywhere", flex: "1 1 240px" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const sslKeys = {
  require: "database_ssl_require",
  "no-verify": "database_ssl_no_verify",
  disable: "database_ssl_disable",
} as const;

export interface DatabaseFieldsProps {
  readonly draft: DatabaseDraft;
  readonly errors: DraftErrors;
  readonly onChange: (draft: DatabaseDraft) => void;
}

/** Where the data is kept: a file by default, or a server. For the settings and for the wizard. */
export function DatabaseFields(props: DatabaseFieldsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { draft, onChange } = props;
  return (
    <div className={styles.fields}>
      <Field label={say("database_product")}>
        <RadioGroup
          value={draft.product}
          onChange={(_event, { value }) => {
            const product = databaseProducts.find((one) => one === value);
            if (product !== undefined) onChange(changeProduct(draft, product));
          }}
        >
          {databaseProducts.map((product) => (
            <Radio key={product} value={product} label={say(`database_product_${product}`)} />
          ))}
        </RadioGroup>
      </Field>
      {draft.product === "sqlite" ? <FileField {...props} /> : <ServerFields {...props} />}
    </div>
  );
}

function FileField({ draft, onChange }: DatabaseFieldsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const api = useApi();
  const { about } = useApp();
  const choose = async (): Promise<void> => {
    const answer = await api.invoke("database.chooseFile", undefined);
    if (answer.ok && answer.value.path !== null) onChange({ ...draft, path: answer.value.path });
  };
  return (
    <div className={styles.path}>
      <Text className={styles.pathText}>
        {draft.path === "" ? say("database_pathDefault", { file: about.dataFolder }) : draft.path}
      </Text>
      <Button size="small" onClick={() => void choose()}>
        {say("database_choosePath")}
      </Button>
      {draft.path !== "" && (
        <Button size="small" appearance="subtle" onClick={() => onChange({ ...draft, path: "" })}>
          {say("database_usualPath")}
        </Button>
      )}
    </div>
  );
}

function ServerFields(props: DatabaseFieldsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { draft, onChange } = props;
  return (
    <>
      <div className={styles.pair}>
        <TextField {...props} name="host" label={say("database_host")} />
        <TextField {...props} name="port" label={say("database_port")} className={styles.port} />
      </div>
      <TextField {...props} name="database" label={say("database_database")} />
      {draft.product === "postgres" && <TextField {...props} name="schema" label={say("database_schema")} />}
      {draft.product === "mssql" && (
        <>
          <TextField {...props} name="instance" label={say("database_instance")} />
          <Checkbox
            label={say("database_trusted")}
            checked={draft.isTrusted}
            onChange={(_event, { checked }) => onChange({ ...draft, isTrusted: checked === true })}
          />
        </>
      )}
      {!(draft.product === "mssql" && draft.isTrusted) && <LoginFields {...props} />}
      <Field label={say("database_ssl")}>
        <Dropdown
          value={say(sslKeys[draft.ssl])}
          selectedOptions={[draft.ssl]}
          onOptionSelect={(_event, { optionValue }) => {
            const ssl = encryptionChoices.find((one) => one === optionValue);
            if (ssl !== undefined) onChange({ ...draft, ssl });
          }}
        >
          {encryptionChoices.map((choice) => (
            <Option key={choice} value={choice}>
              {say(sslKeys[choice])}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </>
  );
}

function LoginFields(props: DatabaseFieldsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { about } = useApp();
  const { draft, onChange } = props;
  return (
    <>
      <div className={styles.pair}>
        <TextField {...props} name="user" label={say("database_user")} />
        <Field
          label={say("database_password")}
          {...(about.hasDatabasePassword ? { hint: say("database_passwordKept") } : {})}
        >
          <Input
            type="password"
            autoComplete="off"
            value={draft.password}
            onChange={(_event, { value }) => onChange({ ...draft, password: value })}
          />
        </Field>
      </div>
      {!about.canKeepSecrets && <Text className={styles.quiet}>{say("database_noSecrets")}</Text>}
    </>
  );
}

interface TextFieldProps extends DatabaseFieldsProps {
  readonly name: "host" | "port" | "database" | "user" | "schema" | "instance";
  readonly label: string;
  readonly className?: string;
}

function isCheckedField(name: TextFieldProps["name"]): name is DraftField {
  return name === "host" || name === "port" || name === "database";
}

function TextField({ draft, errors, onChange, name, label, className }: TextFieldProps): ReactNode {
  const say = useSay();
  const error = isCheckedField(name) ? errors[name] : undefined;
  return (
    <Field
      label={label}
      {...(className === undefined ? {} : { className })}
      {...(error === undefined ? {} : { validationMessage: say(`database_${error}`) })}
    >
      <Input
        value={draft[name]}
        autoComplete="off"
        spellCheck={false}
        onChange={(_event, { value }) => onChange({ ...draft, [name]: value })}
      />
    </Field>
  );
}
