import type { LiveEvent } from "@hos/protocol/live";
import { type LogFields, type Logger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { createHub, type Hub, type HubOptions } from "../../src/index.ts";
import { PlainDriver, within } from "./plain-driver.ts";

/** A line that the hub logged as an error. */
export interface LoggedError extends LogFields {
  readonly message: string;
}

/** A hub on a free port, on a clock that stands still, with everything that it told. */
export class RunningHub {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly url: string;
  readonly live: LiveEvent[] = [];
  readonly errors: LoggedError[];
  /** Every line that was logged, of any level. */
  readonly lines: LoggedError[];

  private constructor(parts: {
    hub: Hub;
    clock: ManualClock;
    url: string;
    errors: LoggedError[];
    lines: LoggedError[];
  }) {
    this.hub = parts.hub;
    this.clock = parts.clock;
    this.url = parts.url;
    this.errors = parts.errors;
    this.lines = parts.lines;
    this.hub.events.on("live", (event) => this.live.push(event));
  }

  static async start(options: Partial<HubOptions> = {}): Promise<RunningHub> {
    const clock = new ManualClock();
    const errors: LoggedError[] = [];
    const lines: LoggedError[] = [];
    const write = (message: string, fields?: LogFields) => void lines.push({ message, ...fields });
    const logger: Logger = {
      debug: write,
      info: write,
      warn: write,
      error: (message, fields) => {
        write(message, fields);
        errors.push({ message, ...fields });
      },
      child: () => logger,
    };
    // On a clock that stands still nobody is ever allowed a further frame.
    const limits = { frameBurst: Number.MAX_SAFE_INTEGER, ...options.limits };
    const hub = createHub({ serverVersion: "1.2.3", clock, logger, epoch: "epoch", ...options, limits });
    await hub.start();
    const { host, port } = await hub.gateway.listen({ host: "127.0.0.1", port: 0 });
    return new RunningHub({ hub, clock, errors, lines, url: `ws://${host}:${port}/driver` });
  }

  /** A registered driver. */
  async driver(instanceId = "one", driverKey = "TEST"): Promise<PlainDriver> {
    const driver = await PlainDriver.connect(this.url);
    await driver.register(instanceId, driverKey);
    return driver;
  }

  /** A registered driver with one light. */
  async lamp(deviceId = "light-1", instanceId = "one"): Promise<PlainDriver> {
    const driver = await this.driver(instanceId);
    driver.event("DEVICE_DISCOVERED", deviceId, { name: "Lamp", deviceType: "light" });
    await driver.settle();
    return driver;
  }

  /** The names of the live events so far. */
  get told(): string[] {
    return this.live.map(({ event }) => event);
  }

  /** Settles with the next live event of that name. */
  async nextLive(name: LiveEvent["event"]): Promise<LiveEvent> {
    return within(
      new Promise((resolve) => {
        const leave = this.hub.events.on("live", (event) => {
          if (event.event !== name) return;
          leave();
          resolve(event);
        });
      }),
      name,
    );
  }

  /** Settles when a session has ended. */
  async sessionClosed(): Promise<void> {
    await within(new Promise((resolve) => this.hub.events.once("sessionClosed", resolve)), "the end of a session");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Clients that ignore the close frame are cut when the clock says so.
    const closed = this.hub.close();
    this.clock.advance(10_000);
    await closed;
  }
}
