import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { WireError } from "../../../src-main/contract/agent-state.ts";
import { DatabaseForm } from "../../components/database/database-form.tsx";
import {
  choiceOf,
  draftOf,
  isSameDatabase,
  passwordOf,
  wrongFields,
} from "../../components/database/database-model.ts";
import type { DraftField } from "../../components/database/database-model.ts";
import { DatabaseTest } from "../../components/database/database-test.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useApi, useApp, useStore } from "../../state/app-context.tsx";
import { StepForm } from "./step-form.tsx";
import type { StepProps } from "./wizard-page.tsx";

/** The file needs no decision: Enter goes on. A server is tried before it is taken. */
export function DatabaseStep({ save, leave }: StepProps): ReactNode {
  const api = useApi();
  const store = useStore();
  const { settings, about } = useApp();
  const [draft, setDraft] = useState(() => draftOf(settings.database));
  const [wrong, setWrong] = useState<readonly DraftField[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => setError(null), [draft]);
  const useDatabase = async (): Promise<boolean> => {
    const database = choiceOf(draft);
    if (isSameDatabase(database, settings.database) && draft.password === "") return true;
    const password = passwordOf(draft, about.hasDatabasePassword);
    const answer = await api.invoke("database.use", { database, password });
    if (answer.ok) store.takeSettings(answer.value);
    else setError(answer.error);
    return answer.ok;
  };
  const goOn = async (): Promise<void> => {
    const missing = wrongFields(draft);
    setWrong(missing);
    if (missing.length > 0) return;
    setIsBusy(true);
    if (await useDatabase()) await save({ wizardStep: "schedule" });
    setIsBusy(false);
  };
  return (
    <StepForm step="database" canGoOn={!isBusy} onNext={() => void goOn()} save={save} leave={leave}>
      <DatabaseForm draft={draft} wrong={wrong} onChange={setDraft} />
      {draft.isServer && <DatabaseTest draft={draft} onWrong={setWrong} />}
      {error !== null && <ErrorNotice error={error} hasButton={false} />}
    </StepForm>
  );
}
