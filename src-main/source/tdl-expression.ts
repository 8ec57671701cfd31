/**
 * Takes a TDL expression apart, so that nothing malformed goes out: an empty operand or several numbers in a row left
 * five releases unanswered for minutes, an unknown function opens a dialog that blocks the port (cookbook §0).
 * It understands exactly what our requests and the catalog are written in; everything else is refused.
 */

export interface ExpressionUse {
  /** `$$` functions, as written, without the `$$`. */
  readonly functions: readonly string[];
  /** Formulas and variables: `@@Name`, `##Name`, `#Field`. */
  readonly names: readonly string[];
  /** Collections handed to `$$NumItems`. */
  readonly counted: readonly string[];
  /** Words of `$$SysName` and `$$IsSysNameEqual`. */
  readonly systemNames: readonly string[];
  /** Object types of look-ups such as `$Guid:Ledger:$LedgerName`. */
  readonly types: readonly string[];
}

export class ExpressionError extends Error {
  constructor(expression: string, at: number, problem: string) {
    super(`${problem} at ${at} of '${expression.slice(0, 120)}'`);
    this.name = "ExpressionError";
  }
}

type TokenKind =
  | "string"
  | "number"
  | "function"
  | "method"
  | "name"
  | "word"
  | "operator"
  | "open"
  | "close"
  | "colon";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  /** A blank stands before it: arguments of functions and look-ups never have one. */
  readonly spaced: boolean;
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["string", /"[^"\u0000-\u001F]*"/y],
  ["function", /\$\$[A-Za-z]\w*/y],
  ["method", /\$(?:\.\.)?_?[A-Za-z]\w*(?:\[[^\][\s]+\])?(?:\.[A-Za-z]\w*(?:\[[^\][\s]+\])?)*/y],
  ["name", /(?:@@|##|#|@)[A-Za-z]\w*/y],
  ["number", /\d+(?:\.\d+)?/y],
  ["word", /[A-Za-z]\w*/y],
  ["operator", /<=|>=|<>|[=<>+\-*/]/y],
  ["open", /\(/y],
  ["close", /\)/y],
  ["colon", /:/y],
];

function tokenise(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    const blanks = /\s*/y;
    blanks.lastIndex = at;
    const blank = blanks.exec(expression)?.[0].length ?? 0;
    at += blank;
    if (at >= expression.length) break;
    const token = nextToken(expression, at, blank > 0);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function nextToken(expression: string, at: number, spaced: boolean): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(expression)?.[0];
    if (text !== undefined) return { kind, text, at, spaced };
  }
  throw new ExpressionError(expression, at, "cannot be read");
}

const binaryWords: ReadonlySet<string> = new Set(["and", "or", "like", "contains"]);
const keywords: ReadonlySet<string> = new Set([...binaryWords, "not", "if", "then", "else"]);

export function checkExpression(expression: string): ExpressionUse {
  const tokens = tokenise(expression);
  const use = {
    functions: [] as string[],
    names: [] as string[],
    counted: [] as string[],
    systemNames: [] as string[],
    types: [] as string[],
  };
  let position = 0;

  const fail = (problem: string): never => {
    throw new ExpressionError(expression, tokens[position]?.at ?? expression.length, problem);
  };
  const peek = (): Token | undefined => tokens[position];
  const word = (): string => (peek()?.kind === "word" ? (peek()?.text ?? "").toLowerCase() : "");
  const takeWord = (expected: string): void => {
    if (word() !== expected) fail(`'${expected}' is missing`);
    position += 1;
  };

  function parseChoice(): void {
    if (word() !== "if") return parseChain();
    position += 1;
    parseChoice();
    takeWord("then");
    parseChoice();
    takeWord("else");
    parseChoice();
  }

  function parseChain(): void {
    parseOperand();
    while (peek()?.kind === "operator" || binaryWords.has(word())) {
      position += 1;
      parseOperand();
    }
  }

  function parseOperand(): void {
    while (word() === "not" || (peek()?.kind === "operator" && peek()?.text === "-")) position += 1;
    parseValue();
  }

  function parseValue(): void {
    const token = peek();
    if (token === undefined) return fail("an operand is missing");
    if (token.kind === "open") return parseBrackets();
    if (token.kind === "function") return parseFunction(token.text.slice(2));
    if (token.kind === "method") return parseMethod();
    if (token.kind === "word" && keywords.has(token.text.toLowerCase())) return fail("an operand is missing");
    if (!["string", "number", "name", "word"].includes(token.kind)) return fail("an operand is missing");
    if (token.kind === "name") use.names.push(token.text);
    position += 1;
  }

  function parseBrackets(): void {
    position += 1;
    parseChoice();
    if (peek()?.kind !== "close") fail("a bracket is not closed");
    position += 1;
  }

  function parseFunction(name: string): void {
    use.functions.push(name);
    position += 1;
    const firstArgument = peek()?.kind === "colon" ? tokens[position + 1] : undefined;
    const word = firstArgument?.text ?? "";
    if (name.toLowerCase() === "numitems") use.counted.push(word);
    if (/^(sysname|issysnameequal)$/i.test(name)) use.systemNames.push(word);
    parseArguments();
  }

  function parseMethod(): void {
    position += 1;
    // `$Guid:Ledger:$LedgerName` looks up another object; other colons belong to the function around.
    const [colon, type, second] = tokens.slice(position, position + 3);
    if (colon?.kind !== "colon" || type?.kind !== "word" || second?.kind !== "colon") return;
    use.types.push(type.text);
    position += 3;
    if (peek() === undefined || peek()?.spaced === true) fail("a look-up without a name");
    parseValue();
    // What follows the name of a look-up can be read as part of the name (cookbook §0, FC).
    if (peek()?.kind === "operator") fail("an operator behind a look-up without brackets");
  }

  /** `:a:b`, without blanks: an argument with a blank has crashed Tally (protocol §2.2). */
  function parseArguments(): void {
    while (peek()?.kind === "colon") {
      if (peek()?.spaced === true) fail("a blank before an argument");
      position += 1;
      if (peek() === undefined) fail("an argument is missing");
      if (peek()?.spaced === true) fail("a blank before an argument");
      if (peek()?.kind === "operator" && peek()?.text === "-") position += 1;
      parseValue();
    }
  }

  parseChoice();
  if (position < tokens.length) fail("an operator is missing");
  return use;
}
