import type { DeviceEvent, DriverEvent, DriverEventData, DriverSelfEvent } from "@hos/protocol";
import type { Logger } from "@hos/runtime";
import { DeviceMemory } from "../devices/device-memory.ts";
import { BoundedQueue } from "./bounded-queue.ts";

/** Where an {@link EventOutbox} puts what it sends. */
export interface OutboxWire {
  /** Whether an event can reach the hub now. */
  readonly open: boolean;
  /** Whether an event that can wait may go now. */
  readonly hasRoom: boolean;
  send(event: DriverEvent): void;
}

/** How a single event is treated. */
export interface SendOptions {
  /** State members go out also where the hub knows their value. @default false */
  readonly always?: boolean;
}

/** So many results of commands wait for a session; the oldest make room. */
export const MAX_RESULTS = 256;
/** So many log lines wait for a session or for room; the oldest make room, and the hub is told how many. */
export const MAX_LOGS = 256;

type ResultEvent = Extract<DeviceEvent, { event: "ACTION_RESULT" }>;

/**
 * Everything that a driver says passes here. With a session and room in the socket it goes out at once; otherwise it
 * waits: what is said of a device is folded to its newest, results and log lines queue up to a bound, of the driver's
 * status the last one counts.
 */
export class EventOutbox {
  /** What was said of each device. */
  readonly devices = new DeviceMemory();
  readonly #wire: OutboxWire;
  readonly #logger: Logger;
  readonly #results = new BoundedQueue<ResultEvent>(MAX_RESULTS);
  readonly #logs = new BoundedQueue<DriverSelfEvent>(MAX_LOGS);
  #status: DriverEventData<"DRIVER_STATUS"> | undefined;
  #isStatusDue = false;

  constructor(wire: OutboxWire, logger: Logger) {
    this.#wire = wire;
    this.#logger = logger;
  }

  send(event: DriverEvent, options: SendOptions = {}): void {
    this.#accept(event, options.always ?? false);
    this.flush();
  }

  /**
   * A new session: tells it all that it has to know.
   *
   * @param held the ids that the hub holds.
   */
  resync(held: readonly string[]): void {
    this.devices.resync(held);
    this.#isStatusDue = this.#status !== undefined;
    this.flush();
  }

  /** Sends what is due, as far as there is a session and room. Results do not wait for room: a caller waits for them. */
  flush(): void {
    if (!this.#wire.open) return;
    this.#pour(() => this.#takeStatus() ?? this.devices.take());
    while (this.#wire.open) {
      const result = this.#results.shift();
      if (result === undefined) break;
      this.#wire.send(result);
    }
    this.#pour(() => this.#takeLog());
  }

  #pour(take: () => DriverEvent | undefined): void {
    while (this.#wire.hasRoom) {
      const event = take();
      if (event === undefined) return;
      this.#wire.send(event);
    }
  }

  #accept(event: DriverEvent, always: boolean): void {
    switch (event.event) {
      case "DEVICE_DISCOVERED":
        return this.devices.describe(event.deviceId, event.data);
      case "DEVICE_UPDATED":
        return this.devices.amend(event.deviceId, event.data);
      case "DEVICE_REMOVED":
        return this.devices.remove(event.deviceId);
      case "STATE_UPDATE":
        return this.devices.report(event.deviceId, event.data, always);
      case "DEVICE_AVAILABILITY":
        return this.devices.reportAvailability(event.deviceId, event.data);
      case "METRIC_UPDATE":
        return this.devices.measure(event.deviceId, event.data.metrics);
      case "ACTION_RESULT":
        return this.#acceptResult(event);
      case "DRIVER_LOG":
        return this.#logs.push(event);
      case "DRIVER_STATUS":
        return this.#acceptStatus(event.data);
    }
  }

  #acceptResult(event: ResultEvent): void {
    this.#results.push(event);
    const dropped = this.#results.takeDropped();
    if (dropped > 0) this.#logger.warn("dropped the oldest result that waited for the hub", { dropped });
  }

  #acceptStatus(status: DriverEventData<"DRIVER_STATUS">): void {
    const before = this.#status;
    const isKnown =
      before?.status === status.status && before.code === status.code && before.message === status.message;
    this.#status = status;
    if (!isKnown) this.#isStatusDue = true;
  }

  #takeStatus(): DriverSelfEvent | undefined {
    if (!this.#isStatusDue || this.#status === undefined) return undefined;
    this.#isStatusDue = false;
    return { event: "DRIVER_STATUS", data: this.#status };
  }

  #takeLog(): DriverSelfEvent | undefined {
    const dropped = this.#logs.takeDropped();
    if (dropped === 0) return this.#logs.shift();
    const message = `${dropped} log lines before this one were dropped: more than ${MAX_LOGS} waited for the hub.`;
    return { event: "DRIVER_LOG", data: { level: "warn", message } };
  }
}
