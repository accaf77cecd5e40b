import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE_IMAGE, prepareBaseImage } from "./support/base-image.ts";
import { readCompose, toRunOptions } from "./support/compose-options.ts";
import { findContainerEngine } from "./support/container-engine.ts";
import { type ContainerNetwork, createContainerNetwork } from "./support/container-network.ts";
import { HubApi } from "./support/hub-api.ts";
import { HubContainer } from "./support/hub-container.ts";
import { OutsideProgram } from "./support/outside-program.ts";
import { requireProgram, runProgram } from "./support/run-program.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const RUN = `hos-test-${process.pid}`;
const IMAGE = `localhost/${RUN}:latest`;
const HOME_IMAGE = `localhost/${RUN}-home:latest`;
const REVISION = "0123456789abcdef0123456789abcdef01234567";
const BUDGET_BYTES = 10 * 1024 * 1024;
const STOP_LIMIT_MS = 5000;
const BUILD_TIMEOUT_MS = 600_000;
const PASSWORD = "correct horse battery staple";

const engine = await findContainerEngine();
const base = engine === undefined ? undefined : await prepareBaseImage(engine);

describe.skipIf(engine === undefined || base === undefined)("the image", () => {
  if (engine === undefined) return;
  const { program } = engine;
  const version = (JSON.parse(readFileSync(join(ROOT, "apps/server/package.json"), "utf8")) as { version: string })
    .version;
  const stateFolder = mkdtempSync(join(tmpdir(), "hos-driver-"));
  const hubOptions = toRunOptions(readCompose()["hub"] ?? {}, RUN);
  const figures: string[] = [];
  let network: ContainerNetwork;
  let hub: HubContainer;
  let api: HubApi;

  const build = (target: string, tag: string, options: readonly string[] = []) => {
    const file = ["--file", join(ROOT, "apps/headless/Dockerfile"), "--target", target, "--tag", tag];
    return requireProgram(program, ["build", ...engine.buildOptions, ...options, ...file, ROOT], BUILD_TIMEOUT_MS);
  };
  const driverEnv = async () => ({
    HOS_WS_URL: `ws://${await hub.authority()}/driver`,
    HOS_DRIVER_STATE_DIR: stateFolder,
  });

  beforeAll(async () => {
    const startedAt = Date.now();
    await build("hub", IMAGE, ["--build-arg", `VERSION=${version}`, "--build-arg", `REVISION=${REVISION}`]);
    figures.push(`built in ${((Date.now() - startedAt) / 1000).toFixed(0)} s on the ${base} base`);
    network = await createContainerNetwork(engine, 8080);
    hub = new HubContainer({ engine, network, image: IMAGE, name: RUN, runOptions: hubOptions });
  });

  afterAll(async () => {
    await hub?.[Symbol.asyncDispose]();
    await runProgram(program, ["volume", "rm", "--force", `${RUN}-hub`]);
    await network?.[Symbol.asyncDispose]();
    await runProgram(program, ["image", "rm", "--force", IMAGE, HOME_IMAGE]);
    await runProgram(program, ["image", "prune", "--force", "--filter", "label=org.hos.stage=build"]);
    rmSync(stateFolder, { recursive: true });
    process.stdout.write(`${figures.join("\n")}\n`);
  });

  it("adds 10 MB at most to its base", async () => {
    const sizes = await Promise.all([IMAGE, BASE_IMAGE].map((image) => sizeOf(program, image)));
    const [size = 0, baseSize = 0] = sizes;
    figures.push(`size: ${toMegabytes(size)} MB, ${toMegabytes(size - baseSize)} MB of it the hub's`);
    expect(size - baseSize).toBeLessThan(BUDGET_BYTES);
  });

  it("says what it is, runs as nobody special and keeps its data in one volume", async () => {
    const config = JSON.parse(
      await requireProgram(program, ["image", "inspect", "--format", "{{json .Config}}", IMAGE]),
    ) as ImageConfig;
    expect(config).toMatchObject({ User: "1000:1000", ExposedPorts: { "8080/tcp": {} }, Volumes: { "/data": {} } });
    expect(config.Env).toEqual(
      expect.arrayContaining(["NODE_OPTIONS=--max-semi-space-size=4 --expose-gc", "NODE_COMPILE_CACHE=/data/cache"]),
    );
    expect(config.Cmd).toEqual(["node", "/app/bundle/hos-server.js", "start"]);
    expect(config.Labels).toMatchObject({
      "org.opencontainers.image.version": version,
      "org.opencontainers.image.revision": REVISION,
      "org.opencontainers.image.licenses": "Apache-2.0",
    });
    const health = ["image", "inspect", "--format", "{{json .Config.Healthcheck}}", IMAGE];
    expect(JSON.parse(await requireProgram(program, health))).toMatchObject({ Test: ["CMD", "hos-server", "health"] });
  });

  it("starts as compose.yaml says, without rights, on a read-only file system", async () => {
    const startedAt = Date.now();
    await hub.run();
    await hub.untilHealthy();
    figures.push(`healthy ${Date.now() - startedAt} ms after \`run\``);
    api = new HubApi(`http://${await hub.authority()}`);
    const { stdout } = await hub.exec(
      "sh",
      "-c",
      "id -u; touch /app/x || echo read-only; grep CapEff /proc/1/status; cat /proc/1/cmdline",
    );
    expect(stdout).toMatch(/^1000\nread-only\nCapEff:\t0{16}\n/);
    // Signals reach Node itself: it is the first process.
    expect(stdout).toContain("node\0/app/bundle/hos-server.js\0start");
  });

  it("answers to the name that containers beside it open", async () => {
    const options = '{ port: 8080, path: "/v1/os/setup", headers: { host: "hub:8080" } }';
    const ask = `require("node:http").get(${options}, ({ statusCode }) => { console.log(statusCode); process.exit(); })`;
    expect(await hub.exec("node", "--eval", ask)).toMatchObject({ exitCode: 0, stdout: "200\n" });
  });

  it("is set up with the code of its log, once", async () => {
    expect(await api.get("/setup")).toEqual({ status: 200, body: { required: true } });
    const code = await setupCode(hub);
    const refused = await api.post("/setup", { code: "wrong", username: "ada", password: PASSWORD });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const answer = await api.post("/setup", { code, username: "ada", password: PASSWORD });
    expect(answer).toMatchObject({ status: 200, body: { user: { username: "ada", role: "admin" } } });
    expect(await api.get("/setup")).toMatchObject({ body: { required: false } });
    expect((await api.get("/devices")).status).toBe(401);
    await api.logIn("ada", PASSWORD);
    expect(await api.get("/devices")).toMatchObject({ status: 200, body: { devices: [] } });
  });

  it("pairs a driver of another machine, and commands its device", async () => {
    await using driver = new OutsideProgram("lamp-driver.ts", await driverEnv());
    const { code } = await driver.next("pairing");
    expect((await api.get("/drivers/LAMPS/lamps-1")).body).toMatchObject({ status: "waiting", pairing: { code } });
    expect((await api.post("/drivers/LAMPS/lamps-1/approve", { code })).status).toBe(200);
    await driver.next("registered");
    const command = { command: "set_brightness", payload: { brightness: 60 }, wait: "confirmed" };
    const answer = await api.post("/devices/lamps-1-lamp/command", command);
    expect(answer).toMatchObject({ status: 200, body: { status: "confirmed" } });
    expect((await api.get("/devices/lamps-1-lamp")).body).toMatchObject({ state: { power: true, brightness: 60 } });
  });

  it("stops within five seconds when it is told to", async () => {
    await using driver = new OutsideProgram("lamp-driver.ts", await driverEnv());
    await driver.next("registered");
    const { exitCode, durationMs } = await hub.stop();
    figures.push(`stopped in ${durationMs} ms, with a driver connected`);
    expect(exitCode).toBe(0);
    expect(durationMs).toBeLessThan(STOP_LIMIT_MS);
  });

  it("has people, drivers, devices and states again after a restart", async () => {
    await hub.start();
    await hub.untilHealthy();
    await api.logIn("ada", PASSWORD);
    expect((await api.get("/devices/lamps-1-lamp")).body).toMatchObject({
      name: "Lamp",
      state: { power: true, brightness: 60 },
      availability: { status: "unknown", reason: "hub_restarted" },
    });
    await using driver = new OutsideProgram("lamp-driver.ts", await driverEnv());
    await driver.next("registered");
    expect((await api.get("/drivers/LAMPS/lamps-1")).body).toMatchObject({ status: "connected", access: "approved" });
  });

  it("backs itself up while it runs, goes back to that, and finds nothing to mend", async () => {
    const backup = await hub.exec("hos-server", "backup", "/data/backup.hos");
    expect(backup).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await api.post("/devices/lamps-1-lamp", { name: "Renamed since" })).status).toBe(200);
    const restore = await hub.exec("hos-server", "restore", "/data/backup.hos", "--next-start");
    expect(restore).toMatchObject({ exitCode: 0, stderr: "" });
    await hub.stop();
    await hub.start();
    await hub.untilHealthy();
    expect((await api.get("/devices/lamps-1-lamp")).body).toMatchObject({ name: "Lamp" });
    const doctor = await hub.exec("hos-server", "doctor");
    expect({ ...doctor, stdout: "" }).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it(
    "has a driver in a container beside it, with a credential from a secret file",
    { timeout: BUILD_TIMEOUT_MS },
    async () => {
      await build("simulated-home", HOME_IMAGE);
      const made = await api.post("/drivers/SIMULATED_HOME/demo/token", {});
      const secret = join(stateFolder, "driver-token");
      writeFileSync(secret, (made.body as { readonly token: string }).token, { mode: 0o444 });
      chmodSync(stateFolder, 0o755);
      const options = toRunOptions(readCompose()["driver"] ?? {}, RUN);
      const name = `${RUN}-driver`;
      const where = ["--detach", "--name", name, "--network", `container:${RUN}`];
      const own = [
        "--env",
        "HOS_WS_URL=ws://127.0.0.1:8080/driver",
        "--volume",
        `${secret}:/run/secrets/driver-token:ro`,
      ];
      const run = ["run", ...where, ...engine.runOptions, ...options, ...own];
      await requireProgram(program, [...engine.options, ...run, HOME_IMAGE]);
      try {
        await expect.poll(() => api.get("/devices/demo-lamp"), { timeout: 20_000 }).toMatchObject({ status: 200 });
        const command = { command: "turn_on", wait: "confirmed" };
        expect(await api.post("/devices/demo-lamp/command", command)).toMatchObject({ status: 200 });
        const { body } = await api.get("/drivers/SIMULATED_HOME/demo");
        expect(body).toMatchObject({ status: "connected", access: "approved" });
      } finally {
        await runProgram(program, [...engine.options, "rm", "--force", "--volumes", name]);
      }
    },
  );

  it("stops with one clear line for a setting that does not fit", async () => {
    const bad = [...engine.options, "run", "--rm", ...engine.runOptions, ...hubOptions, "--network", "none"];
    const { exitCode, stdout, stderr } = await runProgram(program, [...bad, "--env", "PORT=many", IMAGE]);
    expect(exitCode).toBe(78);
    expect(stdout).toBe("");
    expect(ownLines(stderr)).toEqual([expect.stringMatching(/^PORT="many" must be a whole number/)]);
  });
});

interface ImageConfig {
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
}

async function sizeOf(program: string, image: string): Promise<number> {
  return Number(await requireProgram(program, ["image", "inspect", "--format", "{{.Size}}", image]));
}

function toMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

async function setupCode(hub: HubContainer): Promise<string> {
  const logs = await hub.logs();
  const [, code] = /\b([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})\b/.exec(logs) ?? [];
  if (code === undefined) throw new Error(`The log shows no set-up code:\n${logs}`);
  return code;
}

/** What the container wrote; podman without systemd complains beside it that it cannot plan health checks. */
function ownLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("time="));
}
