import type { Scope } from "@hos/protocol/rest";
import type { DevicePlace } from "./device-place.ts";
import { isWithin } from "./is-within.ts";
import type { Principal } from "./principal.ts";

/** What somebody wants to do. */
export interface Permission {
  readonly scope: Scope;
  /**
   * The device that it is about. `"home"`: it is about the home as a whole, which is not for those who are confined to a
   * part of it. Left out: it is about neither, or each device is asked for on its own.
   */
  readonly subject?: DevicePlace | "home";
}

/** How a request is to be answered: `unknown` is nobody with a good credential, `denied` one that does not reach so far. */
export type Decision = "allowed" | "denied" | "unknown";

/**
 * The one function that decides who may do what: for REST, SSE and Socket.IO alike.
 *
 * @param principal `undefined`: no credential, or no good one.
 */
export function authorize(principal: Principal | undefined, { scope, subject }: Permission): Decision {
  if (principal === undefined) return "unknown";
  if (!principal.scopes.has("os_api_admin") && !principal.scopes.has(scope)) return "denied";
  return subject === undefined || reaches(principal, subject) ? "allowed" : "denied";
}

function reaches({ confinements }: Principal, subject: DevicePlace | "home"): boolean {
  return subject === "home" ? confinements.length === 0 : isWithin(subject, confinements);
}
