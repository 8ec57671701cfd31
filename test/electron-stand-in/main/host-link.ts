import { Link } from "../link.ts";
import type { AskedOfHost, AskedOfProgram, ToldToHost, ToldToProgram } from "../protocol.ts";

/** The program's end of the channel to its host. */
export const host = new Link<AskedOfHost, AskedOfProgram, ToldToHost, ToldToProgram>((parcel) => {
  // A host that is gone answers nothing any more: the program ends then by `disconnect`.
  process.send?.(parcel, undefined, {}, () => undefined);
});

process.on("message", (message) => host.receive(message));
process.on("disconnect", () => process.exit(0));
