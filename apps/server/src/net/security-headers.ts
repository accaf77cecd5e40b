import { createHash } from "node:crypto";

/** How long a browser that came by TLS once comes by TLS only, seconds: 30 days. */
const HSTS_SECONDS = 30 * 24 * 3600;
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The headers that every answer of the server carries, by name. An answer may set its own in their place. */
export function createSecurityHeaders({ tls }: { readonly tls: boolean }): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": NOTHING,
    ...(tls && { "strict-transport-security": `max-age=${HSTS_SECONDS}` }),
  };
}

/** The Content-Security-Policy of a page that has nothing but its own text and inline styles. */
export function createPagePolicy(html: string): string {
  const hashes = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(
    ([, style = ""]) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  );
  return hashes.length === 0 ? NOTHING : `${NOTHING}; style-src ${hashes.join(" ")}`;
}
