import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { choiceWithout } from "./companies-model.ts";

interface CompanyActions {
  readonly sync: () => void;
  readonly verify: () => void;
  readonly repair: () => void;
  readonly rebuild: () => void;
  readonly remove: () => void;
}

/** What can be done with one company, from the board and from its own page. */
export function useCompanyActions(
  { key, name }: Pick<CompanyState, "key" | "name">,
  confirm: (confirmation: Confirmation) => void,
): CompanyActions {
  const say = useSay();
  const act = useAction();
  const { companies } = useSettings();
  const input = { company: key };
  const started = { company: key, onDone: () => say("companies_started", { company: name }) };
  const remove = async (): Promise<void> => {
    const left = choiceWithout(companies, key);
    if (left !== null && !(await act("settings.change", { companies: left }))) return;
    await act("company.remove", input, {
      company: key,
      onDone: () => say("companies_removed", { company: name }),
    });
  };
  return {
    sync: () => void act("agent.syncNow", input, started),
    verify: () => void act("company.verify", input, started),
    repair: () => void act("company.repair", input, started),
    rebuild: () =>
      confirm({
        title: say("companies_rebuildTitle", { company: name }),
        text: say("companies_rebuildText"),
        confirm: say("companies_rebuildConfirm"),
        onConfirm: () => void act("company.rebuild", input, started),
      }),
    remove: () =>
      confirm({
        title: say("companies_removeTitle", { company: name }),
        text: say("companies_removeText"),
        confirm: say("companies_removeConfirm"),
        onConfirm: () => void remove(),
      }),
  };
}
