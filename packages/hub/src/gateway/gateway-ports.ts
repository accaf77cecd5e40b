import type { DriverEvent, DriverIdentity, ProtocolError, RegisterRequest } from "@hos/protocol";
import type { TrafficMeter } from "../directory/traffic-meter.ts";
import type { FrameRejected } from "../events/hub-events.ts";
import type { SessionEnd } from "../session/session-state.ts";

/** A session that has just registered. */
export interface Registration {
  readonly driver: DriverIdentity;
  readonly sessionId: string;
  readonly request: RegisterRequest;
  readonly address: string | null;
  /** What the session counted before it had a name. */
  readonly traffic: TrafficMeter;
}

/** A registered session that has just ended. */
export interface Departure {
  readonly driver: DriverIdentity;
  readonly sessionId: string;
  readonly end: SessionEnd;
  /** A newer session of the same driver took over: the driver itself is not away. */
  readonly replaced: boolean;
}

/** What a gateway needs of the hub behind it. All of it is called synchronously, and in the order of the frames. */
export interface GatewayPorts {
  /** The ids that the hub holds for `driver`: what REGISTERED tells it. */
  devicesOf(driver: DriverIdentity): readonly string[];
  /** After REGISTERED was sent. Returns the meter that counts from now on. */
  opened(registration: Registration): TrafficMeter;
  /** Once for each `opened`. */
  ended(departure: Departure): void;
  /** @throws {ProtocolError} what the driver is answered. */
  receive(driver: DriverIdentity, event: DriverEvent): void;
  /** After the driver was answered. */
  rejected(rejection: FrameRejected): void;
  /** Somebody who says to be `driver` is not let in. The driver itself may be there. */
  refused(driver: DriverIdentity, error: ProtocolError): void;
}
