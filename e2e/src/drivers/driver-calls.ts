import type { Action, ActionOutcome, DeviceDiscovered, Disconnection, StateUpdate } from "@hos/driver-sdk";

/** How a driver does what it is asked: `hold` waits for `finish`; the others differ in what is sent first. */
export type DriverManner = "result-first" | "state-first" | "hold";

/** A device of a driver. */
export interface DriverDevice {
  readonly id: string;
  readonly description: DeviceDiscovered;
  readonly state?: StateUpdate;
}

/** A driver of a driver process. */
export interface DriverPlan {
  readonly wsUrl: string;
  readonly driverKey: string;
  readonly instanceId: string;
  readonly devices: readonly DriverDevice[];
  /** @default "result-first" */
  readonly manner?: DriverManner;
  /** Where it keeps its token. @default that of the SDK, where nothing is stored before an approval */
  readonly stateDirectory?: string;
}

/** A driver of the process, and one of its devices. */
export interface DeviceOfDriver {
  readonly instanceId: string;
  readonly deviceId: string;
}

/** What a driver process can be asked. Drivers are named by their instanceId. */
export interface DriverCalls {
  /** Makes a driver, announces its devices and connects. Answers once it is registered, or gives up. */
  start(plan: DriverPlan): Promise<void>;
  announce(input: { readonly instanceId: string; readonly device: DriverDevice }): void;
  updateState(input: DeviceOfDriver & { readonly state: StateUpdate }): void;
  removeDevice(input: DeviceOfDriver): void;
  /** Ends a held action with an outcome. */
  finish(input: { readonly requestId: string; readonly outcome: ActionOutcome }): void;
  status(instanceId: string): string;
}

/** What a driver process tells. */
export type DriverHappening = { readonly instanceId: string } & (
  | { readonly name: "connected" | "registered" | "replaced" }
  /** It waits for approval. */
  | { readonly name: "pairing"; readonly code: string }
  /** A handler was called: once for each time that the deed is done. */
  | { readonly name: "handled"; readonly action: Action }
  | { readonly name: "disconnected"; readonly disconnection: Disconnection }
  | { readonly name: "error"; readonly message: string }
);
