import { encodeWebSocketFrame } from "../wire/encode-web-socket-frame.ts";
import { openHttpStream } from "../wire/open-http-stream.ts";
import type { RawConnection } from "../wire/raw-connection.ts";
import { TextWatch } from "../wire/text-watch.ts";
import type { LoadProtocol, TakeDelivery, Target } from "./load-protocol.ts";
import { openHosDriver } from "./open-hos-driver.ts";
import { openSocketIo } from "./open-socket-io.ts";

const driverSide: Pick<LoadProtocol, "openPublisher" | "encode"> = {
  openPublisher: (target, devices) => openHosDriver(target, { instanceId: "bench-1", devices, deviceType: "sensor" }),
  encode: encodeWebSocketFrame,
};

/** The hub, its client on Socket.IO with one BATCH a turn. */
export const hosCoalescedProtocol: LoadProtocol = { ...driverSide, openSubscriber: subscribe(true) };

/** The hub, its client on Socket.IO with one packet an event. */
export const hosPlainProtocol: LoadProtocol = { ...driverSide, openSubscriber: subscribe(false) };

/** The hub, its client on server-sent events. */
export const hosSseProtocol: LoadProtocol = { ...driverSide, openSubscriber: openSse };

function subscribe(coalesce: boolean): LoadProtocol["openSubscriber"] {
  return ({ token, ...address }, take) =>
    openSocketIo(
      address,
      { auth: { coalesce, ...(token !== undefined && { token }) }, readyText: '["SNAPSHOT"' },
      take,
    );
}

async function openSse({ token, ...address }: Target, take: TakeDelivery): Promise<RawConnection> {
  const watch = new TextWatch();
  const ready = watch.find("event: SNAPSHOT");
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const connection = await openHttpStream(address, { path: "/app/os/events", headers, status: 200 }, (bytes) => {
    watch.take(bytes);
    take(bytes, bytes.length);
  });
  await ready;
  return connection;
}
