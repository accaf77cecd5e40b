import type { Scope } from "@hos/protocol/rest";

/** A part of the home: a device is inside when its space or its id is named. */
export interface Confinement {
  readonly spaceIds: ReadonlySet<string>;
  readonly deviceIds: ReadonlySet<string>;
}

/** Somebody who asks something of the hub, once the credential was found good. It never changes. */
export interface Principal {
  /** `root` is the token of HOS_ADMIN_TOKEN_FILE. */
  readonly kind: "session" | "api" | "root";
  /** Of the token or session; revoking it names this. */
  readonly tokenId: string;
  /** Whose it is; `undefined` where it is nobody's. */
  readonly userId: string | undefined;
  /** Of the person or the token, for people. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Every one of them confines: that of the person and that of the token. Empty: the whole home. */
  readonly confinements: readonly Confinement[];
}
