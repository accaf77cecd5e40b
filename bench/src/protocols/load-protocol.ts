import type { Address, RawConnection } from "../wire/raw-connection.ts";
import type { WireFrame } from "../wire/wire-frame.ts";

/** What the load connects to. */
export interface Target extends Address {
  /** For a server that wants one. */
  readonly token?: string | undefined;
}

/**
 * Takes bytes of a subscriber, valid until it returns.
 *
 * @param counted how many of them belong to deliveries: all but what keeps the connection alive.
 */
export type TakeDelivery = (bytes: Buffer, counted: number) => void;

/** How updates go into a server and come out of it. */
export interface LoadProtocol {
  /** Opens the connection of a driver and announces `devices`, where the server wants to know them. */
  openPublisher(target: Target, devices: readonly string[]): Promise<RawConnection>;
  /** An update as the driver sends it. */
  encode(update: string): WireFrame;
  /** Opens the connection of a client and waits until it will get everything. */
  openSubscriber(target: Target, take: TakeDelivery): Promise<RawConnection>;
}
