import type { AccessControl, Permission, Principal } from "@hos/access";
import type { RestRoute } from "@hos/specs";
import type { ApiContext } from "./api-context.ts";
import { ensureAllowed, unauthorized } from "./ensure-allowed.ts";
import { readBearerToken } from "./read-bearer-token.ts";
import { readHeader } from "./read-header.ts";

/** Says who asks, once that is known to be allowed; throws where it is not. */
export type Guard = (c: ApiContext) => Principal;

/** Says whose credential a request bears. */
export type Identify = (c: ApiContext) => Principal | undefined;

/** Reads the credential of the `Authorization` header. */
export function createBearerIdentify(access: Pick<AccessControl, "authenticate">): Identify {
  return (c) => access.authenticate(readBearerToken(readHeader(c, "authorization")));
}

/**
 * Makes the guard of a route: one call before its handler, and no chain of middleware.
 *
 * @returns `undefined` for a route that is for everybody.
 */
export function createGuard(route: Pick<RestRoute, "scope" | "wholeHome">, identify: Identify): Guard | undefined {
  const { scope, wholeHome } = route;
  if (scope === "public") return undefined;
  if (scope === "signed-in") return (c) => identify(c) ?? unauthorized();
  const permission: Permission = wholeHome === true ? { scope, subject: "home" } : { scope };
  return (c) => ensureAllowed(identify(c), permission);
}
