const BEARER = /^bearer +([\w.~+/=-]+) *$/i;

/** The token of an `Authorization: Bearer` header; `undefined` where it has none (RFC 6750, section 2.1). */
export function readBearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
}
