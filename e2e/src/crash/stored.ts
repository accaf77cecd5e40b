/** Things that are written again and again, each counted from 1 and one after another. */
export const STREAMS = ["thing", "pair", "settings", "states", "journal"] as const;
export type Stream = (typeof STREAMS)[number];

/** What a hub found when it was opened. */
export interface Stored {
  /** What `PRAGMA integrity_check` says. */
  readonly integrity: string;
  /** The newest of each stream; 0 where there is none. */
  readonly counts: Readonly<Record<Stream, number>>;
  /** Something was written by half. */
  readonly torn: boolean;
  /** Every device is unknown, because the hub restarted. */
  readonly unknown: boolean;
}

/** What a {@link StoringHub} in a process of its own tells, a line each. */
export type CrashLine =
  | { readonly is: "opening" }
  | { readonly is: "opened"; readonly stored: Stored }
  | { readonly is: "written"; readonly stream: Stream; readonly count: number };
