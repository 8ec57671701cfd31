/** Replaces the password of any address in a text, and the one given in the environment, by three dots. */
export function hidePasswords(text: string, environmentPassword = ""): string {
  const withoutAddresses = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s"']*@/gi, "$1:…@")
    .replace(/\b(password|pwd)=[^&\s"';]*/gi, "$1=…");
  return environmentPassword.length < 4
    ? withoutAddresses
    : withoutAddresses.replaceAll(environmentPassword, "…");
}
