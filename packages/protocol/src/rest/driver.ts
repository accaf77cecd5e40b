import { Type, type Static } from "typebox";
import { DriverLog } from "../driver/events/driver-log.ts";
import { DriverStatus } from "../driver/events/driver-status.ts";
import { Metric } from "../driver/events/metric-update.ts";
import { DriverKey, InstanceId, Instant } from "../driver/fields.ts";
import { nullable } from "./nullable.ts";

const Count = Type.Integer({ minimum: 0 });

/** What a person decided about a driver instance. */
export const DriverAccess = Type.Enum(["open", "approved", "disabled", "revoked"], {
  description:
    "open: nothing was decided; where it connects from decides. approved: it has a credential. disabled: kept out until enabled. revoked: its credential is void, it may pair anew.",
});
export type DriverAccess = Static<typeof DriverAccess>;

/** A driver that waits for approval. The person compares the code with the one that the driver shows. */
export const DriverPairing = Type.Object({
  code: Type.String(),
  expiresAt: Instant,
  address: nullable(Type.String({ description: "Where it asks from." })),
});
export type DriverPairing = Static<typeof DriverPairing>;

/** Body of POST `/drivers/:key/:instance/approve`: the code that the driver shows. */
export const ApproveDriver = Type.Object(
  { code: Type.String({ pattern: "^[0-9]{6}$" }) },
  { additionalProperties: false },
);
export type ApproveDriver = Static<typeof ApproveDriver>;

/** A driver instance by its names, as a path has them. */
export const DriverName = Type.Object(
  { driverKey: DriverKey, instanceId: InstanceId },
  { additionalProperties: false },
);
export type DriverName = Static<typeof DriverName>;

/** The answer to POST `/drivers/:key/:instance/token`: the only time that the credential is shown. */
export const DriverToken = Type.Object({
  driverKey: DriverKey,
  instanceId: InstanceId,
  token: Type.String({ description: "For the driver alone: a file that it reads, a secret of its container." }),
});
export type DriverToken = Static<typeof DriverToken>;

/** A driver instance as it stands in GET `/drivers`. */
export const DriverSummary = Type.Object({
  driverKey: DriverKey,
  instanceId: InstanceId,
  name: nullable(Type.String()),
  version: nullable(Type.String()),
  status: Type.Enum(["connected", "away", "disconnected", "waiting"], {
    description: "away: the session ended and the grace time runs. waiting: a person has to approve it.",
  }),
  access: DriverAccess,
  pairing: nullable(DriverPairing),
  since: Instant,
  reason: nullable(Type.String({ description: "Why the last session ended." })),
  address: nullable(Type.String({ description: "Network address of the session." })),
  devices: Count,
  health: nullable(DriverStatus),
});
export type DriverSummary = Static<typeof DriverSummary>;

/** Body of GET `/drivers`. */
export const DriverList = Type.Object({ drivers: Type.Array(DriverSummary) });
export type DriverList = Static<typeof DriverList>;

/** A frame of a driver that the hub did not accept. */
export const DriverFault = Type.Object({
  code: Type.String(),
  path: Type.String(),
  message: Type.String(),
  at: Instant,
});
export type DriverFault = Static<typeof DriverFault>;

/** Body of GET `/drivers/:key/:instance`: a driver instance in detail. Lists are bounded, newest last. */
export const DriverDetail = Type.Object({
  ...DriverSummary.properties,
  sessionId: nullable(Type.String()),
  deviceIds: Type.Array(Type.String()),
  waiting: Type.Array(DriverPairing, {
    description: "All that wait for approval as this driver. More than one says that somebody else asks too.",
  }),
  traffic: Type.Object({
    framesIn: Count,
    framesOut: Count,
    framesInPerSecond: Type.Number({ minimum: 0, description: "Mean of the last ten seconds." }),
    rejected: Count,
    sessions: Count,
  }),
  faults: Type.Array(DriverFault),
  logs: Type.Array(Type.Object({ ...DriverLog.properties, at: Instant })),
  metrics: Type.Array(Type.Object({ deviceId: Type.String(), ...Metric.properties, at: Instant })),
});
export type DriverDetail = Static<typeof DriverDetail>;
