import type { Clock, CreateId, Logger } from "@hos/runtime";
import type { ConfigStore } from "@hos/storage";
import type { RandomBytes } from "../credentials/random-bytes.ts";

/**
 * Which drivers need a credential: `loopback`, those that do not connect from this machine; `token`, all; `open`, none.
 */
export type DriverAuthMode = "loopback" | "token" | "open";

/** What a `DriverGate` is made of. */
export interface DriverGateOptions {
  /** Started when `start()` is called. The collection `driver-grants` is the gate's. */
  readonly config: ConfigStore;
  readonly clock: Clock;
  /** Is told who decided what; never a code or a token. */
  readonly logger: Logger;
  /** @default "loopback" */
  readonly mode?: DriverAuthMode;
  readonly createId?: CreateId;
  readonly randomBytes?: RandomBytes;
  /** Makes a pairing code of six digits. @default from the secure random source */
  readonly createCode?: (() => string) | undefined;
  readonly limits?: Partial<DriverGateLimits>;
}

/** Bounds of pairing. */
export interface DriverGateLimits {
  /** How long a code holds, milliseconds. @default 300_000 */
  readonly pairingMs: number;
  /** Drivers that may wait for approval at a time. @default 64 */
  readonly waitingDrivers: number;
  /** Of these, from one address (of IPv6: 64 bits). @default 16 */
  readonly waitingPerAddress: number;
  /** With so many wrong codes for one driver its codes are void. @default 5 */
  readonly wrongCodes: number;
}

/** The limits of a gate that was given none. */
export const DEFAULT_DRIVER_GATE_LIMITS: DriverGateLimits = {
  pairingMs: 300_000,
  waitingDrivers: 64,
  waitingPerAddress: 16,
  wrongCodes: 5,
};
