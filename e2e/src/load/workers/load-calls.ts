/** SDK drivers of one process: each has an identity of its own and some lights. */
export interface DriversJob {
  readonly wsUrl: string;
  /** Their instanceIds begin with it. */
  readonly prefix: string;
  readonly drivers: number;
  readonly devices: number;
}

/** What a process of SDK drivers can be asked. */
export interface DriversCalls {
  /** Answers once all are registered. */
  start(job: DriversJob): Promise<void>;
  /** When each registered last, milliseconds of `Date.now()`. */
  registrations(): readonly number[];
  /** Each device reports another state. */
  report(round: number): void;
}

/** A driver that sends as fast as it is told, whether the hub reads or not. */
export interface FloodJob {
  readonly wsUrl: string;
  /** `state`: a small state update. `catalogue`: a mebibyte of devices with commands of their own. */
  readonly frame: "state" | "catalogue";
  readonly framesPerSecond: number;
  readonly seconds: number;
}

/** What came of a flood. */
export interface FloodResult {
  /** Frames that were handed to the network. */
  readonly sent: number;
  /** Frames that were due, but had no room in the connection any more. */
  readonly heldBack: number;
  /** Codes of the errors that the hub answered with. */
  readonly errors: readonly string[];
  readonly closeCode: number | undefined;
}

/** Requests that are sent as fast as answers come. */
export interface RequestJob {
  readonly port: number;
  readonly atOnce: number;
  readonly seconds: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `@` in it is another number each time. */
  readonly body?: string;
}

/** What a process that floods can be asked. */
export interface FloodCalls {
  frames(job: FloodJob): Promise<FloodResult>;
  /** Counts the answers by status. */
  requests(job: RequestJob): Promise<Readonly<Record<string, number>>>;
}
