import { escapeXml, indentOf } from "../answer-text.ts";
import type { AnswerText } from "../answer-text.ts";
import { baseAmountText } from "../value-text.ts";

/** Writes display tags under ENVELOPE. Closing tags of groups are not indented (protocol §3.3). */
export class DisplayWriter {
  readonly #answer: AnswerText;
  #level = 1;
  #hasContent = false;

  constructor(answer: AnswerText) {
    this.#answer = answer;
    answer.append("<ENVELOPE>");
  }

  group(tag: string, inside: () => void): void {
    this.#begin();
    this.#answer.append(`${indentOf(this.#level)}<${tag}>\r\n`);
    this.#level++;
    inside();
    this.#level--;
    this.#answer.append(`</${tag}>\r\n`);
  }

  value(tag: string, text: string): void {
    this.#begin();
    this.#answer.append(`${indentOf(this.#level)}<${tag}>${escapeXml(text)}</${tag}>\r\n`);
  }

  /** Nothing prints empty, as do figures of zero. */
  amount(tag: string, base: number): void {
    this.value(tag, base === 0 ? "" : baseAmountText(base));
  }

  finish(): void {
    this.#answer.append("</ENVELOPE>\r\n");
  }

  #begin(): void {
    if (!this.#hasContent) this.#answer.append("\r\n");
    this.#hasContent = true;
  }
}
