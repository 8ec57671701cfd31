const invisible = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const wide =
  /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]$/u;
const emoji = /^\p{Extended_Pictographic}$/u;
const control = /[\p{Cc}\u2028\u2029]/gu;

/** Names come out of somebody's books: line breaks are shown, other control characters never reach the terminal. */
export function printable(text: string): string {
  return text
    .replace(/\r\n|[\n\r\u2028\u2029]/g, "⏎")
    .replace(/\t/g, " ")
    .replace(control, "·");
}

function widthOfCharacter(character: string): number {
  if (invisible.test(character)) return 0;
  return wide.test(character) || emoji.test(character) ? 2 : 1;
}

/** Columns a text takes on a terminal, as terminals count: combining marks none, East Asian and emoji two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

/** Cuts at `width` columns with an ellipsis. */
export function cutToWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const character of text) {
    used += widthOfCharacter(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export function padToWidth(text: string, width: number, align: "left" | "right"): string {
  const padding = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + padding : padding + text;
}
