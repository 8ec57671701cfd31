import { methodKey, normaliseName } from "./names.ts";
import { lookUpTypes } from "./object-types.ts";
import type { Expression, ListStep, TextComparison } from "./syntax.ts";
import { TokenStream } from "./token-stream.ts";
import { FormulaError } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Comparison } from "./value-math.ts";

/** How many arguments a `$$function` takes at most; unlimited for one that does not exist. */
type ArgumentLimit = (functionName: string) => number;

/** Reads a whole formula. Throws FormulaError when it does not parse or something is left over. */
export function parseExpression(source: string, argumentLimit: ArgumentLimit): Expression {
  const parser = new Parser(new TokenStream(source), argumentLimit);
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
}

const joiningWords: ReadonlySet<string> = new Set(["then", "else", "and", "or"]);
const comparisonMarks: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "==": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  ">": ">",
  "<=": "<=",
  ">=": ">=",
};
const comparisonWords: readonly (readonly [readonly string[], Comparison | TextComparison])[] = [
  [["contains"], "contains"],
  [["containing"], "contains"],
  [["starting", "with"], "startsWith"],
  [["beginning", "with"], "startsWith"],
  [["ending", "with"], "endsWith"],
  [["in"], "in"],
  [["equals"], "="],
  [["is", "equal", "to"], "="],
  [["greater", "than"], ">"],
  [["less", "than"], "<"],
  [["is", "greater", "than"], ">"],
  [["is", "less", "than"], "<"],
  [["is"], "="],
];

/** Recursive descent over the tokens of one formula. */
class Parser {
  private readonly tokens: TokenStream;
  private readonly argumentLimit: ArgumentLimit;

  constructor(tokens: TokenStream, argumentLimit: ArgumentLimit) {
    this.tokens = tokens;
    this.argumentLimit = argumentLimit;
  }

  expression(): Expression {
    let left = this.conjunction();
    while (this.tokens.takeWord("or"))
      left = { kind: "logical", operator: "or", left, right: this.conjunction() };
    return left;
  }

  expectEnd(): void {
    const token = this.tokens.peek();
    if (token.kind !== "end") throw new FormulaError(`"${token.text}" is left over`);
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.tokens.takeWord("and"))
      left = { kind: "logical", operator: "and", left, right: this.negation() };
    return left;
  }

  private negation(): Expression {
    if (this.tokens.takeWord("not")) return { kind: "not", operand: this.negation() };
    return this.comparison();
  }

  private comparison(): Expression {
    const left = this.sum();
    const operator = this.takeComparison();
    if (operator === undefined) return left;
    return { kind: "compare", operator, left, right: this.sum() };
  }

  private takeComparison(): Comparison | TextComparison | undefined {
    const token = this.tokens.peek();
    if (token.kind === "mark") {
      const operator = comparisonMarks[token.text];
      if (operator !== undefined) this.tokens.advance(1);
      return operator;
    }
    if (token.kind !== "word") return undefined;
    for (const [words, operator] of comparisonWords) {
      if (!words.every((word, offset) => this.tokens.isWord(word, offset))) continue;
      this.tokens.advance(words.length);
      return operator;
    }
    return undefined;
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const operator = this.tokens.takeMark("+") ? "+" : this.tokens.takeMark("-") ? "-" : undefined;
      if (operator === undefined) return left;
      left = { kind: "arithmetic", operator, left, right: this.product() };
    }
  }

  private product(): Expression {
    let left = this.signed();
    for (;;) {
      const operator = this.tokens.takeMark("*") ? "*" : this.tokens.takeMark("/") ? "/" : undefined;
      if (operator === undefined) return left;
      left = { kind: "arithmetic", operator, left, right: this.signed() };
    }
  }

  private signed(): Expression {
    if (this.tokens.takeMark("-")) return { kind: "negate", operand: this.signed() };
    if (this.tokens.takeMark("+")) return this.signed();
    return this.primary();
  }

  private primary(): Expression {
    const token = this.tokens.next();
    switch (token.kind) {
      case "number":
        return { kind: "literal", value: Number(token.text) };
      case "text":
        return { kind: "literal", value: token.text };
      case "method":
        return this.method(token);
      case "variable":
        return { kind: "variable", name: normaliseName(token.text) };
      case "field":
        return { kind: "field", name: normaliseName(token.text) };
      case "formula":
        return { kind: "formula", name: normaliseName(token.text) };
      case "function":
        return this.call(token);
      case "word":
        return this.word(token);
      case "mark":
        if (token.text === "(") return this.inParentheses();
        break;
      case "end":
        break;
    }
    throw new FormulaError(token.kind === "end" ? "An operand is missing" : `"${token.text}" here`);
  }

  private inParentheses(): Expression {
    const inner = this.expression();
    this.tokens.expect("mark", ")");
    return inner;
  }

  private word(token: Token): Expression {
    const word = token.text.toLowerCase();
    if (word === "if") return this.choice();
    if (joiningWords.has(word)) throw new FormulaError(`"${token.text}" without an operand`);
    if (word === "yes" || word === "no") return { kind: "literal", value: word === "yes" };
    return { kind: "literal", value: token.text };
  }

  private choice(): Expression {
    const condition = this.expression();
    if (!this.tokens.takeWord("then")) throw new FormulaError("if without then");
    const consequence = this.expression();
    const otherwise = this.tokens.takeWord("else") ? this.expression() : undefined;
    return { kind: "choice", condition, consequence, otherwise };
  }

  private call(token: Token): Expression {
    const name = normaliseName(token.text);
    const limit = this.argumentLimit(name);
    const taken: Expression[] = [];
    while (taken.length < limit) {
      const isGluedLiteral = this.tokens.peek().kind === "text" && !this.tokens.peek().isSpaced;
      if (!this.tokens.takeMark(":") && !(taken.length > 0 && isGluedLiteral)) break;
      taken.push(this.argument());
    }
    return { kind: "call", name, arguments: taken };
  }

  private argument(): Expression {
    if (this.tokens.takeMark("-")) return { kind: "negate", operand: this.primary() };
    return this.primary();
  }

  private method(token: Token): Expression {
    const steps: ListStep[] = [];
    let name = token.text;
    for (;;) {
      const isIndexed = this.tokens.isMark("[");
      const step = isIndexed ? this.index(name) : { list: methodKey(name), index: 1 };
      if (!this.tokens.isMark(".") || this.tokens.peek().isSpaced) {
        if (isIndexed) throw new FormulaError(`${name}[] without a method`);
        break;
      }
      this.tokens.advance(1);
      steps.push({ filter: undefined, ...step });
      name = this.tokens.expect("word").text;
      const dot = name.indexOf(".");
      if (dot >= 0) {
        const parts = name.split(".");
        name = parts.pop() ?? "";
        for (const part of parts) steps.push({ list: methodKey(part), index: 1, filter: undefined });
      }
    }
    if (steps.length === 0 && this.isLookUp()) return this.lookUp(name);
    return { kind: "method", name: methodKey(name), up: token.up, steps };
  }

  /** `[Last]`, `[First]`, `[2]`, `[1,@@Filter]`, `[1,($x = "y")]`. */
  private index(list: string): ListStep {
    this.tokens.expect("mark", "[");
    const token = this.tokens.next();
    let index = Number(token.text);
    if (token.kind === "word" && /^last$/i.test(token.text)) index = -1;
    else if (token.kind === "word" && /^first$/i.test(token.text)) index = 1;
    else if (token.kind !== "number") throw new FormulaError(`[${token.text}] is no index`);
    const filter = this.tokens.takeMark(",") ? this.expression() : undefined;
    this.tokens.expect("mark", "]");
    return { list: methodKey(list), index, filter };
  }

  private isLookUp(): boolean {
    const type = this.tokens.ahead(1);
    return (
      this.tokens.isMark(":") &&
      type?.kind === "word" &&
      lookUpTypes.has(methodKey(type.text)) &&
      this.tokens.ahead(2)?.text === ":"
    );
  }

  /** What follows the name is read as part of it, as Tally does (cookbook §0). */
  private lookUp(name: string): Expression {
    this.tokens.advance(1);
    const type = methodKey(this.tokens.expect("word").text);
    this.tokens.advance(1);
    let key = this.argument();
    while (this.tokens.takeMark("+"))
      key = { kind: "arithmetic", operator: "+", left: key, right: this.argument() };
    return { kind: "lookUp", name: methodKey(name), type, key };
  }
}
