import type { AccessControl } from "@hos/access";

/** What the live stream needs of access control. */
export type LiveAccess = Pick<AccessControl, "authenticate" | "onRevoked">;
