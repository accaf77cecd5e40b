import { once } from "node:events";
import type { DriverIdentity } from "@hos/protocol";
import { WebSocket } from "ws";
import { Inbox } from "../wait/inbox.ts";

/** A frame of the hub. */
export type HubFrame = Readonly<Record<string, unknown>>;

/** What a raw driver registers as where a test does not care. */
export const RAW_IDENTITY: DriverIdentity = { driverKey: "RAW_DRIVER", instanceId: "raw-1" };

/** A driver that speaks the wire with nothing but ws, right or wrong. */
export class RawDriver implements AsyncDisposable {
  readonly frames = new Inbox<HubFrame>();
  /** The close code. */
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;

  /** Opens the socket and registers as `identity`. */
  static async register(url: string, identity: DriverIdentity = RAW_IDENTITY): Promise<RawDriver> {
    const driver = await RawDriver.open(url);
    driver.send({ method: "driver.register", params: { ...identity, protocolVersion: 1 } });
    await driver.answer("REGISTERED");
    return driver;
  }

  /** Opens the socket only. */
  static async open(url: string): Promise<RawDriver> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const driver = new RawDriver(socket);
    await once(socket, "open");
    return driver;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.frames.add(JSON.parse(data.toString()) as HubFrame));
    // A connection that breaks closes too.
    socket.on("error", () => undefined);
    this.closed = once(socket, "close").then(([code]) => {
      this.frames.end(`The hub closed the connection with ${code}.`);
      return code as number;
    });
  }

  /** Text and bytes go out as they are, anything else as JSON. */
  send(frame: object | string | Buffer): void {
    this.#socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Sends an event in its canonical form. */
  event(event: string, deviceId: string, data: object = {}): void {
    this.send({ event, device_id: deviceId, data });
  }

  /** Announces a light. */
  announce(deviceId: string, more: object = {}): void {
    this.event("DEVICE_DISCOVERED", deviceId, { name: deviceId, deviceType: "light", ...more });
  }

  /** The first frame of that event, of those that came and those that come. */
  async answer(event: string): Promise<HubFrame> {
    return await this.frames.find(event, (frame) => frame["event"] === event);
  }

  /** `data` of the first ACTION of that command. */
  async action(command: string): Promise<HubFrame> {
    const dataOf = (frame: HubFrame) => frame["data"] as HubFrame;
    return dataOf(
      await this.frames.find(
        `ACTION ${command}`,
        (frame) => frame["event"] === "ACTION" && dataOf(frame)["command"] === command,
      ),
    );
  }

  /** Sends `frame` and waits for the error that answers it. */
  async refusal(frame: object | string | Buffer): Promise<HubFrame> {
    const refusal = this.frames.next("An error", ({ ok }) => ok === false);
    this.send(frame);
    return await refusal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
    await this.closed;
  }
}
