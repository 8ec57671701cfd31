import { SaxesParser } from "saxes";
import { ReplicaError } from "../contract/errors.ts";
import {
  type Complaint,
  chooseComplaint,
  errorOfComplaint,
  errorOfForeignAnswer,
  shorten,
} from "./errors.ts";
import { createScrubber, unmark } from "./scrub.ts";

/** What may stand inside one element of an answer: the generated tags of its fields and of the lines exploded in it. */
export interface LineShape {
  readonly tag: string;
  /**
   * The line has no element of its own: its first field, whose tag is the line's, tells that it begins, and the fields
   * that follow are its own until another line begins (DL reads its rows so).
   */
  readonly isFlat?: boolean;
  readonly fields: { has(tag: string): boolean };
  readonly lines: ReadonlyMap<string, LineShape>;
}

export interface Cell {
  readonly tag: string;
  /** As Tally wrote it; control characters are still marked (scrub.ts). */
  readonly text: string;
}

/** One printed line with the lines exploded below it, in Tally's order. */
export interface ReadLine {
  readonly tag: string;
  readonly cells: readonly Cell[];
  readonly lines: readonly ReadLine[];
}

export interface RowReader {
  write(chunk: string): void;
  /** Throws unless the answer was whole: right root, no complaint, closed. */
  end(): void;
}

interface OpenLine {
  readonly shape: LineShape;
  readonly line: { readonly tag: string; readonly cells: Cell[]; readonly lines: ReadLine[] };
}

/** Where rows stand: directly below ENVELOPE in a report, elsewhere in a native answer (protocol §3.1, §3.4). */
export type RowParent = "ENVELOPE" | "COLLECTION" | "TALLYMESSAGE";

/** Enough to recognise any error text; the rest of a foreign answer is only counted. */
const longestStart = 4000;

/**
 * Reads one answer as a stream and hands over each top line as soon as it is closed. Memory depends on the largest
 * top line, not on the answer. Rows handed over prove nothing until `end` returns.
 */
export function createRowReader(
  topLines: ReadonlyMap<string, LineShape>,
  onLine: (line: ReadLine) => void,
  inside: RowParent = "ENVELOPE",
): RowReader {
  const scrubber = createScrubber();
  const reading = createReading(topLines, onLine, inside);
  const parser = new SaxesParser({ xmlns: false, position: false });
  let start = "";
  let failure: Error | null = null;

  // The parser goes on behind an error, up to the end of the chunk; what it finds there is no longer believed.
  parser.on("opentag", (tag) => void (failure === null && reading.open(tag.name)));
  parser.on("text", (text) => void (failure === null && reading.text(text)));
  parser.on("cdata", (text) => void (failure === null && reading.text(text)));
  parser.on("closetag", () => void (failure === null && reading.close()));
  parser.on("error", (error) => (failure ??= error));

  const parse = (text: string): void => {
    if (start.length < longestStart) start += text.slice(0, longestStart - start.length);
    // A broken or foreign answer is drained, not parsed on: giving up would not stop Tally (protocol §1.5).
    if (failure === null && !reading.isForeign()) parser.write(text);
  };

  return {
    write: (chunk) => parse(scrubber.write(chunk)),
    end: () => {
      parse(scrubber.end());
      const complaint = chooseComplaint(reading.complaints());
      if (reading.isForeign() || !/^\s*<[A-Za-z?]/.test(start)) throw errorOfForeignAnswer(unmark(start));
      if (complaint !== null) throw errorOfComplaint(complaint);
      if (failure !== null && !reading.isClosed()) throw unreadable(failure);
      if (!reading.isClosed()) throw new ReplicaError("SOURCE_CUT_ANSWER");
      parser.close();
      if (failure !== null) throw unreadable(failure);
    },
  };
}

function unreadable(cause: Error): ReplicaError {
  return new ReplicaError("SOURCE_UNREADABLE_ANSWER", { message: shorten(cause.message) }, { cause });
}

interface Reading {
  open(name: string): void;
  text(text: string): void;
  close(): void;
  isForeign(): boolean;
  isClosed(): boolean;
  complaints(): readonly Complaint[];
}

/** Where a line says no tag, a release might take the name of its definition (report.ts) instead of none. */
const lineDefinition = "ZQL";

const complaintTags: ReadonlySet<string> = new Set(["LINEERROR", "ERRORMSG", "EXCEPTION"]);

function createReading(
  topLines: ReadonlyMap<string, LineShape>,
  onLine: (line: ReadLine) => void,
  inside: RowParent,
): Reading {
  const open: OpenLine[] = [];
  const complaints: Complaint[] = [];
  /** Names of the elements around the present one that belong to no line, ENVELOPE first. */
  const outside: string[] = [];
  /** Elements around the present one within a top line: a line's own, or one round a line that asked for none. */
  const around: ("line" | "wrapper")[] = [];
  let skipped = 0;
  let capturing: string | null = null;
  let captured = "";
  let isForeign = false;
  let isClosed = false;

  function openInside(innermost: OpenLine, name: string): void {
    // Tally prints tags in upper case whatever was asked (cookbook §1); a look-alike may not.
    const { fields, tag: ownTag } = innermost.shape;
    const tag = fields.has(name) ? name : name.toUpperCase();
    if (tag !== ownTag && fields.has(tag)) startCapture(tag);
    else if (openLine(tag)) return;
    else if (tag.startsWith(lineDefinition)) around.push("wrapper");
    else skipped = 1;
  }

  /** A line below the innermost one, or below one of those around it that end only where another begins. */
  function openLine(tag: string): boolean {
    for (let depth = open.length - 1; depth >= 0; depth -= 1) {
      const shape = open[depth]?.shape.lines.get(tag);
      if (shape !== undefined) {
        while (open.length > depth + 1) closeInnermost();
        open.push({ shape, line: { tag: shape.tag, cells: [], lines: [] } });
        if (shape.isFlat === true) startCapture(tag);
        else around.push("line");
        return true;
      }
      if (open[depth]?.shape.isFlat !== true) return false;
    }
    return false;
  }

  function openOutside(name: string): void {
    const upper = name.toUpperCase();
    const shape = isPlaceOfRows() ? topLines.get(upper) : undefined;
    if (shape !== undefined) {
      open.push({ shape, line: { tag: shape.tag, cells: [], lines: [] } });
      around.push("line");
    } else {
      if (outside.length === 0 && upper !== "ENVELOPE") isForeign = true;
      if (complaintTags.has(upper) || (upper === "STATUS" && outside.at(-1) === "HEADER"))
        startCapture(upper);
      outside.push(upper);
    }
  }

  /** The lines of a report have tags of their own, so an element round them all changes nothing. */
  function isPlaceOfRows(): boolean {
    return inside === "ENVELOPE" ? outside[0] === inside : outside.at(-1) === inside;
  }

  function startCapture(name: string): void {
    capturing = name;
    captured = "";
  }

  function closeOutside(): void {
    const name = outside.pop();
    if (capturing !== null && capturing === name) {
      noteComplaint(capturing, captured.trim());
      capturing = null;
    }
    if (outside.length === 0) isClosed = true;
  }

  function noteComplaint(name: string, text: string): void {
    if (name !== "STATUS") complaints.push({ kind: name as Complaint["kind"], text: unmark(text) });
    else if (text !== "1") complaints.push({ kind: "STATUS", text });
  }

  /** The end of an element ends the lines without elements inside it too. */
  function closeLine(): void {
    while (open.at(-1)?.shape.isFlat === true) closeInnermost();
    closeInnermost();
  }

  function closeInnermost(): void {
    const closed = open.pop();
    if (closed === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) onLine(closed.line);
    else parent.line.lines.push(closed.line);
  }

  return {
    open: (name) => {
      if (skipped > 0) skipped += 1;
      else if (capturing !== null && open.length > 0) skipped = 1;
      else {
        const parent = open.at(-1);
        if (parent === undefined) openOutside(name);
        else openInside(parent, name);
      }
    },
    text: (text) => {
      if (capturing !== null && skipped === 0) captured += text;
    },
    close: () => {
      if (skipped > 0) skipped -= 1;
      else if (open.length === 0) closeOutside();
      else if (capturing === null) {
        if (around.pop() === "line") closeLine();
      } else {
        open.at(-1)?.line.cells.push({ tag: capturing, text: captured });
        capturing = null;
      }
    },
    isForeign: () => isForeign,
    isClosed: () => isClosed,
    complaints: () => complaints,
  };
}

export function cellText(line: ReadLine, tag: string): string | undefined {
  return line.cells.find((cell) => cell.tag === tag)?.text;
}

/** The record again as XML, for quarantine: with our generated tags, control characters as references. */
export function writeLineXml(line: ReadLine): string {
  const cells = line.cells.map((cell) => `<${cell.tag}>${escapeForQuarantine(cell.text)}</${cell.tag}>`);
  return `<${line.tag}>${cells.join("")}${line.lines.map(writeLineXml).join("")}</${line.tag}>`;
}

function escapeForQuarantine(text: string): string {
  return unmark(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\u0000-\u001F]/g, (character) => `&#${character.charCodeAt(0)};`);
}
