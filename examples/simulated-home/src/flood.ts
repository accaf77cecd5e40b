import type { StateUpdate } from "@hos/driver-sdk";
import type { Tick } from "./devices/simulated-device.ts";

/** What can be flooded. */
export interface Floodable {
  readonly deviceIds: readonly string[];
  report(deviceId: string, state: StateUpdate): void;
}

/** Reports so many changes a second, from one device after the other, as a number under `extras.flood`. */
export class Flood {
  readonly #home: Floodable;
  readonly #perSecond: number;
  #owed = 0;
  #count = 0;

  constructor(home: Floodable, perSecond: number) {
    this.#home = home;
    this.#perSecond = perSecond;
  }

  tick({ elapsedMs }: Tick): void {
    const { deviceIds } = this.#home;
    this.#owed += (this.#perSecond * elapsedMs) / 1000;
    for (; this.#owed >= 1; this.#owed -= 1) {
      const deviceId = deviceIds[this.#count % deviceIds.length] ?? "";
      this.#count += 1;
      this.#home.report(deviceId, { extras: { flood: this.#count } });
    }
  }
}
