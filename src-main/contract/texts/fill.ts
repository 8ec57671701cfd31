export type FillValue = string | number;
export type FillValues = Readonly<Record<string, FillValue | null | undefined>>;

const placeholder = /\{(\w+)(?:\|([^{}]*))?\}/g;
const optionalPart = /\[([^[\]]*\{\w+(?:\|[^{}]*)?\}[^[\]]*)\]/g;

/** Names of the placeholders of a sentence, sorted, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ""))].sort();
}

function isGiven(value: FillValue | null | undefined): value is FillValue {
  return value !== undefined && value !== null && value !== "";
}

/**
 * Fills `{name}`, or `{name|fallback}` where the value may be missing, and drops every `[part]` that names a
 * missing value. A missing value that has neither becomes "?".
 * Values are put in as they are: what they contain is never read as a placeholder again.
 */
export function fillText(template: string, values: FillValues = {}): string {
  const kept = template.replace(optionalPart, (_whole, part: string) =>
    placeholdersOf(part).every((name) => isGiven(values[name])) ? part : "",
  );
  return kept.replace(placeholder, (_whole, name: string, fallback: string | undefined) => {
    const value = values[name];
    return isGiven(value) ? String(value) : (fallback ?? "?");
  });
}
