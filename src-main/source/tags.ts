/** Bare words of TDL expressions: an XMLTAG is one, so a tag must never read as an operator (cookbook §1). */
const reserved: ReadonlySet<string> = new Set([
  "IF",
  "IN",
  "IS",
  "ON",
  "NO",
  "AS",
  "BY",
  "TO",
  "OR",
  "DO",
  "OF",
  "AT",
]);

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";

function* allTags(): Generator<string, never> {
  for (const first of letters) for (const second of digits) yield `${first}${second}`;
  for (const first of letters) {
    for (const second of letters) if (!reserved.has(`${first}${second}`)) yield `${first}${second}`;
  }
  throw new RangeError("a request needs more tags than two characters give");
}

/** Two characters, upper case (Tally prints tags so), the same for the same request on every day. */
export function createTags(): () => string {
  const tags = allTags();
  return () => tags.next().value;
}
