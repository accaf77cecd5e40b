import type { Action } from "@hos/protocol";
import type { Disconnection } from "./connection/disconnection.ts";
import type { DriverError } from "./errors/driver-error.ts";

/** The events of a `HosDriver` and what their listeners get. */
export interface HosDriverEvents {
  /** The socket is open and the hub has greeted. */
  connected: { readonly server: { readonly name: string; readonly version: string }; readonly protocolVersion: number };
  /** The hub took the registration, and has been told all that the driver knows. */
  registered: {
    readonly sessionId: string;
    /** The ids that the hub held for this driver when it registered. */
    readonly devices: readonly string[];
  };
  /**
   * A person has to approve this driver in the hub, and compares the code there with this one: show it. The driver stays
   * connected and registers when it is approved; without approval it comes back with another code after `expiresAt`.
   */
  pairing: { readonly code: string; readonly expiresAt: string };
  /** A new action, before its handler runs. To look on only: what answers is the handler. */
  action: Action;
  /** A connection ended, or an attempt to make one failed. */
  disconnected: Disconnection;
  /** A newer session with the same driverKey and instanceId took over; this driver stays away. After `disconnected`. */
  replaced: { readonly reason: string };
  /** The hub refused something, or something cannot be sent. Without a listener it is logged. */
  error: DriverError;
}
