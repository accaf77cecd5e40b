import type { HosDriver } from "@hos/driver-sdk";
import type { Sensor } from "./sensors/sensor.ts";

interface HostMonitorOptions {
  readonly driver: HosDriver;
  readonly sensors: readonly Sensor[];
  /** Begins every device id. */
  readonly instanceId: string;
}

/** Tells a hub what the sensors of this machine read. */
export class HostMonitor {
  readonly #driver: HosDriver;
  readonly #sensors: readonly Sensor[];
  readonly #instanceId: string;

  constructor({ driver, sensors, instanceId }: HostMonitorOptions) {
    this.#driver = driver;
    this.#sensors = sensors;
    this.#instanceId = instanceId;
  }

  /** Announces every sensor. Once is enough: the SDK tells it again after each reconnect. */
  announce(): void {
    for (const sensor of this.#sensors) {
      const { name, units } = sensor;
      const description = { name, deviceType: "sensor", tags: ["host"], properties: { units } };
      this.#driver.announceDevice(this.#idOf(sensor), description);
    }
  }

  /** Reads every sensor and reports what it says. One that fails is reported as offline, the others go on. */
  async report(): Promise<void> {
    await Promise.all(this.#sensors.map((sensor) => this.#reportOne(sensor)));
  }

  async #reportOne(sensor: Sensor): Promise<void> {
    const deviceId = this.#idOf(sensor);
    try {
      const state = await sensor.read();
      this.#driver.reportAvailability(deviceId, "online");
      this.#driver.updateState(deviceId, state);
    } catch (error) {
      this.#driver.reportAvailability(deviceId, "offline", error instanceof Error ? error.message : String(error));
    }
  }

  #idOf(sensor: Sensor): string {
    return `${this.#instanceId}-${sensor.key}`;
  }
}
