import {
  type Chosen,
  type CustomField,
  customColumnOf,
  type Part,
  parts,
  type Wanted,
} from "../contract/choice.ts";
import { yearStartOf } from "./book-ledgers.ts";
import type { StoredChoice } from "../destination/choice-store.ts";

/** What a company is to hold, from what was asked for and what its database says. Pure. */

export interface Books {
  readonly booksFrom: string;
  /** Any first day of a financial year. */
  readonly startingFrom: string;
}

/** Nothing asked leaves a company on the way it is. */
export function targetOf(
  stored: StoredChoice,
  wanted: Wanted | undefined,
  made: readonly CustomField[],
  books: Books,
): Chosen {
  const { from, without } = wanted?.choice ?? {};
  return {
    from: from === undefined ? stored.wanted.from : beginningOf(from, books),
    without: inOrder(without ?? stored.wanted.without),
    customFields: made,
  };
}

/** Years are whole, because profit and loss starts afresh in each: the first day of the year that holds the day. */
export function beginningOf(from: string | null, { booksFrom, startingFrom }: Books): string | null {
  if (from === null) return null;
  const start = yearStartOf(from, startingFrom);
  return start > booksFrom ? start : null;
}

function inOrder(without: readonly Part[]): readonly Part[] {
  return parts.filter((part) => without.includes(part));
}

/** What can be taken out at once: everything else stays as it is held. Years need Tally's figures and wait. */
export function narrowed(holds: Chosen, target: Chosen): Chosen {
  return {
    from: holds.from,
    without: inOrder([...holds.without, ...target.without]),
    customFields: holds.customFields.filter((field) => target.customFields.some(isSameField(field))),
  };
}

export function isSameChoice(one: Chosen, other: Chosen): boolean {
  return (
    one.from === other.from &&
    inOrder(one.without).join() === inOrder(other.without).join() &&
    one.customFields.length === other.customFields.length &&
    one.customFields.every((field) => other.customFields.some(isSameField(field)))
  );
}

export function isSameField(one: CustomField): (other: CustomField) => boolean {
  return (other) =>
    one.table === other.table &&
    customColumnOf(one) === customColumnOf(other) &&
    one.expression === other.expression &&
    one.type === other.type;
}
