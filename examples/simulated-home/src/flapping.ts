import type { Tick } from "./devices/simulated-device.ts";

/** What can leave and return. */
export interface Flappable {
  readonly deviceIds: readonly string[];
  connect(): void;
  disconnect(): Promise<void>;
  setOnline(deviceId: string, online: boolean): void;
}

const EVERY_MS = 15_000;
/** Above and below the five seconds that a hub gives a driver to return unnoticed. */
const LONGEST_MS = 10_000;

/** Now and then takes the driver away from the hub, or a device away from the driver, and brings it back. */
export class Flapping {
  readonly #home: Flappable;
  #leftMs = 0;
  #comeBack: (() => void) | undefined;

  constructor(home: Flappable) {
    this.#home = home;
  }

  tick({ elapsedMs, random }: Tick): void {
    this.#leftMs -= elapsedMs;
    if (this.#comeBack !== undefined) {
      if (this.#leftMs > 0) return;
      this.#comeBack();
      this.#comeBack = undefined;
    } else if (random() < elapsedMs / EVERY_MS) {
      this.#comeBack = random() < 0.5 ? this.#leave() : this.#lose(random());
      this.#leftMs = LONGEST_MS * random();
    }
  }

  #leave(): () => void {
    void this.#home.disconnect();
    return () => this.#home.connect();
  }

  #lose(choice: number): () => void {
    const { deviceIds } = this.#home;
    const deviceId = deviceIds[Math.floor(choice * deviceIds.length)] ?? "";
    this.#home.setOnline(deviceId, false);
    return () => this.#home.setOnline(deviceId, true);
  }
}
