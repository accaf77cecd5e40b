import type { IncomingMessage } from "node:http";

/** The credential of `Authorization: Bearer <token>`, where the request has one. */
export function readBearer({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? "")?.[1];
}
