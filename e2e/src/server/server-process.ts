import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type { Bootstrap, DriverDetail } from "@hos/protocol/rest";
import { type ChildEnd, ChildRun } from "../process/child-run.ts";
import { until } from "../wait/until.ts";
import { ADMIN_TOKEN } from "./admin-token.ts";
import { RestCaller } from "./rest-caller.ts";

const MAIN = fileURLToPath(new URL("../../../apps/server/src/main.ts", import.meta.url));
const PROBE = new URL("server-probe.ts", import.meta.url).href;
const SETUP_CODE = / with the code ([\w-]+)/;
const ADDRESSES = /ready at (http:\/\/\S+:(\d+)), drivers at (ws:\S+)/;

/** Settings of a server: the variables of its environment. */
export type ServerEnv = Readonly<Record<string, string>>;

/** The server in a process of its own, and its REST API. */
export class ServerProcess implements AsyncDisposable {
  readonly run: ChildRun;
  readonly dataDir: string;
  readonly #folder: string;
  readonly url: string;
  readonly driverUrl: string;
  readonly port: number;
  readonly rest: RestCaller;

  /**
   * Starts a server on a free port of 127.0.0.1 and waits until it is ready.
   *
   * It knows {@link ADMIN_TOKEN}, and nobody can log in yet.
   *
   * @param env what is not the default; a temporary HOS_DATA_DIR is made.
   */
  static async start(env: ServerEnv = {}): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), "hos-e2e-"));
    const dataDir = env["HOS_DATA_DIR"] ?? join(folder, "data");
    const tokenFile = join(folder, "admin-token");
    await writeFile(tokenFile, ADMIN_TOKEN);
    const run = runServer({ HOS_ADMIN_TOKEN_FILE: tokenFile, ...env, HOS_DATA_DIR: dataDir });
    try {
      const [, url = "", port, driverUrl = ""] =
        ADDRESSES.exec(await run.out.find("The address of the server", (line) => ADDRESSES.test(line))) ?? [];
      return new ServerProcess({ run, folder, dataDir, url, driverUrl, port: Number(port) });
    } catch (fault) {
      await run.kill();
      await rm(folder, { recursive: true, force: true });
      throw fault;
    }
  }

  private constructor(
    parts: Pick<ServerProcess, "run" | "dataDir" | "url" | "driverUrl" | "port"> & { readonly folder: string },
  ) {
    this.run = parts.run;
    this.#folder = parts.folder;
    this.dataDir = parts.dataDir;
    this.url = parts.url;
    this.driverUrl = parts.driverUrl;
    this.port = parts.port;
    this.rest = new RestCaller(parts.url);
  }

  /** Every device with its state, by id. */
  async bootstrap(): Promise<Bootstrap> {
    const bootstrap = (await this.rest.get("/bootstrap")).body as Bootstrap;
    return { ...bootstrap, devices: bootstrap.devices.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  /** A device once it is as `fits` says. */
  async device(deviceId: string, fits: (device: DeviceRecord) => boolean = () => true): Promise<DeviceRecord> {
    return await until(`Device ${deviceId}`, async () => {
      const { status, body } = await this.rest.get(`/devices/${encodeURIComponent(deviceId)}`);
      return status === 200 && fits(body as DeviceRecord) ? (body as DeviceRecord) : undefined;
    });
  }

  async driver(driverKey: string, instanceId: string): Promise<DriverDetail> {
    return (await this.rest.get(`/drivers/${driverKey}/${instanceId}`)).body as DriverDetail;
  }

  /** The code that the log shows until somebody can log in. */
  async setupCode(): Promise<string> {
    const line = await this.run.err.find("The setup code", (text) => SETUP_CODE.test(text));
    return SETUP_CODE.exec(line)?.[1] ?? "";
  }

  /** Bytes in use once the garbage is gone. */
  async memory(): Promise<number> {
    const { process: server } = this.run;
    return await new Promise((resolve) => {
      server.once("message", (message) => resolve((message as { bytes: number }).bytes));
      server.send("memory");
    });
  }

  async kill(signal: NodeJS.Signals): Promise<ChildEnd> {
    return await this.run.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Runs the server's main file and does not wait. */
export function runServer(env: ServerEnv): ChildRun {
  return new ChildRun({
    main: MAIN,
    name: "server",
    preload: PROBE,
    env: { PORT: "0", HOS_HOST: "127.0.0.1", HOS_MDNS: "off", HOS_LOG_LEVEL: "info", ...env },
  });
}
