import type { DriverStanding, WaitingDriver } from "@hos/access";
import type { KnownDriver, KnownDriverDetail } from "@hos/hub";
import type { DriverDetail, DriverPairing, DriverSummary } from "@hos/protocol/rest";

/** A driver as the hub and the gate know it together; one of them may not know it. */
export function mergeDriver(known: KnownDriver | undefined, standing: DriverStanding): DriverSummary {
  const { driver, access, changedAt, waiting } = standing;
  const [first] = waiting;
  const isThere = known !== undefined && known.status !== "disconnected";
  const waits = first !== undefined && !isThere;
  return {
    ...driver,
    name: known?.name ?? first?.name ?? null,
    version: known?.version ?? null,
    status: waits ? "waiting" : (known?.status ?? "disconnected"),
    access,
    pairing: first === undefined ? null : toPairing(first),
    since: waits ? first.since : (known?.since ?? changedAt ?? NEVER),
    reason: known?.reason ?? null,
    address: waits ? first.address : (known?.address ?? null),
    devices: known?.devices ?? 0,
    health: known?.health ?? null,
  };
}

/** A driver in detail as the hub and the gate know it together. */
export function mergeDriverDetail(known: KnownDriverDetail | undefined, standing: DriverStanding): DriverDetail {
  return {
    ...(known ?? NOTHING_KNOWN),
    ...mergeDriver(known, standing),
    waiting: standing.waiting.map(toPairing),
  };
}

/** Of a driver that neither has ever heard of: nobody is told of it. */
const NEVER = "1970-01-01T00:00:00.000Z";

const NOTHING_KNOWN = {
  sessionId: null,
  deviceIds: [],
  traffic: { framesIn: 0, framesOut: 0, framesInPerSecond: 0, rejected: 0, sessions: 0 },
  faults: [],
  logs: [],
  metrics: [],
} satisfies Partial<DriverDetail>;

function toPairing({ code, expiresAt, address }: WaitingDriver): DriverPairing {
  return { code, expiresAt, address };
}
