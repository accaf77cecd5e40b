import type { DeviceRecord } from "@hos/protocol/device-model";
import type { DeviceChange } from "@hos/protocol/live";
import type { DeviceStateManager } from "../../src/index.ts";
import { naiveMerge } from "./naive-home.ts";

/** A client that follows a manager by the rules of the live stream, with gaps. */
export class MirrorClient {
  readonly #manager: DeviceStateManager;
  #devices = new Map<string, DeviceRecord>();
  #epoch = "";
  #revision = 0;
  #connected = false;
  /** How often a gap was filled with changes, and how often with a snapshot. */
  readonly caughtUp = { resume: 0, snapshot: 0 };

  constructor(manager: DeviceStateManager) {
    this.#manager = manager;
    manager.onChange((change) => {
      if (this.#connected) this.#apply(change);
    });
    this.connect();
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    const missed = this.#manager.since({ epoch: this.#epoch, revision: this.#revision });
    if (missed !== undefined) {
      this.caughtUp.resume += 1;
      for (const change of missed) this.#apply(change);
      return;
    }
    this.caughtUp.snapshot += 1;
    const snapshot = this.#manager.snapshot();
    this.#epoch = snapshot.epoch;
    this.#revision = snapshot.revision;
    this.#devices = new Map(snapshot.devices.map((device) => [device.id, structuredClone(device)]));
  }

  disconnect(): void {
    this.#connected = false;
  }

  show(): object {
    return { epoch: this.#epoch, revision: this.#revision, devices: [...this.#devices.values()] };
  }

  #apply(change: DeviceChange): void {
    if (change.revision !== this.#revision + 1) throw new Error(`${change.revision} after ${this.#revision}`);
    this.#revision = change.revision;
    const { device_id: id, revision } = change;
    const device = this.#devices.get(id);
    switch (change.event) {
      case "DEVICE_DISCOVERED":
        if (device !== undefined) throw new Error(`${id} was discovered twice.`);
        this.#devices.set(id, structuredClone(change.device));
        return;
      case "DEVICE_UPDATED":
        this.#devices.set(id, structuredClone(change.device));
        return;
      case "DEVICE_REMOVED":
        this.#devices.delete(id);
        return;
      case "DEVICE_AVAILABILITY":
        if (device === undefined) throw new Error(`${id} is unknown.`);
        this.#devices.set(id, { ...device, availability: change.availability, revision });
        return;
      case "STATE_UPDATE": {
        if (device === undefined) throw new Error(`${id} is unknown.`);
        const state = { ...device.state, ...change.data };
        const extras = naiveMerge(device.extras, change.extras ?? {});
        this.#devices.set(id, { ...device, state, extras, changedAt: change.at, revision });
      }
    }
  }
}
