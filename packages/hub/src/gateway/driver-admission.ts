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
  /** Answered UNAUTHORIZED with this sentence, then closed with 4003: the driver stays away. */
  | { readonly type: "refused"; readonly reason: string }
  /** Answered LIMIT_EXCEEDED with this sentence, then closed with 4002: the driver may ask again later. */
  | { readonly type: "busy"; readonly reason: string }
  /** Answered PAIRING_REQUIRED; the session waits until `expiresAt` (ISO 8601), then it is closed with 4002. */
  | { readonly type: "pairing"; readonly code: string; readonly expiresAt: string };

/**
 * Decides which drivers may register. The hub asks synchronously at every `driver.register`. What a person decides later
 * reaches the hub through `DriverWebSocketServer.paired`, `.expel` and `.endWaiting`.
 *
 * A pairing code belongs to one connection: of two that ask for the same driver each has its own.
 */
export interface DriverAdmission {
  admit(request: AdmissionRequest): AdmissionVerdict;
  /** The session that was given `code` waits no more: it is gone, was ended, or was sent its token. The code is void. */
  waitingEnded(driver: DriverIdentity, code: string): void;
}

/** Lets every driver in: the hub of a program that decides otherwise who can reach it. */
export const admitEverybody: DriverAdmission = {
  admit: () => ({ type: "admitted" }),
  waitingEnded() {},
};
