/**
 * Chromium refuses schemes it does not know before requests can be answered for it, so `app://renderer/x` is shown to
 * it as `https://renderer.app.localhost/x`. `localhost` counts as secure and never leaves the machine.
 */

export function toBrowserUrl(url: string, schemes: readonly string[]): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(url);
  if (match === null) return url;
  const [, scheme = "", host = "", rest = ""] = match;
  return schemes.includes(scheme) ? `https://${host}.${scheme}.localhost${rest === "" ? "/" : rest}` : url;
}

export function toAppUrl(url: string, schemes: readonly string[]): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.localhost(?::\d+)?(.*)$/i.exec(url);
  if (match === null) return url;
  const [, host = "", scheme = "", rest = ""] = match;
  return schemes.includes(scheme) ? `${scheme}://${host}${rest}` : url;
}

export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? "";
}
