import { createHash } from "node:crypto";
import { authorize, createDeviceFilter, type DeviceFilter, describeReach, type Principal } from "@hos/access";

/** How far a live stream may show the home: what REST would show the same principal, and no more. */
export interface LiveReach {
  /** The same text for principals that see the same. */
  readonly key: string;
  /** Whether the coming and going of drivers is shown. */
  readonly seesDrivers: boolean;
  /** Which devices are shown; `undefined`: every one. */
  readonly sees: DeviceFilter | undefined;
}

const MARK_LENGTH = 10;

/** How far the stream of a principal reaches, who may read devices. */
export function createLiveReach(principal: Principal): LiveReach {
  const sees = createDeviceFilter(principal);
  const seesDrivers = authorize(principal, { scope: "drivers:manage", subject: "home" }) === "allowed";
  // Of the scopes only that on drivers makes a difference to what is shown.
  const key = `${String(seesDrivers)} ${describeReach({ ...principal, scopes: new Set() })}`;
  return { key, seesDrivers, sees };
}

/**
 * The epoch that a principal is told. Its cursors are good for its own reach only: they bear a mark of it, so that a
 * client whose reach changed gets a snapshot, and neither keeps nor lacks what the change moved.
 */
export function createReachEpoch(epoch: string, { key, sees }: Pick<LiveReach, "key" | "sees">): string {
  if (sees === undefined) return epoch;
  return `${epoch}-${createHash("sha256").update(key).digest("base64url").slice(0, MARK_LENGTH)}`;
}
