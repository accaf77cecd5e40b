/** What the live stream counts while it runs. */
export interface LiveCounters {
  /** How often a client that did not keep up got the newest state instead of every change. */
  conflated: number;
  /** Events without a number, such as the steps of commands, that such clients did not get. */
  dropped: number;
  /** Clients that were ended because they did not read. */
  cut: number;
}

/** The live stream at a moment, for /metrics. */
export interface LiveStats extends Readonly<LiveCounters> {
  /** Clients by their form, such as `sse`. */
  readonly clients: ReadonlyMap<string, number>;
  /** Clients that have not been sent everything yet, and will get all of it. */
  readonly lagging: number;
  /** Clients that do not keep up, and will get the newest state. */
  readonly stalled: number;
  /** What is kept for those that lag, bytes. */
  readonly backlogBytes: number;
}
