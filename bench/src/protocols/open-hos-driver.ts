import { encodeWebSocketFrame } from "../wire/encode-web-socket-frame.ts";
import { openWebSocket } from "../wire/open-web-socket.ts";
import type { RawConnection } from "../wire/raw-connection.ts";
import { TextWatch } from "../wire/text-watch.ts";
import type { Target } from "./load-protocol.ts";

/** The last word of a burst: the hub answers an unknown event with an error, after everything before it. */
export const FENCE = JSON.stringify({ event: "FENCE", data: {} });
/** What the answer to {@link FENCE} contains. */
export const FENCE_ANSWER = "Invalid FENCE.";

/** Which driver it is. */
export interface HosDriverIdentity {
  readonly instanceId: string;
  readonly devices: readonly string[];
  readonly deviceType: string;
  /** What the devices can be told. @default what the hub knows of the type */
  readonly commandCatalog?: readonly object[];
}

/**
 * Registers a driver of HOS and announces its devices. Settles when the hub knows them. On this machine a driver needs no
 * credential.
 */
export async function openHosDriver(target: Target, driver: HosDriverIdentity): Promise<RawConnection> {
  const watch = new TextWatch();
  const connected = watch.find('"CONNECTED"');
  const connection = await openWebSocket(target, "/driver", (bytes) => watch.take(bytes));
  const send = (frame: object) => connection.write(encodeWebSocketFrame(JSON.stringify(frame)).bytes);
  await connected;
  const registered = watch.find('"REGISTERED"');
  send({
    method: "driver.register",
    params: { driverKey: "BENCH", instanceId: driver.instanceId, protocolVersion: 1, name: "Bench" },
  });
  await registered;
  const announced = watch.find(FENCE_ANSWER);
  const { commandCatalog, deviceType } = driver;
  const properties = commandCatalog === undefined ? {} : { properties: { commandCatalog } };
  for (const device of driver.devices) {
    const data = { name: device, deviceType, tags: ["bench"], ...properties };
    send({ event: "DEVICE_DISCOVERED", device_id: device, data });
  }
  connection.write(encodeWebSocketFrame(FENCE).bytes);
  await announced;
  connection.take = () => {};
  return connection;
}
