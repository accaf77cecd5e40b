import type { Scope } from "@hos/protocol/rest";

/** What both allow. `os_api_admin` is all of them. */
export function intersectScopes(one: readonly Scope[], other: readonly Scope[]): ReadonlySet<Scope> {
  if (one.includes("os_api_admin")) return new Set(other);
  if (other.includes("os_api_admin")) return new Set(one);
  return new Set(one.filter((scope) => other.includes(scope)));
}
