import type { Principal } from "../authorization/principal.ts";

/** Who brings the root token: the one who runs the machine. For the command line too, which is the same person. */
export const ROOT_PRINCIPAL: Principal = {
  kind: "root",
  tokenId: "root",
  userId: undefined,
  name: "root",
  scopes: new Set(["os_api_admin"] as const),
  confinements: [],
};
