/** How long a browser may remember the answer to a preflight, seconds. */
const MAX_AGE_SECONDS = 600;

/** Headers of an answer to a page of `origin` that may use the hub although it is of another site. No cookies are used. */
export function createCorsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after",
    vary: "origin",
  };
}

/** Further headers of the answer to a preflight: what such a page may send. */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, last-event-id",
  "access-control-max-age": String(MAX_AGE_SECONDS),
};
