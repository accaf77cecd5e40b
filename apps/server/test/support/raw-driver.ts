import { once } from "node:events";
import { isJsonObject } from "@hos/protocol";
import { WebSocket } from "ws";
import { OWNER } from "./home.ts";

type Frame = Record<string, unknown>;
type ActHandler = (action: Frame, driver: RawDriver) => void;

/** A driver that speaks the wire with nothing but ws. It registers before `connectDriver` returns. */
export interface RawDriver extends AsyncDisposable {
  readonly socket: WebSocket;
  /** Every ACTION, oldest first. */
  readonly actions: Frame[];
  /** Called with `data` of each ACTION. @default answers with success */
  onAction: ActHandler;
  send(event: string, deviceId: string, data: Frame): void;
  /** Sends DEVICE_DISCOVERED. */
  announce(deviceId: string, more?: Frame): void;
  /** Answers an action. */
  answer(action: Frame, result?: Frame): void;
  close(): Promise<void>;
}

export async function connectDriver(url: string, identity = OWNER): Promise<RawDriver> {
  const socket = new WebSocket(url);
  const actions: Frame[] = [];
  const registered = Promise.withResolvers<void>();
  const send = (event: string, deviceId: string, data: Frame) =>
    socket.send(JSON.stringify({ event, device_id: deviceId, data }));
  const driver: RawDriver = {
    socket,
    actions,
    onAction: (action) => driver.answer(action),
    send,
    announce: (deviceId, more = {}) =>
      send("DEVICE_DISCOVERED", deviceId, { name: deviceId, deviceType: "light", ...more }),
    answer: (action, result = {}) =>
      send("ACTION_RESULT", String(action["deviceId"]), { success: true, requestId: action["requestId"], ...result }),
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, "close");
    },
    [Symbol.asyncDispose]: () => driver.close(),
  };
  socket.on("error", registered.reject);
  socket.on("message", (data: Buffer) => {
    const frame: unknown = JSON.parse(data.toString());
    if (!isJsonObject(frame)) return;
    if (frame["event"] === "REGISTERED") registered.resolve();
    if (frame["event"] !== "ACTION" || !isJsonObject(frame["data"])) return;
    actions.push(frame["data"]);
    driver.onAction(frame["data"], driver);
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ method: "driver.register", params: { ...identity, protocolVersion: 1 } }));
  await registered.promise;
  return driver;
}
