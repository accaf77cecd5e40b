import { createRequestCheck } from "./create-request-check.ts";
import { DeviceSettings } from "./device.ts";

const check = createRequestCheck(DeviceSettings, "device settings");

/**
 * Reads the body of POST `/devices/:id`. A member that it does not know is refused: nothing that a person sets is
 * silently lost.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function parseDeviceSettings(input: unknown): DeviceSettings {
  return check(input);
}
