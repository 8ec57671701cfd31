import type { TallyState } from "../model.ts";
import type { StaticVariable } from "./request.ts";

/** What a fault of the control side puts in place of what was asked. */
export interface Substitution {
  readonly company?: string;
  readonly periodShiftDays?: number;
  /** Methods that print empty in this answer, in upper case. */
  readonly hiddenMethods?: readonly string[];
}

/** The same Tally, in which some methods print empty. */
export function withHiddenMethods(state: TallyState, hidden: readonly string[]): TallyState {
  if (hidden.length === 0) return state;
  const unknownMethods = new Set([...state.options.unknownMethods, ...hidden]);
  return {
    companies: state.companies,
    active: state.active,
    options: { ...state.options, unknownMethods },
  };
}

export function substituteCompany(
  variables: readonly StaticVariable[],
  company: string | undefined,
): readonly StaticVariable[] {
  if (company === undefined) return variables;
  return [...variables, { name: "SVCURRENTCOMPANY", value: company, isDateTyped: false }];
}
