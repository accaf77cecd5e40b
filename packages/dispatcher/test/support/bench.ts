import type { Action, ActionResult, DriverIdentity, JsonObject } from "@hos/protocol";
import { type CommandCatalogue, type CommandDescriptor, createCommandCatalogue } from "@hos/protocol/device-model";
import type { ActionProgress } from "@hos/protocol/live";
import { ManualClock } from "@hos/runtime/testing";
import {
  ActionDispatcher,
  type DispatcherOptions,
  type DispatchOutcome,
  type DispatchPorts,
  type DispatchRequest,
} from "../../src/index.ts";

export const DRIVER: DriverIdentity = { driverKey: "LAMPS", instanceId: "lamps-1" };
export const OTHER_DRIVER: DriverIdentity = { driverKey: "LAMPS", instanceId: "lamps-2" };

/** `set` is confirmed by `level`, `stop` interrupts, `next` has nothing to confirm, `open` takes a secret `pin`. */
export const ROWS: readonly CommandDescriptor[] = [
  {
    key: "set",
    payloadSchema: {
      type: "object",
      properties: { level: { type: "number" } },
      required: ["level"],
      additionalProperties: false,
    },
    confirms: { level: "$level" },
  },
  { key: "stop", interrupts: true },
  { key: "next", idempotent: false },
  { key: "open", payloadSchema: { type: "object", properties: { pin: { type: "string", writeOnly: true } } } },
];

const CATALOGUE = createCommandCatalogue("widget", ROWS);

interface BenchDevice {
  readonly owner: DriverIdentity;
  readonly catalogue: CommandCatalogue;
  state: JsonObject;
}

/** How `sendAction` behaves: as a session, as no session, or as a defect. */
export type SendMode = "session" | "away" | "throws";

/** A dispatcher with a clock that stands still, devices `a` and `b` of `DRIVER`, and a record of all it did. */
export class Bench {
  readonly clock = new ManualClock();
  readonly devices = new Map<string, BenchDevice>();
  readonly sent: { readonly owner: DriverIdentity; readonly action: Action }[] = [];
  readonly progress: ActionProgress[] = [];
  readonly dispatcher: ActionDispatcher;
  sendMode: SendMode = "session";
  /** Runs inside `sendAction`, as a session on the same stack would. */
  onSend: (action: Action) => void = () => {};
  #ids = 0;

  constructor(options: DispatcherOptions = {}, ports: Partial<DispatchPorts> = {}) {
    this.addDevice("a");
    this.addDevice("b");
    this.dispatcher = new ActionDispatcher(
      {
        findDevice: (deviceId) => this.devices.get(deviceId),
        sendAction: (owner, action) => this.#send(owner, action),
        ...ports,
      },
      { clock: this.clock, createId: () => `c${(this.#ids += 1)}`, ...options },
    );
    this.dispatcher.onProgress((event) => this.progress.push(event));
  }

  addDevice(deviceId: string, owner: DriverIdentity = DRIVER): void {
    this.devices.set(deviceId, { owner, catalogue: CATALOGUE, state: {} });
  }

  /** Asks device `a` to `next`, or what `request` says. */
  dispatch(request: Partial<DispatchRequest> = {}): Promise<DispatchOutcome> {
    return this.dispatcher.dispatch({ deviceId: "a", command: "next", origin: { via: "embedded" }, ...request });
  }

  /** Asks device `a` to set its level. */
  set(level: number, request: Partial<DispatchRequest> = {}): Promise<DispatchOutcome> {
    return this.dispatch({ command: "set", payload: { level }, ...request });
  }

  /** `DRIVER` answers for device `a`, unless told otherwise. */
  settle(result: Partial<ActionResult>, deviceId = "a", driver: DriverIdentity = DRIVER): boolean {
    return this.dispatcher.settle(driver, deviceId, { success: true, ...result });
  }

  /** The driver reports state: it is merged, as the hub does it, and the dispatcher is told. */
  report(update: JsonObject, deviceId = "a"): void {
    const device = this.devices.get(deviceId);
    if (device !== undefined) device.state = { ...device.state, ...update };
    this.dispatcher.stateReported(deviceId, update);
  }

  /** Ids of what was sent, in order. */
  get sentIds(): readonly string[] {
    return this.sent.map(({ action }) => action.requestId);
  }

  /** What was told of a command, such as `["REQUESTED", "DISPATCHED"]`. */
  toldOf(commandId: string): readonly string[] {
    return this.progress
      .filter((event) => event.commandId === commandId)
      .map(({ event }) => event.replace("ACTION_", ""));
  }

  /** What the journal says of a command, such as `["requested", "dispatched"]`. */
  stagesOf(commandId: string): readonly string[] {
    return (this.dispatcher.journal.get(commandId)?.stages ?? []).map(({ stage }) => stage);
  }

  #send(owner: DriverIdentity, action: Action): boolean {
    if (this.sendMode === "throws") throw new Error("The socket is broken.");
    if (this.sendMode === "away") return false;
    this.sent.push({ owner, action });
    this.onSend(action);
    return true;
  }
}
