/** TDL names ignore case and blanks (protocol §2.1). */
export function normaliseName(name: string): string {
  return name.replace(/\s+/g, "").toLowerCase();
}

/** The form in which objects keep their methods and lists: upper case without blanks. */
export function methodKey(name: string): string {
  return name.replace(/\s+/g, "").toUpperCase();
}

/** A comma list, each name trimmed, empty ones dropped. */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  for (const part of text.split(",")) {
    const name = part.trim();
    if (name !== "") names.push(name);
  }
  return names;
}

/** `Name : rest` at the first colon; the rest is undefined without one. */
export function splitAtColon(text: string): readonly [string, string | undefined] {
  const colon = text.indexOf(":");
  if (colon < 0) return [text.trim(), undefined];
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
