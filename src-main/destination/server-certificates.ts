import { getCACertificates } from "node:tls";
import type { ServerLocation } from "./database-url.ts";

/** What the drivers of PostgreSQL and MySQL are told; null: no encryption. */
interface CertificateCheck {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string[];
}

/** Encrypted with the certificate checked, encrypted only, or not at all. */
export function certificateCheckOf({ ssl }: Pick<ServerLocation, "ssl">): CertificateCheck | null {
  switch (ssl) {
    case "require":
      return { rejectUnauthorized: true, ...trustedAuthorities() };
    case "no-verify":
      return { rejectUnauthorized: false };
    case "disable":
      return null;
  }
}

/** Also those that this computer trusts: an office's own authority is in the certificate store of Windows. */
export function trustedAuthorities(): { readonly ca?: string[] } {
  try {
    return { ca: [...getCACertificates("default"), ...getCACertificates("system")] };
  } catch {
    // A store that cannot be read adds nothing; Node's own list counts.
    return {};
  }
}
