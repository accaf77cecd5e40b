import { openHosDriver } from "../protocols/open-hos-driver.ts";
import type { Target } from "../protocols/load-protocol.ts";
import type { RawConnection } from "../wire/raw-connection.ts";
import { deviceIds } from "./update-writer.ts";

/** How many drivers there are, and what they announce. */
export interface HomeSize {
  readonly drivers: number;
  readonly devicesPerDriver: number;
}

const AT_A_TIME = 50;

/** Opens drivers one after the other, some at a time, and waits until the hub knows all of their devices. */
export async function openHome(target: Target, { drivers, devicesPerDriver }: HomeSize): Promise<RawConnection[]> {
  const connections: RawConnection[] = [];
  for (let first = 0; first < drivers; first += AT_A_TIME) {
    const indices = Array.from({ length: Math.min(AT_A_TIME, drivers - first) }, (_none, offset) => first + offset);
    const opened = await Promise.all(
      indices.map((index) =>
        openHosDriver(target, {
          instanceId: `bench-${index}`,
          devices: deviceIds(devicesPerDriver, index * devicesPerDriver),
          deviceType: "sensor",
        }),
      ),
    );
    connections.push(...opened);
  }
  return connections;
}
