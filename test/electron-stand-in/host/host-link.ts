import type { Link } from "../link.ts";
import type { AskedOfHost, AskedOfProgram, ToldToHost, ToldToProgram } from "../protocol.ts";

/** The host's end of the channel to the program. */
export type HostLink = Link<AskedOfProgram, AskedOfHost, ToldToProgram, ToldToHost>;
