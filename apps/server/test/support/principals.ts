import type { Principal } from "@hos/access";
import type { Scope } from "@hos/protocol/rest";
import { createLiveReach } from "../../src/live/live-reach.ts";

/** Somebody with these scopes, confined to these parts of the home. */
export function createPrincipal(
  scopes: readonly Scope[],
  ...confinements: readonly { spaces?: readonly string[]; devices?: readonly string[] }[]
): Principal {
  return {
    kind: "api",
    tokenId: "token-1",
    userId: "user-1",
    name: "Ada",
    scopes: new Set(scopes),
    confinements: confinements.map(({ spaces = [], devices = [] }) => ({
      spaceIds: new Set(spaces),
      deviceIds: new Set(devices),
    })),
  };
}

/** The reach of an admin. */
export const EVERYTHING = createLiveReach(createPrincipal(["os_api_admin"]));
