import type { Role, Scope } from "@hos/protocol/rest";

/** What a person of each role may do. */
export const ROLE_SCOPES = {
  admin: ["os_api_admin"],
  member: ["devices:read", "devices:command", "config:write"],
  guest: ["devices:read", "devices:command"],
} as const satisfies Record<Role, readonly Scope[]>;
