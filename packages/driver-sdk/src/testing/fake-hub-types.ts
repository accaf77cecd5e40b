import type { DriverErrorCode, DriverEvent, DriverEventName, JsonObject } from "@hos/protocol";

/** How a `FakeHub` is made. */
export interface FakeHubOptions {
  /** Milliseconds that its waits last at most. @default 4000 */
  readonly deadlineMs?: number;
  /** @default a free one */
  readonly port?: number;
}

/** What `FakeHub.rejectRegistration` answers. */
export interface RegistrationRejection {
  readonly code: DriverErrorCode;
  readonly message?: string;
  readonly details?: readonly string[];
  /** The socket is closed with this code after the error frame. @default it stays open */
  readonly closeCode?: number;
}

/** A driver that asked for approval. */
export interface FakePairing {
  readonly driverKey: string;
  readonly instanceId: string;
  readonly code: string;
}

/** An action that a `FakeHub` sends. */
export interface FakeAction {
  readonly deviceId: string;
  readonly command: string;
  /** @default {} */
  readonly payload?: JsonObject;
  /** @default a new one */
  readonly requestId?: string;
  /** @default 5000 */
  readonly timeoutMs?: number;
}

/** An event of the name `Name`, as a hub reads it. */
export type FakeHubEvent<Name extends DriverEventName> = Extract<DriverEvent, { event: Name }>;
