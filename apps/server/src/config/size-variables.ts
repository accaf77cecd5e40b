import { LIMITS } from "@hos/protocol";
import { Type } from "typebox";

const MEBIBYTE = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** What is stored, and the bounds of time and memory. */
export const SIZE_VARIABLES = {
  HOS_DATA_DIR: Type.String({
    default: "data",
    description: "Directory of what outlives a restart. It is made where it is missing.",
  }),
  HOS_GRACE_MS: Type.Integer({
    minimum: 0,
    maximum: HOUR_MS,
    default: 5000,
    description: "How long a driver may be away before its devices are offline, milliseconds.",
  }),
  HOS_HISTORY_SIZE: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 10_000,
    description: "How many changes are kept for clients that resume.",
  }),
  HOS_MAX_BODY_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 64 * MEBIBYTE,
    default: MEBIBYTE,
    description: "The largest body of a request, bytes.",
  }),
  HOS_MAX_BACKUP_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 64 * 1024 * MEBIBYTE,
    default: 1024 * MEBIBYTE,
    description: "The largest backup that POST /restore takes, bytes.",
  }),
  HOS_MAX_FRAME_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 64 * MEBIBYTE,
    default: LIMITS.frameBytes,
    description: "The largest frame of a driver, bytes.",
  }),
  HOS_PING_INTERVAL_MS: Type.Integer({
    minimum: 100,
    maximum: HOUR_MS,
    default: LIMITS.pingIntervalMs,
    description: "How often drivers are pinged, milliseconds; two misses end the session.",
  }),
  HOS_CLIENT_TIME_PERCENT: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 30,
    description:
      "How much of the hub's time the requests of one credential may take, percent; more is answered `TOO_MANY_REQUESTS`. Not for the token of `HOS_ADMIN_TOKEN_FILE`.",
  }),
  HOS_CLIENT_BUFFER_BYTES: Type.Integer({
    minimum: 1024,
    maximum: 1024 * MEBIBYTE,
    default: 4 * MEBIBYTE,
    description:
      "Bytes that are kept for live clients that lag, before they get the newest state instead of each change.",
  }),
  HOS_CLIENT_STALL_MS: Type.Integer({
    minimum: 1000,
    maximum: HOUR_MS,
    default: 60_000,
    description: "How long a live client may read nothing of what waits for it before it is cut, milliseconds.",
  }),
};
