import type { ClientReady, CommandCallOptions } from "@hos/client";
import type { JsonObject } from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type { LiveEvent } from "@hos/protocol/live";

/** How a client follows the home: with @hos/client (coalesced Socket.IO), with plain Socket.IO, or with SSE. */
export type ClientKind = "client" | "socket.io" | "sse";

/** What the store of a client holds, devices by id. */
export interface ClientStore {
  readonly epoch: string | undefined;
  readonly revision: number;
  readonly devices: readonly DeviceRecord[];
}

/** How a command of a client ended. */
export type ClientOutcome =
  | { readonly answer: unknown }
  | { readonly code: string; readonly outcomeKnown: boolean; readonly commandId: string | undefined };

/** A client of a client process. */
export interface ClientPlan {
  readonly name: string;
  readonly kind: ClientKind;
  readonly url: string;
  /** @default the admin's */
  readonly token?: string;
}

/** What a client process can be asked. */
export interface ClientCalls {
  /** Opens a client. Answers once it is up to date. */
  open(input: ClientPlan): Promise<void>;
  /** Of a client of kind `client`. */
  store(name: string): ClientStore;
  /** Asks with a client of kind `client`. */
  command(input: {
    readonly name: string;
    readonly deviceId: string;
    readonly command: string;
    readonly payload?: JsonObject;
    readonly options?: Omit<CommandCallOptions, "signal">;
  }): Promise<ClientOutcome>;
  /** Asks with a client of kind `socket.io`; the answer is the acknowledgement. */
  emitCommand(input: { readonly name: string; readonly body: JsonObject }): Promise<unknown>;
}

/** What a client process tells. */
export type ClientHappening = { readonly name: string } & (
  | { readonly event: LiveEvent }
  /** A client of kind `client` is up to date, for the first time or again. */
  | { readonly ready: ClientReady }
  /** The stream of a client ended; one of kind `client` comes back by itself. */
  | { readonly ended: string }
);
