import path from "node:path";

/** Which files the window may load, by which addresses, under which policy. Pure. */

export const rendererScheme = "app";
const host = "renderer";

export const rendererOrigin = `${rendererScheme}://${host}`;
export const rendererPage = `${rendererOrigin}/index.html`;

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Fluent makes empty style elements and fills them by script, which the hash of the empty text allows. */
const emptyStyleHash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${emptyStyleHash}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The file an address means; null for anything outside the folder or of an unknown kind. Pure. */
export function fileOfAddress(address: string, folder: string): string | null {
  const url = new URL(address);
  if (url.host !== host) return null;
  const file = path.join(folder, path.normalize(decodeURIComponent(url.pathname)));
  const isInside = file.startsWith(folder + path.sep);
  return isInside && path.extname(file) in contentTypes ? file : null;
}

export function contentTypeOf(file: string): string {
  return contentTypes[path.extname(file)] ?? "";
}
