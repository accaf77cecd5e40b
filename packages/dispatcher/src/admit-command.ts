import type { DriverIdentity, JsonObject } from "@hos/protocol";
import { isCommandFault, type ResolvedCommand } from "@hos/protocol/device-model";
import type { CommandFailure } from "./command/command-failure.ts";
import type { DispatchPorts } from "./dispatch-ports.ts";

/** A request that may be carried out. */
export interface Admission {
  readonly owner: DriverIdentity;
  readonly resolved: ResolvedCommand;
}

/** What is checked of a request. */
export interface Admissible {
  readonly deviceId: string;
  readonly command: string;
  readonly payload: JsonObject;
}

/** Checks that the device is known and that the command fits its catalogue. Throws what the port or the catalogue does. */
export function admitCommand(
  ports: DispatchPorts,
  { deviceId, command, payload }: Admissible,
): Admission | CommandFailure {
  const device = ports.findDevice(deviceId);
  if (device === undefined) {
    return {
      code: "NO_DEVICE",
      error: `There is no device ${deviceId}.`,
      details: ["Check the id against the list of devices."],
    };
  }
  const resolved = device.catalogue.resolve(command, payload);
  if (isCommandFault(resolved)) return { code: resolved.code, error: resolved.message, details: resolved.details };
  return { owner: device.owner, resolved };
}
