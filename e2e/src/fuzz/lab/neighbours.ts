import { HosClient } from "@hos/client";
import { HosDriver } from "@hos/driver-sdk";
import type { HubRun } from "../../load/hub/hub-run.ts";
import { within } from "./within.ts";

/** The driver and the device that nothing of the fuzzing is aimed at. */
export const HEALTHY = { driverKey: "HEALTHY", instanceId: "healthy-1" } as const;
export const HEALTHY_DEVICE = "healthy-lamp";

/** Devices of the same driver that may be asked for anything. */
const OTHERS = { "fuzz-1": "light", "fuzz-alarm": "alarm" } as const;

const DEADLINE_MS = 10_000;
const BRIGHTNESSES = 100;

/** A driver and a client, both of the SDKs, beside what is done to the hub: they must not notice any of it. */
export class Neighbours implements AsyncDisposable {
  readonly #driver: HosDriver;
  readonly #client: HosClient;
  #beats = 0;
  #complaint: string | undefined;

  static async start(hub: HubRun, tokens: { readonly driver: string; readonly client: string }): Promise<Neighbours> {
    const neighbours = new Neighbours(hub, tokens);
    await neighbours.#start();
    return neighbours;
  }

  private constructor(hub: HubRun, tokens: { readonly driver: string; readonly client: string }) {
    this.#driver = new HosDriver({ ...HEALTHY, wsUrl: hub.driverUrl, token: tokens.driver });
    this.#driver.onAction(({ deviceId, payload }) =>
      deviceId === HEALTHY_DEVICE ? { state: { power: true, ...payload } } : {},
    );
    this.#driver.on("disconnected", ({ reason }) => this.#complain(`The healthy driver was disconnected: ${reason}`));
    this.#driver.on("error", (error) => {
      // Somebody may have removed its other devices.
      if (!(error.message.includes("is not known") && error.message.includes("fuzz-"))) {
        this.#complain(`The healthy driver had an error: ${error.message}`);
      }
    });
    this.#client = new HosClient({ url: hub.url, token: tokens.client, filter: { devices: [HEALTHY_DEVICE] } });
    this.#client.on("error", (error) => this.#complain(`The healthy client had an error: ${error.message}`));
  }

  /** A command of the client comes to the driver, and its state comes back. @throws {Error} where it does not in time. */
  async beat(): Promise<void> {
    this.#beats += 1;
    const brightness = this.#beats % BRIGHTNESSES;
    const arrived = this.#awaitBrightness(brightness);
    const answered = this.#client.command(HEALTHY_DEVICE, "set_brightness", { brightness });
    await within(DEADLINE_MS, "A command and a state update of healthy neighbours", Promise.all([answered, arrived]));
    const complaint = this.#complaint;
    this.#complaint = undefined;
    if (complaint !== undefined) throw new Error(complaint);
  }

  /** Tells of the devices again: somebody may have removed them. */
  announce(): void {
    this.#driver.announceDevice(HEALTHY_DEVICE, { name: "Healthy lamp", deviceType: "light" });
    for (const [id, deviceType] of Object.entries(OTHERS)) {
      this.#driver.removeDevice(id);
      this.#driver.announceDevice(id, { name: id, deviceType });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
    await this.#driver.close();
  }

  async #start(): Promise<void> {
    this.announce();
    this.#driver.connect();
    await within(DEADLINE_MS, "The healthy driver", this.#driver.ready());
    this.#client.connect();
    await within(DEADLINE_MS, "The healthy client", this.#client.ready());
  }

  #awaitBrightness(brightness: number): Promise<void> {
    const isThere = () => this.#client.devices.get(HEALTHY_DEVICE)?.state["brightness"] === brightness;
    if (isThere()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#client.on("change", () => {
        if (!isThere()) return;
        stop();
        resolve();
      });
    });
  }

  #complain(complaint: string): void {
    this.#complaint ??= complaint;
  }
}
