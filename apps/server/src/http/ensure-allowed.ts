import { authorize, type Permission, type Principal } from "@hos/access";
import { ApiFailure } from "@hos/protocol/rest";

/**
 * Returns `principal` where it may do what is asked: REST, SSE and Socket.IO all come by here.
 *
 * @throws {ApiFailure} UNAUTHORIZED without a principal, FORBIDDEN where it does not reach so far.
 */
export function ensureAllowed(principal: Principal | undefined, permission: Permission): Principal {
  const decision = authorize(principal, permission);
  if (principal !== undefined && decision === "allowed") return principal;
  if (principal === undefined) return unauthorized();
  throw new ApiFailure("FORBIDDEN", "The credential does not reach so far.", {
    details: [describeNeed(principal, permission)],
  });
}

/** @throws {ApiFailure} UNAUTHORIZED */
export function unauthorized(): never {
  throw new ApiFailure("UNAUTHORIZED", "The credential is missing, unknown, expired or revoked.", {
    details: ["Send a token as Authorization: Bearer; POST /auth/login gives one."],
  });
}

function describeNeed(principal: Principal, { scope, subject }: Permission): string {
  if (authorize(principal, { scope }) === "denied") return `It needs the scope ${scope}.`;
  if (subject === "home") return "It is about the home as a whole; the credential is confined to a part of it.";
  return "It is confined to another part of the home.";
}
