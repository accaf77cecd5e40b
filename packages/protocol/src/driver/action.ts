import type { JsonObject } from "../json/json-value.ts";

/** A command as code sees it, on both ends of the wire. */
export interface Action {
  readonly deviceId: string;
  readonly command: string;
  readonly payload: JsonObject;
  readonly requestId: string;
  /** Milliseconds until the hub stops waiting for the result. */
  readonly timeoutMs: number;
}
