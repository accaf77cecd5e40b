import type { JsonObject } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type { LiveStateUpdate } from "@hos/protocol/live";

/**
 * The change of a device that reported values.
 *
 * A class, and no literal: V8 decides for each literal, at the first collections, in which generation its objects are born.
 * The young one is small then, changes outlive it while they wait for the end of their turn, and all later ones would be
 * left to the slow collector of the old one.
 */
export class StateChange implements LiveStateUpdate {
  readonly event = "STATE_UPDATE";
  readonly device_id: string;
  readonly data: JsonObject;
  readonly revision: number;
  readonly at: string;
  declare extras?: JsonObject;

  /** @param device has the revision of the change already. */
  constructor({ id, revision }: Pick<DeviceRecord, "id" | "revision">, data: JsonObject, at: string) {
    this.device_id = id;
    this.data = data;
    this.revision = revision;
    this.at = at;
  }
}
