import type { Stored, TallyObject } from "../model.ts";
import type { Run } from "./run.ts";

/** Which methods and lists of a gathered object a report can see. */
export interface Visible {
  has(name: string): boolean;
}

/** Values of the fields of the line being printed, for `#Field`. */
type LineValues = Map<string, Stored>;

/** What an expression is computed on: an object, the objects above it, and the field being printed. */
export class Scope {
  readonly run: Run;
  readonly object: TallyObject;
  readonly parent: Scope | undefined;
  /**
   * Head methods a collection fetched. A method left out prints a default, a list left out is empty
   * (cookbook §1); undefined means everything is there, as in filters.
   */
  readonly fetched: Visible | undefined;
  /** Position among the rows of its list, from 1, for `$$Line`. */
  position = 0;
  isLast = false;
  lineValues: LineValues | undefined;
  /** `$$Value`: what SET of the field being printed gave. */
  fieldValue: Stored = undefined;
  /** Parameters and variables of the user function being run. */
  locals: Map<string, Stored> | undefined;

  constructor(run: Run, object: TallyObject, parent: Scope | undefined, fetched: Visible | undefined) {
    this.run = run;
    this.object = object;
    this.parent = parent;
    this.fetched = fetched;
  }

  child(object: TallyObject): Scope {
    return new Scope(this.run, object, this, undefined);
  }
}

const nothing: TallyObject = { type: "", fields: {}, lists: {} };

/** A line that is not repeated over anything has no object. */
export function emptyScope(run: Run): Scope {
  return new Scope(run, nothing, undefined, undefined);
}
