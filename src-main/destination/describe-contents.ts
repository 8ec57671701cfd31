import { isKept } from "../catalog/chosen.ts";
import { streams } from "../catalog/index.ts";
import { type Chosen, customColumnOf, type Part } from "../contract/choice.ts";
import { say } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";

/** "payroll (…), inventory" in the words of the person. */
export function sayParts(without: readonly Part[], language: Language): string {
  return without.map((part) => say(language, `part_${part}`)).join(", ");
}

/** What of a company is kept, in one line. */
export function sayChoice(chosen: Pick<Chosen, "from" | "without">, language: Language): string {
  const limits = [
    ...(chosen.from === null ? [] : [say(language, "choiceFrom", { date: chosen.from })]),
    ...(chosen.without.length === 0
      ? []
      : [say(language, "choiceWithout", { parts: sayParts(chosen.without, language) })]),
  ];
  return limits.length === 0 ? say(language, "choiceEverything") : limits.join("; ");
}

/**
 * What a table or view gives away when it leaves the database: personal data and payroll that it holds as the company
 * is chosen, own fields, and what is left out of it. Views show names of the books, which are no personal columns.
 */
export function describeContents(tableOrView: string, chosen: Chosen, language: Language): readonly string[] {
  const stream = streams.find(
    ({ name, children }) => name === tableOrView || children.some((child) => child.name === tableOrView),
  );
  const table = stream?.children.find(({ name }) => name === tableOrView) ?? stream;
  const part = table?.part ?? stream?.part;
  const isWhollyPersonal = part === "personal" || part === "payroll";
  const columns = (table?.columns ?? []).filter((column) => isKept(column, chosen));
  const personal = isWhollyPersonal ? columns : columns.filter((column) => column.part === "personal");
  const own = chosen.customFields.filter((field) => field.table === tableOrView).map(customColumnOf);
  const isThere = part === undefined || !chosen.without.includes(part);
  return [
    ...(isThere && part === "payroll" ? [say(language, "contentsPayroll", { table: tableOrView })] : []),
    isThere && personal.length > 0
      ? say(language, "contentsPersonal", {
          table: tableOrView,
          columns: personal.map(({ name }) => name).join(", "),
        })
      : say(language, "contentsNone", { table: tableOrView }),
    ...(own.length === 0 ? [] : [say(language, "contentsOwn", { columns: own.join(", ") })]),
    ...(chosen.without.length === 0
      ? []
      : [say(language, "contentsLeftOut", { parts: sayParts(chosen.without, language) })]),
    ...(chosen.from === null ? [] : [say(language, "contentsFrom", { date: chosen.from })]),
  ];
}
