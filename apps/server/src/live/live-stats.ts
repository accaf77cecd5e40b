/** What the live stream counts while it runs; whoever conflates or cuts a client adds to it. */
export interface LiveCounters {
  /** How often a client that did not keep up got the newest state instead of every change. */
  conflated: number;
  /** Clients that were ended because they did not read. */
  cut: number;
}

/** The live stream at a moment, for /metrics. */
export interface LiveStats extends Readonly<LiveCounters> {
  /** Clients by their delivery, such as `sse`. */
  readonly clients: ReadonlyMap<string, number>;
}
