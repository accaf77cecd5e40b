import { createDeviceFilter, type Principal } from "@hos/access";
import type { Hub } from "@hos/hub";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { ApiFailure } from "@hos/protocol/rest";

/**
 * The device of a request. To one who is confined, a device outside is like one that does not exist.
 *
 * @throws {ApiFailure} NO_DEVICE
 */
export function findDevice({ devices }: Pick<Hub, "devices">, id: string, by: Principal): Readonly<DeviceRecord> {
  const device = devices.get(id);
  if (device !== undefined && createDeviceFilter(by)?.(device) !== false) return device;
  throw new ApiFailure("NO_DEVICE", `There is no device ${JSON.stringify(id)}.`, {
    details: ["GET /devices lists the devices that there are."],
  });
}
