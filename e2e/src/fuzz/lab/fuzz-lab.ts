import { randomBytes } from "node:crypto";
import { HubRun } from "../../load/hub/hub-run.ts";
import { askHub, type HubAnswer, type HubRequest } from "../../load/hub/ask-hub.ts";
import { pairDriver } from "../../load/drivers/pair-driver.ts";
import { createCredentials, type Credential } from "./credentials.ts";
import { LogWatch } from "./log-watch.ts";
import { FuzzThings } from "./fuzz-things.ts";
import { HEALTHY, Neighbours } from "./neighbours.ts";
import { within } from "./within.ts";

/** The driver in whose name the fuzzing is done. */
export const FUZZER = { driverKey: "FUZZER", instanceId: "fuzz-1" } as const;

const SECRET_BYTES = 24;
const MEMORY_DEADLINE_MS = 30_000;

/** Small histories, so that memory that does not come back shows; every driver needs a credential. */
const ENV = {
  HOS_DRIVER_AUTH: "token",
  HOS_LOG_LEVEL: "debug",
  HOS_HISTORY_SIZE: "200",
  // A driver that waits ends with its case, a socket that says nothing soon after.
  HOS_DRIVER_REGISTER_TIMEOUT_MS: "2000",
  HOS_HEADERS_TIMEOUT_MS: "2000",
  HOS_REQUEST_TIMEOUT_MS: "4000",
};

/** A hub to be fuzzed, with healthy neighbours beside, and everything that must hold whatever is done to it. */
export class FuzzLab implements AsyncDisposable {
  readonly hub: HubRun;
  readonly watch: LogWatch;
  readonly credentials: readonly Credential[];
  /** Of {@link FUZZER}. */
  readonly driverToken: string;
  readonly #neighbours: Neighbours;
  #things: FuzzThings | undefined;

  static async start(): Promise<FuzzLab> {
    const watch = new LogWatch();
    const adminToken = randomBytes(SECRET_BYTES).toString("hex");
    watch.plant(adminToken);
    const hub = await HubRun.start({ adminToken, env: ENV, onLine: (line) => watch.take(line) });
    try {
      const credentials = await createCredentials(hub, watch);
      const [driver, driverToken] = [await pairDriver(hub, HEALTHY), await pairDriver(hub, FUZZER)];
      for (const secret of [driver, driverToken]) watch.plant(secret);
      const neighbours = await Neighbours.start(hub, { driver, client: adminToken });
      return new FuzzLab({ hub, watch, credentials, driverToken, neighbours });
    } catch (fault) {
      await hub[Symbol.asyncDispose]();
      throw fault;
    }
  }

  private constructor(
    parts: Pick<FuzzLab, "hub" | "watch" | "credentials" | "driverToken"> & { readonly neighbours: Neighbours },
  ) {
    this.hub = parts.hub;
    this.watch = parts.watch;
    this.credentials = parts.credentials;
    this.driverToken = parts.driverToken;
    this.#neighbours = parts.neighbours;
  }

  /** @throws {Error} where something that must hold does not. */
  async verify(): Promise<void> {
    await Promise.race([this.#neighbours.beat(), this.hub.ended]);
    const [finding] = this.watch.drain();
    if (!this.hub.alive) throw new Error(`The hub ended with ${await this.hub.ended}.\n${this.hub.tail.join("\n")}`);
    if (finding !== undefined) throw new Error(`${finding.what}: ${finding.line}`);
  }

  /** Asks as the administrator. */
  async ask(request: HubRequest): Promise<HubAnswer> {
    const headers = { authorization: `Bearer ${this.hub.adminToken}`, ...request.headers };
    return await askHub(this.hub.port, { ...request, headers });
  }

  /** Bytes that the hub uses once its garbage is gone. */
  async memory(): Promise<number> {
    return await within(MEMORY_DEADLINE_MS, "The memory of the hub", this.hub.memory());
  }

  /** One of each of what people configure; the same until {@link renew}. */
  async things(): Promise<FuzzThings> {
    this.#things ??= await FuzzThings.make(this.hub);
    return this.#things;
  }

  /** Brings back what was removed. */
  async renew(): Promise<void> {
    await this.#things?.[Symbol.asyncDispose]();
    this.#things = undefined;
    this.#neighbours.announce();
    await this.#neighbours.beat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#things?.[Symbol.asyncDispose]();
    await this.#neighbours[Symbol.asyncDispose]();
    await this.hub[Symbol.asyncDispose]();
  }
}
