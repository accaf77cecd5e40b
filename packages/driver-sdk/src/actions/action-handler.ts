import type { Action, JsonObject, StateUpdate } from "@hos/protocol";

/** What a handler may tell of its deed. Returning nothing means: done. */
export interface ActionOutcome {
  /** What the device shows now; sent as STATE_UPDATE after the result, unchanged members too. */
  readonly state?: StateUpdate;
  /** For people. */
  readonly message?: string;
  /** What the command brought to light, for the caller. */
  readonly result?: JsonObject;
  /** `pending`: the device goes on, and its state follows later. @default "updated" when `state` is there */
  readonly stateRefresh?: "updated" | "pending";
}

/** What a handler gets besides the action. */
export interface ActionContext {
  /** Aborts when the hub stops waiting (`timeoutMs` of the action) or the driver closes. The handler may go on. */
  readonly signal: AbortSignal;
}

/**
 * Does a command. What it throws becomes `success: false` with the message of the error, and its `code` where it has
 * one. It is never called twice for one requestId.
 */
export type ActionHandler = (
  action: Action,
  context: ActionContext,
  // oxlint-disable-next-line typescript/no-invalid-void-type -- a handler that returns nothing is the usual one
) => ActionOutcome | undefined | void | Promise<ActionOutcome | undefined | void>;
