import { Type, type Static } from "typebox";

/** What a token or a person may do. `os_api_admin` is all of it. */
export const Scope = Type.Enum(["os_api_admin", "devices:read", "devices:command", "drivers:manage", "config:write"]);
export type Scope = Static<typeof Scope>;

/** Scopes together. */
export const Scopes = Type.Array(Scope, { minItems: 1, uniqueItems: true });
