import { printedNumber } from "../books/company-state.ts";
import { foldName } from "../books/values.ts";
import { dayFromIso } from "../books/days.ts";
import { splitAfter } from "../books/split.ts";
import type { SplitNaming } from "../books/split.ts";
import { Books } from "../books.ts";
import type { World } from "../company/world.ts";
import type { CompanyBooks, TallyOptions, TallyState } from "../model.ts";
import { CompanyControl } from "./company-control.ts";

interface Company {
  readonly control: CompanyControl;
  isOpen: boolean;
  /** Waits for a login or TallyVault password: missing from every list until it is given (protocol §3.7). */
  isLocked: boolean;
}

/** Options of the port that people switch while it runs. */
export type MutableOptions = { -readonly [Key in keyof TallyOptions]: TallyOptions[Key] };

/** All companies of the sample, loaded or not, and what the port sees of them. */
export class SampleState implements TallyState {
  readonly options: MutableOptions;
  readonly #companies: Company[] = [];
  #active: CompanyBooks | undefined;

  constructor(options: MutableOptions) {
    this.options = options;
  }

  /** What the company list shows, newest last. */
  get companies(): readonly CompanyBooks[] {
    return this.#loaded().map((company) => company.control.books);
  }

  #loaded(): readonly Company[] {
    return this.#companies.filter((company) => company.isOpen && !company.isLocked);
  }

  get active(): CompanyBooks | undefined {
    const loaded = this.companies;
    return this.#active !== undefined && loaded.includes(this.#active) ? this.#active : loaded[0];
  }

  get all(): readonly CompanyControl[] {
    return this.#companies.map((company) => company.control);
  }

  add(books: Books, world: World): CompanyControl {
    const control = new CompanyControl(books, world);
    books.state.deleteBump = this.options.deleteBump;
    this.#companies.push({ control, isOpen: true, isLocked: false });
    return control;
  }

  remove(control: CompanyControl): void {
    this.#companies.splice(this.#companies.indexOf(this.#entry(control)), 1);
  }

  /** By name, GUID, or `GUID:NUMBER`; the first company if nothing is named. */
  find(wanted?: string): CompanyControl {
    const found = this.#companies.find(
      ({ control }) => wanted === undefined || isCalled(control.books, wanted),
    );
    if (found === undefined) throw new Error(`The sample has no company "${wanted ?? ""}".`);
    return found.control;
  }

  #entry(control: CompanyControl): Company {
    const entry = this.#companies.find((company) => company.control === control);
    if (entry === undefined) throw new Error("This company is not in the sample any more.");
    return entry;
  }

  setOpen(control: CompanyControl, isOpen: boolean): void {
    this.#entry(control).isOpen = isOpen;
  }

  setLocked(control: CompanyControl, isLocked: boolean): void {
    this.#entry(control).isLocked = isLocked;
  }

  isLoaded(control: CompanyControl): boolean {
    return this.#loaded().some((company) => company.control === control);
  }

  activate(control: CompanyControl): void {
    this.#active = control.books;
  }

  setDeleteBump(bump: number): void {
    this.options.deleteBump = bump;
    for (const { books } of this.all) books.state.deleteBump = bump;
  }

  /** Year-end split: the later years become a company of their own, loaded beside the old one. */
  split(control: CompanyControl, lastDate: string, naming: SplitNaming): CompanyControl {
    const state = splitAfter(control.books.state, dayFromIso(lastDate), naming);
    return this.#addSharing(control, new Books(state));
  }

  /** The same data folder copied elsewhere and loaded too: everything but number and folder is equal. */
  copy(control: CompanyControl, naming: SplitNaming): CompanyControl {
    const { state } = control.books;
    const books = new Books({
      ...naming,
      guid: state.companyGuid,
      booksFromDay: control.booksFromDay,
      today: state.today,
    });
    books.restore(control.books.backup());
    books.company.fields["NAME"] = naming.name;
    books.company.fields["COMPANYNUMBER"] = printedNumber(naming.companyNumber);
    books.company.fields["DESTINATION"] = naming.destination;
    return this.#addSharing(control, books);
  }

  #addSharing(control: CompanyControl, books: Books): CompanyControl {
    return this.add(books, { ...control.world, state: books.state });
  }
}

function isCalled({ company }: CompanyBooks, wanted: string): boolean {
  const { NAME: name, GUID: guid, COMPANYNUMBER: number } = company.fields;
  return (
    foldName(name as string) === foldName(wanted) ||
    guid === wanted ||
    wanted === `${guid as string}:${(number as string).trim()}`
  );
}
