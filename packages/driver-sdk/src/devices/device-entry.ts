import type {
  DeviceAvailability,
  DeviceDiscovered,
  DeviceEvent,
  DeviceUpdated,
  JsonObject,
  Metric,
  StateUpdate,
} from "@hos/protocol";
import { LIMITS } from "@hos/protocol";
import { isJsonEqual, mergeExtras, mergeState, type MutableJsonObject } from "@hos/protocol/device-model";

/** What the hub has still to be told of a device: folded, so that it costs one event of each kind at most. */
interface Due {
  description: boolean;
  amendment: DeviceUpdated | undefined;
  availability: boolean;
  /** The state as a whole; what changed besides is part of it. */
  wholeState: boolean;
  state: MutableJsonObject | undefined;
  extras: MutableJsonObject | undefined;
  readonly metrics: Map<string, Metric>;
}

/** One device: what was last said of it, and what of that the hub has still to be told. */
export class DeviceEntry {
  readonly #deviceId: string;
  #description: DeviceDiscovered | undefined;
  #availability: DeviceAvailability | undefined;
  #state: MutableJsonObject = {};
  #extras: MutableJsonObject = {};
  #isTold = false;
  readonly #due: Due = {
    description: false,
    amendment: undefined,
    availability: false,
    wholeState: false,
    state: undefined,
    extras: undefined,
    metrics: new Map(),
  };

  constructor(deviceId: string) {
    this.#deviceId = deviceId;
  }

  /** The last description; `undefined` for a device that was never announced in this run. */
  get description(): DeviceDiscovered | undefined {
    return this.#description;
  }

  describe(description: DeviceDiscovered): void {
    const isKnown = this.#isTold && isJsonEqual(toJson(this.#description), toJson(description));
    this.#description = description;
    if (!isKnown) this.#announce();
  }

  amend(update: DeviceUpdated): void {
    if (this.#description !== undefined) {
      const amended = amend(this.#description, update);
      if (isJsonEqual(toJson(this.#description), toJson(amended))) return;
      this.#description = amended;
      if (!this.#isTold || this.#due.description) {
        this.#announce();
        return;
      }
    }
    this.#due.amendment = amend(this.#due.amendment ?? {}, update);
  }

  /** @param always: every member named goes out, also one whose value the hub knows. */
  report(update: StateUpdate, always: boolean): void {
    const { extras } = update;
    const state = withoutExtras(update);
    const changed = mergeState(this.#state, state);
    const changedExtras = extras === undefined ? undefined : mergeExtras(this.#extras, extras);
    const dueState = always ? state : changed;
    const dueExtras = always ? extras : changedExtras;
    if (dueState !== undefined) mergeState((this.#due.state ??= {}), dueState);
    if (dueExtras !== undefined) mergeExtras((this.#due.extras ??= {}), dueExtras);
  }

  reportAvailability(availability: DeviceAvailability): void {
    if (isJsonEqual(toJson(this.#availability), toJson(availability))) return;
    this.#availability = availability;
    this.#due.availability = true;
  }

  /** Of each key the newest value waits, of at most as many keys as one event takes; the oldest make room. */
  measure(metrics: readonly Metric[]): void {
    const due = this.#due.metrics;
    for (const metric of metrics) {
      due.delete(metric.key);
      due.set(metric.key, metric);
    }
    for (const key of due.keys()) {
      if (due.size <= LIMITS.metrics) break;
      due.delete(key);
    }
  }

  /** A new session: everything is to be told again. */
  resync(): void {
    this.#isTold = false;
    this.#due.description = this.#description !== undefined;
    this.#due.availability = this.#availability !== undefined;
    this.#due.wholeState = this.#hasState;
  }

  /** The hub may not hold what it was told of this device: announced again, it is announced in full. */
  doubt(): void {
    this.#isTold = false;
  }

  /** The hub refused a state, so nobody knows what it holds: each member goes out when it is next named. */
  forgetState(): void {
    this.#state = {};
    this.#extras = {};
    this.#due.wholeState = false;
  }

  /** The next event that the hub has to be told, or `undefined` when it knows all. The event counts as told. */
  take(): DeviceEvent | undefined {
    return this.#takeDescription() ?? this.#takeAvailability() ?? this.#takeState() ?? this.#takeMetrics();
  }

  get #hasState(): boolean {
    return Object.keys(this.#state).length > 0 || Object.keys(this.#extras).length > 0;
  }

  #announce(): void {
    this.#due.description = true;
    this.#due.amendment = undefined;
    if (this.#isTold) return;
    // A hub that does not know the device has no state of it either.
    this.#due.availability = this.#availability !== undefined;
    this.#due.wholeState = this.#hasState;
  }

  #takeDescription(): DeviceEvent | undefined {
    const due = this.#due;
    if (due.description && this.#description !== undefined) {
      due.description = false;
      due.amendment = undefined;
      this.#isTold = true;
      return { event: "DEVICE_DISCOVERED", deviceId: this.#deviceId, data: this.#description };
    }
    const data = due.amendment;
    if (data === undefined) return undefined;
    due.amendment = undefined;
    return { event: "DEVICE_UPDATED", deviceId: this.#deviceId, data };
  }

  #takeAvailability(): DeviceEvent | undefined {
    if (!this.#due.availability || this.#availability === undefined) return undefined;
    this.#due.availability = false;
    return { event: "DEVICE_AVAILABILITY", deviceId: this.#deviceId, data: this.#availability };
  }

  #takeState(): DeviceEvent | undefined {
    const due = this.#due;
    const state = due.wholeState ? this.#state : due.state;
    const extras = due.wholeState ? this.#extras : due.extras;
    if (state === undefined && extras === undefined) return undefined;
    due.wholeState = false;
    due.state = undefined;
    due.extras = undefined;
    const data = { ...state, ...(extras !== undefined && Object.keys(extras).length > 0 && { extras }) };
    return { event: "STATE_UPDATE", deviceId: this.#deviceId, data };
  }

  #takeMetrics(): DeviceEvent | undefined {
    const due = this.#due.metrics;
    if (due.size === 0) return undefined;
    const metrics = [...due.values()];
    due.clear();
    return { event: "METRIC_UPDATE", deviceId: this.#deviceId, data: { metrics } };
  }
}

function withoutExtras(update: StateUpdate): JsonObject {
  if (update.extras === undefined) return update;
  const { extras: _, ...state } = update;
  return state;
}

/** Named members replace; `target` and `properties` are merged. */
function amend<Description extends DeviceUpdated>(before: Description, update: DeviceUpdated): Description {
  return {
    ...before,
    ...update,
    ...(update.target !== undefined && { target: merge(before.target, update.target) }),
    ...(update.properties !== undefined && { properties: merge(before.properties, update.properties) }),
  };
}

function merge(before: object | undefined, update: object): JsonObject {
  const merged: MutableJsonObject = { ...(before as JsonObject | undefined) };
  mergeExtras(merged, update as JsonObject);
  return merged;
}

// Descriptions are copies made by copyJson, which their types do not say.
function toJson(value: object | undefined): JsonObject | undefined {
  return value as JsonObject | undefined;
}
