import { Type, type Static } from "typebox";
import { DeviceId } from "../driver/fields.ts";
import { SpaceId } from "./space-id.ts";

const MAX_TERMS = 1000;

/**
 * Confines a person or a token to a part of the home: a device is inside when it is in one of the spaces **or** is one
 * of the devices. Without either member the whole home is inside.
 */
export const Narrowing = Type.Object({
  spaceIds: Type.Optional(
    Type.Array(SpaceId, { maxItems: MAX_TERMS, description: "Confines to what is in these spaces, and to deviceIds." }),
  ),
  deviceIds: Type.Optional(
    Type.Array(DeviceId, { maxItems: MAX_TERMS, description: "Confines to these devices, and to spaceIds." }),
  ),
});
export type Narrowing = Static<typeof Narrowing>;
