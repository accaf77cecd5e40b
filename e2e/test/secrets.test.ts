import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { io } from "socket.io-client";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { RawDriver } from "../src/drivers/raw-driver.ts";
import { ADMIN_TOKEN } from "../src/server/admin-token.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const LAMPS = { driverKey: "LAMPS", instanceId: "lamps-1" };
const DRIVER = "/drivers/LAMPS/lamps-1";
const KINDS = ["client", "socket.io", "sse"] as const;

type Body = Readonly<Record<string, unknown>>;

/** Every secret of the run, by what it is. */
const secrets = new Map<string, string>([
  ["the password of the first person", "planted-password-of-ada"],
  ["the password of a guest", "planted-password-of-bo"],
  ["a password that is wrong", "planted-wrong-password"],
  ["the new password", "planted-new-password-of-bo"],
  ["the code of the alarm", "planted-code-4711"],
  ["the code of the alarm in a program", "planted-code-0815"],
  ["a token that is none", "hos_planted_0123456789abcdefghijklmnop"],
  ["the token of a driver that is none", "hosd_planted_0123456789abcdefghijklmnop"],
  ["the admin token", ADMIN_TOKEN],
]);
/** All that left the hub but for those whom a secret was meant for. */
const output = new Map<string, string>();

let setupCode = "";
let folder = "";
let stored: readonly Buffer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hos-secrets-"));
  await using server = await ServerProcess.start({ HOS_LOG_LEVEL: "debug", HOS_DRIVER_AUTH: "token" });
  await using clients = await ClientProcess.start(server.url, KINDS);
  setupCode = await server.setupCode();
  await useEverySecret(server);
  await readEverything(server);
  for (const kind of KINDS) {
    await clients.event(kind, "ACTION_FAILED", ({ command }) => command === "disarm");
    output.set(`the events of ${kind}`, JSON.stringify(clients.eventsOf(kind)));
  }
  output.set("a snapshot", JSON.stringify(await clients.call("store", "client")));
  await server.kill("SIGTERM");
  output.set("stdout", server.run.out.all.join("\n"));
  output.set("stderr", server.run.err.all.join("\n"));
  const files = await readdir(server.dataDir);
  stored = await Promise.all(files.map((file) => readFile(join(server.dataDir, file))));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Sends each secret along every way that one may take, right and wrong. */
async function useEverySecret(server: ServerProcess): Promise<void> {
  const { rest } = server;
  const nobody = rest.as();
  const secret = (name: string) => secrets.get(name) ?? "";
  const keep = (name: string, value: unknown) => secrets.set(name, secretOf(String(value)));
  const ada = { username: "ada", password: secret("the password of the first person") };
  const bo = { username: "bo", password: secret("the password of a guest") };

  const session = (await nobody.post("/setup", { ...ada, code: setupCode })).body as Body;
  keep("the session of the first person", session["token"]);
  const wrong = secret("a password that is wrong");
  tell("a refused login", await nobody.post("/auth/login", { ...ada, password: wrong }));
  tell("a malformed login", await nobody.post("/auth/login", { ...ada, password: { is: wrong } }));
  tell("a malformed person", await rest.post("/users", { ...bo, role: "guest", extra: wrong }));
  tell("a person", await rest.post("/users", { ...bo, role: "guest" }));
  const guest = (await nobody.post("/auth/login", bo)).body as Body;
  keep("the session of a guest", guest["token"]);
  const change = { current: bo.password, password: secret("the new password") };
  await rest.as(String(guest["token"])).post("/auth/password", change);
  const made = (await rest.post("/tokens", { name: "Panel", scopes: ["devices:read"] })).body as Body;
  keep("an API token", made["token"]);
  const none = secret("a token that is none");
  tell("a refused token", await rest.as(none).get("/devices"));
  tell("a token in a query", await rest.get(`/events?token=${none}`));
  await connectInVain(server.url, none);
  const { ticket } = (await rest.post("/events/ticket")).body as Body;
  secrets.set("a ticket", String(ticket));
  await (await fetch(`${server.url}/v1/os/events?ticket=${String(ticket)}`)).body?.cancel();

  await useSecretsOfDrivers(server);
}

async function useSecretsOfDrivers(server: ServerProcess): Promise<void> {
  const { rest } = server;
  {
    await using stranger = await RawDriver.open(server.driverUrl);
    const token = secrets.get("the token of a driver that is none");
    stranger.send({ method: "driver.register", params: { ...LAMPS, protocolVersion: 1, token } });
    tell("a driver with a token of nobody", await stranger.frames.next("An error", ({ ok }) => ok === false));
  }
  await using driver = new DriverProcess();
  const alarm = { id: "alarm", description: { name: "Alarm", deviceType: "alarm" }, state: { armState: "armed_home" } };
  const plan = { ...LAMPS, wsUrl: server.driverUrl, devices: [alarm], stateDirectory: folder };
  const started = driver.call("start", plan);
  const { code } = await driver.find("pairing");
  await until("The driver that waits", async () => (await rest.get(DRIVER)).status === 200);
  await rest.post(`${DRIVER}/approve`, { code });
  await started;
  const file = (await readdir(folder)).find((name) => name.endsWith(".token")) ?? "";
  secrets.set("the token of the driver", secretOf((await readFile(join(folder, file), "utf8")).trim()));
  await server.device("alarm");

  const pin = secrets.get("the code of the alarm");
  expect(await rest.command("alarm", "disarm", { payload: { code: pin } })).toMatchObject({ status: 200 });
  expect((await driver.action("disarm")).payload).toEqual({ code: pin });
  const items = [
    { deviceId: "alarm", command: "disarm", payload: { code: secrets.get("the code of the alarm in a program") } },
  ];
  const program = (await rest.post("/programs/save", { name: "Home", items })).body as Body;
  await rest.post(`/programs/${String(program["id"])}/run`);
  output.set("a program", JSON.stringify(program));
  // What is refused is in the journal too.
  tell("a bad payload", await rest.command("alarm", "disarm", { payload: { code: { is: pin } } }));
  tell("a bad command", await rest.command("alarm", "disarms", { payload: { code: pin } }));
  tell("no device", await rest.command("nowhere", "disarm", { payload: { code: pin } }));
  const held = rest.command("alarm", "disarm", { payload: { code: pin }, timeoutMs: 50 });
  await driver.run.kill();
  await held;
  await rest.command("alarm", "disarm", { payload: { code: pin } });
}

function tell(what: string, answer: unknown): void {
  output.set(what, JSON.stringify(answer));
}

/** Tries Socket.IO with a token that is not good. */
async function connectInVain(url: string, token: string): Promise<void> {
  const socket = io(url, { auth: { token }, reconnection: false, transports: ["websocket"] });
  const fault: Error & { data?: unknown } = await new Promise((resolve) => void socket.once("connect_error", resolve));
  output.set("a connect_error", JSON.stringify([fault.message, fault.data]));
  socket.disconnect();
}

async function readEverything({ rest, url }: ServerProcess): Promise<void> {
  const paths = [
    "/bootstrap",
    "/devices",
    "/commands",
    "/drivers",
    DRIVER,
    "/programs",
    "/spaces",
    "/users",
    "/tokens",
  ];
  for (const path of [...paths, "/auth/me", "/setup", "/preferences/home", "/design-profiles"]) {
    output.set(`GET ${path}`, JSON.stringify(await rest.get(path)));
  }
  output.set("GET /metrics", await (await fetch(`${url}/metrics`)).text());
}

/** What of a credential is secret: what comes after its id. */
function secretOf(credential: string): string {
  return credential.split("_").at(-1) ?? credential;
}

describe("secrets of a whole run", () => {
  it("were all used, and the run left something to look at", () => {
    expect([...secrets.values()].filter((secret) => secret.length < 8)).toEqual([]);
    expect([...output].filter(([, text]) => text.length < 10).map(([name]) => name)).toEqual([]);
    expect(output.get("GET /commands")).toContain('"***"');
    expect(output.get("the events of sse")).toContain("ACTION_REQUESTED");
    expect(output.get("stderr")).toContain("A driver was approved.");
  });

  it("stand in nothing that the hub wrote, told or answered", () => {
    const found = [...output].flatMap(([place, text]) =>
      [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `${name} in ${place}`),
    );
    expect(found).toEqual([]);
  });

  it("stand in no file of the hub, but for what it has to send to devices", () => {
    expect(stored.length).toBeGreaterThan(0);
    const kept = ["the code of the alarm in a program"];
    const found = [...secrets].filter(([, secret]) => stored.some((file) => file.includes(secret)));
    expect(found.map(([name]) => name)).toEqual(kept);
  });

  it("include the setup code, which the log shows once and nothing else ever does", () => {
    const stderr = output.get("stderr") ?? "";
    expect(stderr.split(setupCode)).toHaveLength(2);
    expect([...output].filter(([place, text]) => place !== "stderr" && text.includes(setupCode))).toEqual([]);
    expect(stored.filter((file) => file.includes(setupCode))).toEqual([]);
  });
});
