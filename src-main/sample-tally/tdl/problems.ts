/** What a request did to Tally instead of being answered (cookbook §0, protocol §1.6, §1.7). */
export type TroubleKind = "dialog" | "freeze" | "crash" | "emptyReply";

/** Raised wherever a real Tally would not answer. The interpreter turns it into an outcome of the request. */
export class TallyTrouble extends Error {
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, text: string) {
    super(text);
    this.name = "TallyTrouble";
    this.kind = kind;
  }
}

/** An "Error in TDL" box: nothing is answered any more until somebody closes it. */
export function raiseDialog(text: string): never {
  throw new TallyTrouble("dialog", text);
}

/** The request is worked on for ever; the port stays deaf until Tally is restarted. */
export function raiseFreeze(text: string): never {
  throw new TallyTrouble("freeze", text);
}

/** Tally closes with a memory access violation. */
export function raiseCrash(text: string): never {
  throw new TallyTrouble("crash", text);
}

/** The connection is closed without a byte (protocol §1.7). */
export function raiseEmptyReply(text: string): never {
  throw new TallyTrouble("emptyReply", text);
}

/** A refusal that Tally does put into words: STATUS 0 with LINEERROR, or a bare ERRORMSG line. */
export class TallyRefusal extends Error {
  readonly form: "lineError" | "errorMessage" | "unknownRequest";

  constructor(form: TallyRefusal["form"], text: string) {
    super(text);
    this.name = "TallyRefusal";
    this.form = form;
  }
}
