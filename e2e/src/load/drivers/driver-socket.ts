import { once } from "node:events";
import type { DriverIdentity } from "@hos/protocol";
import { WebSocket } from "ws";

/** A frame of the hub. */
export type Frame = Readonly<Record<string, unknown>>;

/** A driver connection that speaks the wire with nothing but ws, right or wrong. */
export class DriverSocket implements AsyncDisposable {
  /** Every frame that came, oldest first. */
  readonly frames: Frame[] = [];
  /** The close code, once it is closed. */
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  #wake: (() => void)[] = [];

  /** @param token goes into the Authorization header of the upgrade. */
  static async open(url: string, token?: string): Promise<DriverSocket> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(url, { perMessageDeflate: false, headers, maxPayload: 64 * 1024 * 1024 });
    const driver = new DriverSocket(socket);
    await once(socket, "open");
    return driver;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#tell();
    });
    // A connection that breaks closes too.
    socket.on("error", () => undefined);
    socket.on("close", (code) => {
      this.closeCode = code;
      this.#tell();
    });
  }

  get isOpen(): boolean {
    return this.closeCode === undefined;
  }

  /** What waits to be sent, bytes. */
  get unsentBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** Text and bytes go out as they are, anything else as JSON. After the end it goes nowhere. */
  send(frame: object | string | Buffer): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  register(driver: DriverIdentity, more: object = {}): void {
    this.send({ method: "driver.register", params: { ...driver, protocolVersion: 1, ...more } });
  }

  /** Waits until a frame fits, of those that came and those that come, or the connection is closed. */
  async find(fits: (frame: Frame) => boolean): Promise<Frame | undefined> {
    let seen = 0;
    for (;;) {
      for (; seen < this.frames.length; seen += 1) {
        const frame = this.frames[seen];
        if (frame !== undefined && fits(frame)) return frame;
      }
      if (!this.isOpen) return undefined;
      await new Promise<void>((resolve) => void this.#wake.push(resolve));
    }
  }

  /** Cuts the connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
    while (this.isOpen) await new Promise<void>((resolve) => void this.#wake.push(resolve));
  }

  #tell(): void {
    const woken = this.#wake;
    this.#wake = [];
    for (const wake of woken) wake();
  }
}
