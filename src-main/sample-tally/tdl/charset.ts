/** How a request was encoded, and so how its answer is (protocol §4.1). */
export type Charset = "utf-16" | "utf-8" | "single-byte";

export function charsetOf(contentType: string | undefined): Charset {
  const match = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? "");
  const name = (match?.[1] ?? "").toLowerCase();
  if (name === "utf-16" || name === "utf-16le" || name === "unicode") return "utf-16";
  return name === "utf-8" || name === "utf8" ? "utf-8" : "single-byte";
}

/**
 * The text of a request. UTF-16 is only read with its charset header, with or without a mark; without
 * the header such a body is no XML, and the answer is "Unknown Request".
 */
export function decodeRequest(body: Buffer, charset: Charset): string {
  if (charset === "utf-16") return body.toString("utf16le").replace(/^\uFEFF/, "");
  return body.toString("utf8").replace(/^\uFEFF/, "");
}

/** One piece of an answer as bytes. */
export function encodeAnswer(text: string, charset: Charset): Buffer {
  switch (charset) {
    case "utf-16":
      return Buffer.from(text, "utf16le");
    case "utf-8":
      // The rupee sign came back as a question mark even where Devanagari was intact (protocol §4.1).
      return Buffer.from(text.replaceAll("₹", "?"), "utf8");
    case "single-byte":
      // One question mark for one code unit, as the captured pair of answers shows.
      return Buffer.from(text.replace(/[\u0100-\uFFFF]/g, "?"), "latin1");
  }
}

/** Bytes a text takes in UTF-8; known in advance only there by encoding it. */
export function contentTypeOf(charset: Charset): string {
  return charset === "utf-16" ? "text/xml; charset=utf-16" : "text/xml; charset=utf-8";
}
