import type { Action, ActionOutcome, DeviceDiscovered, HosDriver, StateUpdate } from "@hos/driver-sdk";
import { CommandPayload } from "./devices/command-payload.ts";
import type { Tick } from "./devices/simulated-device.ts";
import type { Faults } from "./faults.ts";
import type { Furnishing } from "./home.ts";

interface SimulatedHomeOptions {
  /** Begins every device id. */
  readonly instanceId: string;
  readonly furnishings: readonly Furnishing[];
  readonly faults: Faults;
  /** Makes a driver that has not connected yet. */
  readonly createDriver: () => HosDriver;
}

/** Puts devices behind a driver: announces them, lets them live, reports what they show, hands them their commands. */
export class SimulatedHome {
  readonly #furnishings: ReadonlyMap<string, Furnishing>;
  readonly #faults: Faults;
  readonly #createDriver: () => HosDriver;
  #driver: HosDriver;

  constructor({ instanceId, furnishings, faults, createDriver }: SimulatedHomeOptions) {
    this.#furnishings = new Map(furnishings.map((furnishing) => [`${instanceId}-${furnishing.key}`, furnishing]));
    this.#faults = faults;
    this.#createDriver = createDriver;
    this.#driver = this.#prepareDriver();
  }

  /** The ids of all devices. */
  get deviceIds(): readonly string[] {
    return [...this.#furnishings.keys()];
  }

  connect(): void {
    this.#driver.connect();
  }

  /** Says goodbye to the hub. A driver that was closed stays closed, so there is a new one for the next connect. */
  async disconnect(): Promise<void> {
    const leaving = this.#driver;
    this.#driver = this.#prepareDriver();
    await leaving.close();
  }

  tick(tick: Tick): void {
    for (const [deviceId, { device }] of this.#furnishings) {
      device.tick(tick);
      this.report(deviceId, device.state);
    }
  }

  /** Reports a state. The SDK sends only what changed, and keeps the newest while the hub is away. */
  report(deviceId: string, state: StateUpdate): void {
    this.#driver.updateState(deviceId, state);
  }

  setOnline(deviceId: string, online: boolean): void {
    if (online) this.#driver.reportAvailability(deviceId, "online");
    else this.#driver.reportAvailability(deviceId, "offline", "flapping");
  }

  /** What is said before the connection stands is told to the hub after each registration. */
  #prepareDriver(): HosDriver {
    const driver = this.#createDriver();
    driver.onAction((action) => this.#faults.apply(() => this.#act(action)));
    for (const [deviceId, furnishing] of this.#furnishings) {
      driver.announceDevice(deviceId, describe(furnishing));
      driver.updateState(deviceId, furnishing.device.state);
    }
    // Devices of an earlier version of this home.
    driver.removeUnknownDevices();
    return driver;
  }

  #act({ deviceId, command, payload }: Action): ActionOutcome {
    const device = this.#furnishings.get(deviceId)?.device;
    const handler = device?.commands[command];
    if (device === undefined || handler === undefined) throw new Error(`${deviceId} cannot ${command}.`);
    const result = handler(new CommandPayload(payload));
    return { state: device.state, ...(result !== undefined && { result }) };
  }
}

function describe({ name, room, device }: Furnishing): DeviceDiscovered {
  const { deviceType, properties } = device;
  return { name, deviceType, tags: [room], ...(properties !== undefined && { properties }) };
}
