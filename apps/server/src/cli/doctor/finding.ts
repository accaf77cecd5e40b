/** What a check of the doctor found. */
export interface Finding {
  /** `fail`: the hub does not start, or loses something. `warn`: it works, but somebody should know. */
  readonly level: "ok" | "warn" | "fail";
  readonly text: string;
  /** What to do. */
  readonly advice?: string;
}

/** Everything is fine. */
export function ok(text: string): Finding {
  return { level: "ok", text };
}

/** It works, but somebody should know. */
export function warn(text: string, advice: string): Finding {
  return { level: "warn", text, advice };
}

/** It does not work. */
export function fail(text: string, advice: string): Finding {
  return { level: "fail", text, advice };
}
