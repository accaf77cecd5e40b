import type { RawConnection } from "../../wire/raw-connection.ts";
import type { DeliveryMeter } from "./delivery-meter.ts";
import { SendTimes } from "./send-times.ts";
import { FIRST_SEQUENCE, type UpdateWriter } from "../update-writer.ts";
import { waitMs } from "../wait-ms.ts";

/** Updates that may be under way to the slowest client: enough to keep a server busy, too few to be thrown away. */
const WINDOW = 1024;
/** So much room there is before the driver writes again. */
const LEAST_WRITE = WINDOW / 4;
const STALL_MS = 10_000;
const POLL_MS = 1;
/** The number of an update stands before its end: time for the rest of the last one. */
const SETTLE_MS = 20;

/** What a {@link DeliveryFlow} connects. */
export interface DeliveryFlowOptions {
  readonly publisher: RawConnection;
  readonly writer: UpdateWriter;
  readonly subscribers: readonly RawConnection[];
  readonly meters: readonly DeliveryMeter[];
}

/** Sends numbered updates, as fast as the slowest client gets them or at a pace, and knows which have arrived. */
export class DeliveryFlow {
  readonly times = new SendTimes();
  readonly #options: DeliveryFlowOptions;
  #next = FIRST_SEQUENCE;

  constructor(options: DeliveryFlowOptions) {
    this.#options = options;
  }

  /** The number of the next update. */
  get next(): number {
    return this.#next;
  }

  /** Keeps the window full for a time. */
  async saturate(durationMs: number): Promise<void> {
    const endAt = performance.now() + durationMs;
    let checkedAt = 0;
    while (performance.now() < endAt) {
      const room = this.#slowest() + WINDOW - (this.#next - 1);
      if (room >= LEAST_WRITE) this.#send(room);
      // One turn of the event loop reads every client once.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (performance.now() - checkedAt > 1000) {
        checkedAt = performance.now();
        this.#ensureOpen();
      }
    }
  }

  /** Sends `perSecond` updates a second for a time. @param tickMs what is due is sent this often. */
  async pace(perSecond: number, durationMs: number, tickMs: number = Math.max(1, 1000 / perSecond)): Promise<void> {
    const beganAt = performance.now();
    let sent = 0;
    for (let passedMs = 0; passedMs < durationMs; passedMs = performance.now() - beganAt) {
      const due = Math.floor((passedMs * perSecond) / 1000) - sent;
      if (due > 0) this.#send(due);
      sent += Math.max(0, due);
      await waitMs(tickMs);
    }
    this.#ensureOpen();
  }

  /** Waits until every client has the newest update. @returns whether that came to be. */
  async drain(): Promise<boolean> {
    let slowest = this.#slowest();
    let movedAt = performance.now();
    while (slowest < this.#next - 1) {
      await waitMs(POLL_MS);
      const now = this.#slowest();
      if (now > slowest) movedAt = performance.now();
      slowest = now;
      if (performance.now() - movedAt > STALL_MS) return false;
    }
    await waitMs(SETTLE_MS);
    return true;
  }

  #send(count: number): void {
    const { publisher, writer } = this.#options;
    const from = this.#next;
    this.#next += count;
    this.times.note(from, this.#next);
    publisher.write(writer.write(from, this.#next));
  }

  #slowest(): number {
    let slowest = this.#next - 1;
    for (const { newest } of this.#options.meters) slowest = Math.min(slowest, Math.max(newest, FIRST_SEQUENCE - 1));
    return slowest;
  }

  #ensureOpen(): void {
    const { publisher, subscribers } = this.#options;
    for (const { ended } of [publisher, ...subscribers]) {
      if (ended !== undefined) throw new Error(`A connection of the load ended: ${ended.message}`);
    }
  }
}
