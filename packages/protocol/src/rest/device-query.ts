import { Type, type Static } from "typebox";
import { DeviceId, DeviceType, DriverKey } from "../driver/fields.ts";
import { createRequestCheck } from "./create-request-check.ts";
import { PageLimit } from "./page-limit.ts";
import { type QueryParams, readQuery } from "./read-query.ts";
import { SpaceId } from "./space-id.ts";

/** Query of GET `/devices`. Each member narrows. */
export const DeviceQuery = Type.Object({
  space: Type.Optional(SpaceId),
  type: Type.Optional(DeviceType),
  driver: Type.Optional(DriverKey),
  tag: Type.Optional(Type.String({ minLength: 1 })),
  limit: PageLimit,
  cursor: Type.Optional(Type.Unsafe<string>({ ...DeviceId, description: "`cursor` of the page before." })),
});
export type DeviceQuery = Static<typeof DeviceQuery>;

const check = createRequestCheck(DeviceQuery, "device query");

/**
 * Reads the query of GET `/devices`; empty and unknown parameters are ignored.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseDeviceQuery(params: QueryParams): DeviceQuery {
  return check(readQuery(params, DeviceQuery));
}
