import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";

/** A frame of the hub, as it came. */
export type AnyFrame = Record<string, unknown>;

/** Milliseconds after which a test that waits in vain fails. */
export const DEADLINE_MS = 5_000;

/** Rejects, naming `what`, when `promise` does not settle by the deadline. */
export async function within<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}.`)), DEADLINE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A driver without any library: a WebSocket, the frames that came, and the next one on demand. */
export class PlainDriver {
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #frames: AnyFrame[] = [];
  #wake: (() => void) | undefined;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, { perMessageDeflate: false, ...options });
    this.socket.on("message", (data: Buffer) => {
      this.#frames.push(JSON.parse(data.toString()) as AnyFrame);
      this.#wake?.();
    });
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /** Connects and takes CONNECTED. */
  static async connect(url: string, options?: ClientOptions): Promise<PlainDriver> {
    const driver = new PlainDriver(url, options);
    await driver.next();
    return driver;
  }

  /** The next frame of the hub. */
  async next(): Promise<AnyFrame> {
    while (this.#frames.length === 0) {
      await within(new Promise<void>((resolve) => (this.#wake = resolve)), "a frame of the hub");
    }
    return this.#frames.shift() ?? {};
  }

  /** The next `count` frames; the deadline holds for each of them. */
  async take(count: number): Promise<AnyFrame[]> {
    while (this.#frames.length < count) {
      await within(new Promise<void>((resolve) => (this.#wake = resolve)), `frame ${this.#frames.length + 1}`);
    }
    return this.#frames.splice(0, count);
  }

  /** How many frames wait to be taken. */
  get waiting(): number {
    return this.#frames.length;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  event(event: string, deviceId: string, data: unknown = {}): void {
    this.send({ event, device_id: deviceId, data });
  }

  /** Registers and returns the answer. */
  async register(instanceId = "one", driverKey = "TEST", token?: string): Promise<AnyFrame> {
    this.send({ method: "driver.register", params: { driverKey, instanceId, protocolVersion: 1, token } });
    return this.next();
  }

  /** Settles when the hub has handled all that was sent before; nothing may wait unread. */
  async settle(): Promise<void> {
    this.send({ event: "SYNC" });
    const answer = await this.next();
    if ((answer["ref"] as AnyFrame | undefined)?.["event"] !== "SYNC") {
      throw new Error(`An unexpected frame: ${JSON.stringify(answer)}`);
    }
  }

  async close(): Promise<{ code: number; reason: string }> {
    this.socket.close(1000);
    return this.ended();
  }

  /** How the hub, or {@link close}, ended it. */
  ended(): Promise<{ code: number; reason: string }> {
    return within(this.closed, "the end of the connection");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const gone = once(this.socket, "close");
    this.socket.terminate();
    await gone;
  }
}
