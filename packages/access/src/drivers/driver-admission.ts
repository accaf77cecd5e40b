import type { DriverIdentity } from "@hos/protocol";

/** A driver that wants to register. The contract of `DriverAdmission` of `@hos/hub`, which this package does not import. */
export interface DriverApplication {
  readonly driver: DriverIdentity;
  readonly token: string | undefined;
  /** `null` where that is not known, which counts as not from this machine. */
  readonly address: string | null;
  /** Free text of the driver, for people. */
  readonly name: string | undefined;
}

/** Whether a driver may register. */
export type DriverVerdict =
  | { readonly type: "admitted" }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "busy"; readonly reason: string }
  | { readonly type: "pairing"; readonly code: string; readonly expiresAt: string };

/** Where decisions about drivers take effect at once: the gateway of `@hos/hub` is one. */
export interface DriverSessions {
  /** Gives the driver that waits with `code` its token. `false`: it is gone. */
  paired(pairing: { readonly driver: DriverIdentity; readonly code: string; readonly token: string }): boolean;
  /** Puts a driver out, registered or waiting, and tells it why. */
  expel(driver: DriverIdentity, reason: string): void;
  /** Sends those that wait for approval away; they come back and get other codes. */
  endWaiting(driver: DriverIdentity): void;
}
