import type { DriverIdentity } from "@hos/protocol";

/** A driver that wants to register. */
export interface AdmissionRequest {
  readonly driver: DriverIdentity;
  /** Of the registration, or of the upgrade request's `Authorization: Bearer`. */
  readonly token: string | undefined;
  /** Where the driver connects from; `null` where that is not known, which counts as not from this machine. */
  readonly address: string | null;
  /** Free text of the driver, for people. */
  readonly name: string | undefined;
}

/** Whether a driver may register. */
export type AdmissionVerdict =
  | { readonly type: "admitted" }
  /** Answered UNAUTHORIZED with this sentence, then closed with 4003. */
  | { readonly type: "refused"; readonly reason: string }
  /** Answered PAIRING_REQUIRED; the session waits until `expiresAt` (ISO 8601), then it is closed with 4002. */
  | { readonly type: "pairing"; readonly code: string; readonly expiresAt: string };

/**
 * Decides which drivers may register. The hub asks synchronously at every `driver.register`. What a person decides later
 * reaches the hub through `DriverWebSocketServer.paired` and `.expel`.
 */
export interface DriverAdmission {
  admit(request: AdmissionRequest): AdmissionVerdict;
  /** A driver that waited for approval is gone, or registered. Its code no longer counts. */
  waitingEnded(driver: DriverIdentity): void;
}
