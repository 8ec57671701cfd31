import type { CompanyBooks, TallyState } from "../model.ts";
import { defaultPeriod } from "./period.ts";
import { findCompany } from "./run.ts";
import type { Period } from "./run.ts";

/**
 * What a request changes in the running Tally for later ones: ChangeCurrentCompany and Change Period move
 * the user's screen (protocol §2.3).
 */
export class Session {
  readonly #state: TallyState;
  #chosenName: string | undefined;
  #activeWhenChosen: CompanyBooks | undefined;
  readonly #periods = new Map<CompanyBooks, Period>();

  constructor(state: TallyState) {
    this.#state = state;
  }

  /** The company on the screen; a choice at the screen itself overrides an earlier request. */
  get active(): CompanyBooks | undefined {
    const { active } = this.#state;
    if (this.#chosenName === undefined || active !== this.#activeWhenChosen) return active;
    return findCompany(this.#state, this.#chosenName) ?? active;
  }

  chooseCompany(name: string): boolean {
    if (findCompany(this.#state, name) === undefined) return false;
    this.#chosenName = name;
    this.#activeWhenChosen = this.#state.active;
    return true;
  }

  period(books: CompanyBooks | undefined): Period {
    const chosen = books && this.#periods.get(books);
    return chosen ?? defaultPeriod(books);
  }

  choosePeriod(books: CompanyBooks, period: Period): void {
    this.#periods.set(books, period);
  }
}
