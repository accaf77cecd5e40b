import { FENCE, FENCE_ANSWER, openHosDriver } from "../../protocols/open-hos-driver.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import { encodeWebSocketFrame } from "../../wire/encode-web-socket-frame.ts";
import type { RawConnection } from "../../wire/raw-connection.ts";
import { readTexts } from "../../wire/read-texts.ts";
import { deviceIds, FIRST_SEQUENCE, UpdateWriter } from "../update-writer.ts";

const FENCE_FRAME = encodeWebSocketFrame(FENCE).bytes;
/** An empty ping, masked (RFC 6455, section 5.5.2): its answer costs every server the same. */
const PING_FRAME = Buffer.from([0x89, 0x80, 1, 2, 3, 4]);
/** The text of the answer to a ping, which has none. */
const PONG = "";
/** Bursts of one driver that the server may have before it answered the first. */
const BURSTS_UNDER_WAY = 2;

/** Which driver, and how it sends. */
export interface IngestFlowOptions {
  readonly index: number;
  readonly devices: number;
  /** Updates of one burst; a ping follows each. */
  readonly burst: number;
}

/** One driver that sends bursts of updates, the next when the server has read one before. */
export class IngestFlow {
  /** Updates that the server has worked off, when it last stopped. */
  done = 0;
  readonly #connection: RawConnection;
  readonly #writer: UpdateWriter;
  readonly #burst: number;
  #sent = 0;
  #running = false;
  #workedOff: (() => void) | undefined;

  static async open(target: Target, { index, devices, burst }: IngestFlowOptions): Promise<IngestFlow> {
    const firstDevice = index * devices;
    const ids = deviceIds(devices, firstDevice);
    const connection = await openHosDriver(target, {
      instanceId: `bench-${index}`,
      devices: ids,
      deviceType: "sensor",
    });
    return new IngestFlow(connection, new UpdateWriter({ devices, firstDevice, encode: encodeWebSocketFrame }), burst);
  }

  private constructor(connection: RawConnection, writer: UpdateWriter, burst: number) {
    this.#connection = connection;
    this.#writer = writer;
    this.#burst = burst;
    connection.take = readTexts((text) => this.#answered(text));
  }

  /** Sends without a break. */
  run(): void {
    this.#running = true;
    for (let count = 0; count < BURSTS_UNDER_WAY; count += 1) this.#send();
  }

  /** Sends no more and waits until all is worked off. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#connection.write(FENCE_FRAME);
    await new Promise<void>((resolve) => (this.#workedOff = resolve));
    this.done = this.#sent;
  }

  close(): void {
    this.#connection.close();
  }

  #send(): void {
    const from = FIRST_SEQUENCE + this.#sent;
    this.#sent += this.#burst;
    this.#connection.write(Buffer.concat([this.#writer.write(from, from + this.#burst), PING_FRAME]));
  }

  #answered(text: string): void {
    if (text === PONG) {
      if (this.#running) this.#send();
      return;
    }
    if (!text.includes(FENCE_ANSWER)) throw new Error(`The server says: ${text}`);
    this.#workedOff?.();
  }
}
