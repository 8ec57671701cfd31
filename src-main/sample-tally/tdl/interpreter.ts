import type { TallyState } from "../model.ts";
import { AnswerText } from "./answer-text.ts";
import { charsetOf, decodeRequest } from "./charset.ts";
import type { Charset } from "./charset.ts";
import { answerCollection } from "./collection-answer.ts";
import { CollectionCompiler } from "./collection-compiler.ts";
import { answerData } from "./data-answer.ts";
import { readDefinitions } from "./definitions.ts";
import { livenessLine, writeErrorMessage, writeLineError, writeUnknownRequest } from "./envelope.ts";
import { answerFunction } from "./function-answer.ts";
import { countRows } from "./count-rows.ts";
import { refuseSlowLedgers } from "./ledger-rule.ts";
import { answerObject } from "./object-answer.ts";
import { prepareRun } from "./prepare-run.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { raiseDialog, TallyRefusal, TallyTrouble } from "./problems.ts";
import type { TroubleKind } from "./problems.ts";
import { RequestCompiler } from "./request-compiler.ts";
import { parseRequest } from "./request.ts";
import type { TallyRequest } from "./request.ts";
import type { RunStatistics } from "./run.ts";
import { Session } from "./session.ts";
import { substituteCompany, withHiddenMethods } from "./substitution.ts";
import type { Substitution } from "./substitution.ts";

interface IncomingRequest {
  readonly body: Buffer;
  readonly contentType: string | undefined;
  /** Answers something else than was asked: a fault of the control side. */
  readonly substitution?: Substitution;
}

/** One line of the request log, which tests and the control port read. */
export interface RequestLogEntry {
  /** `data`, `collection`, `object`, `function`, `import`, `unknown` or `status`. */
  readonly kind: string;
  readonly id: string;
  readonly company: string;
  readonly outcome: Outcome["kind"];
  /** What was wrong, where something was. */
  readonly trouble: string | undefined;
  readonly vouchersWalked: number;
  readonly mastersWalked: number;
  /** Bytes of the answer as sent. */
  bytes: number;
  elapsedMs: number;
}

/** What became of a request. */
export type Outcome =
  | {
      readonly kind: "answer";
      /** UTF-8 pieces; the server writes them in the charset of the request. */
      readonly pieces: readonly Buffer[];
      readonly characters: number;
      readonly charset: Charset;
      readonly entry: RequestLogEntry;
    }
  | {
      readonly kind: "dialog" | "freeze" | "crash" | "emptyReply";
      readonly text: string;
      readonly entry: RequestLogEntry;
    };

/** Why the port does not answer at the moment. */
interface Blockage {
  readonly kind: "dialog" | "freeze" | "crash";
  readonly text: string;
}

/** Interprets requests against the loaded books, one at a time. */
export class Interpreter {
  readonly #state: TallyState;
  readonly #log: RequestLogEntry[] = [];
  #session: Session;
  #blockage: Blockage | undefined;

  constructor(state: TallyState) {
    this.#state = state;
    this.#session = new Session(state);
  }

  get log(): readonly RequestLogEntry[] {
    return this.#log;
  }

  clearLog(): void {
    this.#log.length = 0;
  }

  get blockage(): Blockage | undefined {
    return this.#blockage;
  }

  /** Somebody pressed OK; the port works again. Nothing happens when no box is open. */
  closeDialog(): boolean {
    if (this.#blockage?.kind !== "dialog") return false;
    this.#blockage = undefined;
    return true;
  }

  /** A box on the screen that no request caused, such as a question to the user. */
  openDialog(text: string): void {
    this.#blockage = { kind: "dialog", text };
  }

  /** Tally was closed and started again: nothing blocks it, and the screen shows what it opens with. */
  restart(): void {
    this.#blockage = undefined;
    this.#session = new Session(this.#state);
  }

  livenessLine(): string {
    return livenessLine(this.#state.options.isErp9);
  }

  /** The liveness line, which proves only that the process answers (protocol §1.2). */
  status(contentType: string | undefined): Outcome {
    return this.answer({ body: Buffer.alloc(0), contentType });
  }

  answer(incoming: IncomingRequest): Outcome {
    const started = performance.now();
    const charset = charsetOf(incoming.contentType);
    const text = decodeRequest(incoming.body, charset);
    const request: TallyRequest = parseRequest(text);
    const statistics: RunStatistics = { vouchersWalked: 0, mastersWalked: 0 };
    const label = { company: "" };
    const answer = new AnswerText();
    let trouble: string | undefined;
    let kind: "answer" | TroubleKind = "answer";
    try {
      if (text.trim() === "") answer.append(this.livenessLine());
      else trouble = this.#write(request, answer, statistics, label, incoming.substitution ?? {});
    } catch (error) {
      if (!(error instanceof TallyTrouble)) throw error;
      kind = error.kind;
      trouble = error.message;
      if (error.kind !== "emptyReply") this.#blockage = { kind: error.kind, text: error.message };
    }
    const pieces = answer.finish();
    const entry: RequestLogEntry = {
      kind: text.trim() === "" ? "status" : kindOf(request),
      id: request.kind === "unknown" ? "" : request.id,
      company: label.company,
      outcome: kind,
      trouble,
      vouchersWalked: statistics.vouchersWalked,
      mastersWalked: statistics.mastersWalked,
      bytes: 0,
      elapsedMs: performance.now() - started,
    };
    this.#log.push(entry);
    if (kind !== "answer") return { kind, text: trouble ?? "", entry };
    return { kind, pieces, characters: answer.characters, charset, entry };
  }

  /** Writes the answer; what it says about a refusal is also returned, for the log. */
  #write(
    request: TallyRequest,
    answer: AnswerText,
    statistics: RunStatistics,
    label: { company: string },
    substitution: Substitution,
  ): string | undefined {
    if (request.kind === "unknown") {
      writeUnknownRequest(answer);
      return request.reason;
    }
    if (request.kind === "import") {
      answer.append(importRefusal);
      return `Import of '${request.id}': this Tally is read only over its port`;
    }
    const prepared = prepareRun(
      withHiddenMethods(this.#state, substitution.hiddenMethods ?? []),
      this.#session,
      request.type,
      substituteCompany(request.variables, substitution.company),
      statistics,
      substitution.periodShiftDays ?? 0,
    );
    label.company = prepared.run.companyName;
    try {
      this.#export(request, prepared, answer);
      return undefined;
    } catch (error) {
      if (!(error instanceof TallyRefusal)) throw error;
      if (error.form === "lineError") writeLineError(answer, error.message);
      else if (error.form === "errorMessage") writeErrorMessage(answer, error.message);
      else writeUnknownRequest(answer);
      return error.message;
    }
  }

  #export(
    request: Extract<TallyRequest, { kind: "export" }>,
    { run, askedCompany }: PreparedRun,
    answer: AnswerText,
  ): void {
    if (request.type === "data") refuseMissingCompany(run.books, askedCompany);
    const definitions = readDefinitions(request.definitions);
    const compiler = new RequestCompiler(definitions, run.state.options.unknownMethods);
    const collections = new CollectionCompiler(compiler);
    compiler.countCollection = (name) => countRows(collections, name);
    switch (request.type) {
      case "data":
        answerData({ id: request.id, compiler, collections, session: this.#session }, run, answer);
        return;
      case "collection": {
        const plan = collections.plan(request.id) ?? raiseDialog(`Could not find Collection '${request.id}'`);
        refuseSlowLedgers(plan, request.variables);
        answerCollection(plan, request.fetchList, run, answer);
        return;
      }
      case "object":
        answerObject({ ...request, askedCompany }, run, answer);
        return;
      case "function":
        if (definitions.find("FUNCTION", request.id.replace(/^\$\$/, "")) !== undefined)
          throw new TallyRefusal("errorMessage", `Could not find: ${request.id}`);
        answerFunction(request.id, request.parameters, compiler, run, answer);
    }
  }
}

function kindOf(request: TallyRequest): string {
  return request.kind === "export" ? request.type : request.kind;
}

/** Reports say which company they cannot work in; collections never do (protocol §3.7). */
function refuseMissingCompany(books: unknown, askedCompany: string | undefined): void {
  if (books !== undefined) return;
  throw new TallyRefusal(
    "lineError",
    askedCompany === undefined
      ? "Could not find Company ''"
      : `Could not set 'SVCurrentCompany' to '${askedCompany}'`,
  );
}

const importRefusal =
  "<RESPONSE><LINEERROR>The sample Tally takes no imports.</LINEERROR><CREATED>0</CREATED><ALTERED>0</ALTERED>" +
  "<DELETED>0</DELETED><LASTVCHID>0</LASTVCHID><LASTMID>0</LASTMID><COMBINED>0</COMBINED><IGNORED>0</IGNORED>" +
  "<ERRORS>1</ERRORS><CANCELLED>0</CANCELLED><EXCEPTIONS>0</EXCEPTIONS></RESPONSE>\r\n";
