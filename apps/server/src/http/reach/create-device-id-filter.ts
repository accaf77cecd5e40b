import { createDeviceFilter, type Principal } from "@hos/access";
import type { Hub } from "@hos/hub";

/**
 * Whether `by` reaches the device of an id. Who sees the whole home may name what is not there too: a retry of a command
 * whose device is gone is answered, and what the journal keeps of it is read.
 */
export function createDeviceIdFilter({ devices }: Pick<Hub, "devices">, by: Principal): (deviceId: string) => boolean {
  const sees = createDeviceFilter(by);
  if (sees === undefined) return () => true;
  return (deviceId) => {
    const device = devices.get(deviceId);
    return device !== undefined && sees(device);
  };
}
