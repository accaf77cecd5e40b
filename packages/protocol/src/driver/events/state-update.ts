import { Type } from "typebox";
import { Extras } from "../../device-model/device-state.ts";
import type { JsonObject } from "../../json/json-value.ts";

/**
 * `data` of STATE_UPDATE: state fields flat, everything else under `extras`. Merged into what the hub holds; `null` is
 * an unknown reading.
 */
export const StateUpdate = Type.Unsafe<StateUpdate>(
  Type.Object({ extras: Type.Optional(Extras) }, { additionalProperties: true }),
);
export type StateUpdate = JsonObject & { readonly extras?: JsonObject };
