import type { DeviceChange } from "@hos/protocol/live";

/** When what of a device last changed, as revisions; 0 is never. */
export interface FoldedDevice {
  /** Anything at all. */
  newest: number;
  /** The time of the newest change. */
  at: string;
  /** It was told as a whole, or removed. */
  record: number;
  discovered: number;
  availability: number;
  extras: number;
  state: number;
  /** Each field of the state. */
  readonly fields: Map<string, number>;
}

/**
 * What changed since some revision, folded: when each part of each device last changed, and no values, since the hub has
 * the newest. One fold serves any number of clients that stopped reading at different times, and is bounded by the number
 * of devices.
 */
export class ChangeFold {
  readonly #devices = new Map<string, FoldedDevice>();
  #start: number;

  /** @param start every change after this revision will be added. */
  constructor(start: number) {
    this.#start = start;
  }

  /** It knows the changes after this revision. */
  get start(): number {
    return this.#start;
  }

  /** How many devices it knows, removed ones too. */
  get size(): number {
    return this.#devices.size;
  }

  /** What changed after a revision, which is not before {@link start}. */
  *since(revision: number): IterableIterator<readonly [deviceId: string, device: Readonly<FoldedDevice>]> {
    for (const entry of this.#devices) if (entry[1].newest > revision) yield entry;
  }

  /** Adds older changes than it began with: all after `start`. */
  cover(start: number, changes: readonly DeviceChange[]): void {
    for (const change of changes) this.add(change);
    this.#start = start;
  }

  /** Adds a change. In which order they come does not matter. */
  add(change: DeviceChange): void {
    const device = this.#devices.get(change.device_id) ?? this.#create(change.device_id);
    const { revision } = change;
    if (revision > device.newest) {
      device.newest = revision;
      device.at = change.at;
    }
    switch (change.event) {
      case "STATE_UPDATE":
        device.state = Math.max(device.state, revision);
        if (change.extras !== undefined) device.extras = Math.max(device.extras, revision);
        for (const field of Object.keys(change.data)) {
          device.fields.set(field, Math.max(device.fields.get(field) ?? 0, revision));
        }
        return;
      case "DEVICE_AVAILABILITY":
        device.availability = Math.max(device.availability, revision);
        return;
      case "DEVICE_DISCOVERED":
        device.discovered = Math.max(device.discovered, revision);
        device.record = Math.max(device.record, revision);
        return;
      case "DEVICE_UPDATED":
      case "DEVICE_REMOVED":
        device.record = Math.max(device.record, revision);
    }
  }

  #create(deviceId: string): FoldedDevice {
    const device: FoldedDevice = {
      newest: 0,
      at: "",
      record: 0,
      discovered: 0,
      availability: 0,
      extras: 0,
      state: 0,
      fields: new Map(),
    };
    this.#devices.set(deviceId, device);
    return device;
  }
}
