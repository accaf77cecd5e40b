import type { Action, ActionResult, DriverEvent } from "@hos/protocol";
import type { Clock } from "@hos/runtime";
import { createDriverEvent } from "../events/create-driver-event.ts";
import { DriverError } from "../errors/driver-error.ts";
import type { ActionHandler, ActionOutcome } from "./action-handler.ts";
import type { ActionHandlers } from "./action-handlers.ts";
import { describeFailure } from "./describe-failure.ts";
import { ResultMemory } from "./result-memory.ts";

/** What an {@link ActionRunner} acts on. */
export interface ActionRunnerPorts {
  readonly clock: Clock;
  readonly handlers: ActionHandlers;
  isAnnounced(deviceId: string): boolean;
  /** A state that came back from a handler, checked the way the driver checks every state. @throws {TypeError} */
  checkState(deviceId: string, state: unknown): DriverEvent;
  /** An action that is new, before it is done. */
  begun(action: Action): void;
  result(event: DriverEvent): void;
  /** The confirming report of a handler. */
  confirmed(event: DriverEvent): void;
  failed(error: DriverError): void;
}

/** The codes that the SDK itself puts into an ACTION_RESULT. */
export const REFUSAL_CODES = {
  /** The device was not announced in this run of the driver. */
  UNKNOWN_DEVICE: "UNKNOWN_DEVICE",
  /** No handler is there for the device and command. */
  NO_HANDLER: "NO_HANDLER",
  /** {@link MAX_RUNNING} handlers have not ended. */
  BUSY: "BUSY",
  /** The driver is closing. */
  CLOSING: "CLOSING",
} as const;

/** So many handlers may run at a time; handlers that never end cannot fill the memory. */
export const MAX_RUNNING = 1_000;
/** The longest timer of the platform. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Does what the hub asks, once for each requestId, and answers. */
export class ActionRunner {
  readonly #ports: ActionRunnerPorts;
  readonly #results = new ResultMemory();
  readonly #signals = new Set<AbortController>();
  #closing: PromiseWithResolvers<void> | undefined;

  constructor(ports: ActionRunnerPorts) {
    this.#ports = ports;
  }

  /** Does `action`, unless it was asked before: then its answer is repeated, or comes when the deed is done. */
  run(action: Action): void {
    const known = this.#results.recall(action.requestId);
    if (known === "running") return;
    if (known !== undefined) {
      this.#send(action.deviceId, known);
      return;
    }
    this.#ports.begun(action);
    const refusal = this.#refuse(action);
    const handler = this.#ports.handlers.find(action.deviceId, action.command);
    if (refusal !== undefined) this.#end(action, refusal);
    else if (handler === undefined) this.#end(action, noHandler(action));
    else void this.#execute(action, handler);
  }

  /** Takes no more actions and waits until those that run have ended, `graceMs` at most; then their signals abort. */
  async close(graceMs: number): Promise<void> {
    this.#closing ??= Promise.withResolvers();
    const { promise, resolve } = this.#closing;
    if (this.#results.running === 0) resolve();
    const cancel = this.#ports.clock.setTimeout(resolve, graceMs);
    await promise;
    cancel();
    const reason = new DriverError("CLOSED", "The driver was closed.");
    for (const controller of this.#signals) controller.abort(reason);
  }

  #refuse({ deviceId }: Action): ActionResult | undefined {
    if (this.#closing !== undefined) {
      return refuse("CLOSING", "The driver is closing.");
    }
    if (!this.#ports.isAnnounced(deviceId)) {
      return refuse("UNKNOWN_DEVICE", `This driver has not announced a device ${deviceId}.`);
    }
    if (this.#results.running >= MAX_RUNNING) {
      return refuse("BUSY", `This driver has ${MAX_RUNNING} commands that have not ended.`);
    }
    return undefined;
  }

  async #execute(action: Action, handler: ActionHandler): Promise<void> {
    const { clock } = this.#ports;
    const startedAt = clock.now();
    const controller = new AbortController();
    const cancel = clock.setTimeout(
      () => controller.abort(new DOMException(`No result within ${action.timeoutMs} ms.`, "TimeoutError")),
      Math.min(action.timeoutMs, MAX_TIMER_MS),
    );
    this.#results.begin(action.requestId);
    this.#signals.add(controller);
    let settle: () => void;
    try {
      const outcome = await handler(action, { signal: controller.signal });
      settle = () => this.#succeed(action, outcome ?? {}, latencyOf(clock.now() - startedAt));
    } catch (fault) {
      settle = () => this.#end(action, { ...describeFailure(fault), ...latencyOf(clock.now() - startedAt) });
    }
    cancel();
    this.#signals.delete(controller);
    settle();
    if (this.#results.running === 0) this.#closing?.resolve();
  }

  #succeed(action: Action, outcome: ActionOutcome, latency: Pick<ActionResult, "latencyMs">): void {
    const done: ActionResult = { success: true, ...latency };
    try {
      const state = outcome.state === undefined ? undefined : this.#ports.checkState(action.deviceId, outcome.state);
      this.#end(action, { ...done, ...checkOutcome(action.deviceId, outcome) });
      if (state !== undefined) this.#ports.confirmed(state);
    } catch (cause) {
      // The deed is done: an outcome that cannot be reported does not undo it.
      this.#end(action, done);
      this.#ports.failed(invalidOutcome(action, cause));
    }
  }

  #end(action: Action, result: ActionResult): void {
    const answer = { ...result, requestId: action.requestId, command: action.command };
    this.#results.end(action.requestId, answer);
    this.#send(action.deviceId, answer);
  }

  #send(deviceId: string, data: ActionResult): void {
    this.#ports.result({ event: "ACTION_RESULT", deviceId, data });
  }
}

/** The members of an ACTION_RESULT that an outcome gives, copied and checked. @throws {TypeError} */
function checkOutcome(
  deviceId: string,
  { state, message, result, stateRefresh }: ActionOutcome,
): Partial<ActionResult> {
  const refresh = stateRefresh ?? (state === undefined ? undefined : "updated");
  const data = { success: true, message, result, stateRefresh: refresh };
  const event = createDriverEvent({ event: "ACTION_RESULT", deviceId, data });
  return event.event === "ACTION_RESULT" ? event.data : {};
}

function invalidOutcome({ deviceId, command, requestId }: Action, cause: unknown): DriverError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `The handler of ${command} of ${deviceId} returned what cannot be reported: ${why}`;
  return new DriverError("INVALID_OUTCOME", message, { ref: { event: "ACTION_RESULT", deviceId, requestId }, cause });
}

function noHandler({ command, deviceId }: Action): ActionResult {
  return refuse("NO_HANDLER", `This driver has no handler for ${command} of ${deviceId}.`);
}

function refuse(code: keyof typeof REFUSAL_CODES, message: string): ActionResult {
  return { success: false, code, message };
}

// A clock that was set back must not make a result that the hub refuses.
function latencyOf(ms: number): Pick<ActionResult, "latencyMs"> {
  return { latencyMs: Math.max(0, ms) };
}
