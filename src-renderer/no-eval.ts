import { config } from "zod";

/** The window's content security policy forbids making code out of text; zod would try it and be reported. */
config({ jitless: true });
