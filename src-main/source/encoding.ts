import { StringDecoder } from "node:string_decoder";
import { ReplicaError } from "../contract/errors.ts";

/** Reads are asked in UTF-16, where no character is lost (protocol §4.1); UTF-8 halves what is plain ASCII anyway. */
export type RequestEncoding = "utf-16" | "utf-8";

export function encodeBody(text: string, encoding: RequestEncoding): Buffer {
  // Without byte order mark, as the most widely used client sends it; the charset header names the encoding.
  return Buffer.from(text, encoding === "utf-16" ? "utf16le" : "utf8");
}

export interface AnswerDecoder {
  write(bytes: Buffer): string;
  end(): string;
}

/**
 * Bytes to text. What the first bytes show counts more than the header: Tally mirrors the request's charset, but error
 * lines and look-alikes do not always. Byte order marks are optional and removed.
 */
export function createAnswerDecoder(contentType: string | undefined): AnswerDecoder {
  let waiting = Buffer.alloc(0);
  let decoder: AnswerDecoder | null = null;

  const start = (): AnswerDecoder => {
    decoder = decoderFor(waiting, contentType ?? "");
    return decoder;
  };
  return {
    write: (bytes) => {
      if (decoder !== null) return decoder.write(bytes);
      waiting = Buffer.concat([waiting, bytes]);
      // Four bytes tell every encoding apart, byte order marks included.
      return waiting.length < 4 ? "" : start().write(waiting);
    },
    end: () => {
      if (decoder !== null) return decoder.end();
      const opened = start();
      return opened.write(waiting) + opened.end();
    },
  };
}

function decoderFor(start: Buffer, contentType: string): AnswerDecoder {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return readUtf8();
  if (first === 0xff && second === 0xfe) return readUtf16();
  if (first !== undefined && first !== 0 && second === 0) return readUtf16();
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return readUtf16BigEndian();
  if (first === 0x3c && second !== 0) return readUtf8();
  return /utf-?16/i.test(contentType) ? readUtf16() : readUtf8();
}

function readUtf16(): AnswerDecoder {
  const decoder = new StringDecoder("utf16le");
  const strip = createMarkStripper();
  return { write: (bytes) => strip(decoder.write(bytes)), end: () => decoder.end() };
}

/** Tally itself sends the other order; servers by other hands that name only "utf-16" may not. */
function readUtf16BigEndian(): AnswerDecoder {
  const decoder = new TextDecoder("utf-16be");
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function readUtf8(): AnswerDecoder {
  // Wrong bytes are refused: they come from an ANSI answer, where characters may be other ones than in the books.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes: Buffer | undefined, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch (error) {
      throw new ReplicaError("SOURCE_UNREADABLE_ANSWER", { message: "not valid UTF-8" }, { cause: error });
    }
  };
  return { write: (bytes) => decode(bytes, true), end: () => decode(undefined, false) };
}

function createMarkStripper(): (text: string) => string {
  let isFirst = true;
  return (text) => {
    if (!isFirst || text === "") return text;
    isFirst = false;
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  };
}
