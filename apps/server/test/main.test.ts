import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openStream } from "./support/open-stream.ts";
import { connectDriver } from "./support/raw-driver.ts";
import { ROOT_TOKEN } from "./support/root-token.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { until } from "./support/until.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const TIMEOUT_MS = 40_000;
/** A process takes its time to start on a busy machine. */
const START_DEADLINE_MS = 20_000;

interface Run extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly out: string;
  readonly err: string;
  /** Waits for the line that tells the address. */
  ready(): Promise<string>;
  /** Waits for the end: the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** A hub on this machine that is set up. */
function run(env: Record<string, string>, args: readonly string[] = []): Run {
  const folder = temporaryFolder();
  const passwordFile = join(folder, "password");
  const tokenFile = join(folder, "token");
  writeFileSync(passwordFile, "correct horse battery");
  writeFileSync(tokenFile, ROOT_TOKEN);
  const own = {
    PORT: "0",
    HOS_HOST: "127.0.0.1",
    HOS_DATA_DIR: join(folder, "data"),
    HOS_LOG_LEVEL: "warn",
    HOS_ADMIN_PASSWORD_FILE: passwordFile,
    HOS_ADMIN_TOKEN_FILE: tokenFile,
  };
  const child = spawn(process.execPath, ["--conditions=@hos/source", MAIN, ...args], {
    env: { PATH: process.env["PATH"], ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    get out() {
      return out;
    },
    get err() {
      return err;
    },
    ready: () => until(`the address line (${err})`, () => /http:\/\/\S+:\d+/.exec(out)?.[0], START_DEADLINE_MS),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function occupy(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as { port: number }).port, server };
}

describe("hos-server", { timeout: TIMEOUT_MS }, () => {
  it("says in one line on stdout where it is and who can reach it", async () => {
    await using hub = run({});
    const url = await hub.ready();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(hub.out).toBe(
      `HOS is ready at ${url}, drivers at ${url.replace("http", "ws")}/driver (this machine only).\n`,
    );
    expect(hub.err).toBe("");
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "stops on %s with exit code 0, clients and drivers or not",
    async (signal) => {
      await using hub = run({});
      const url = await hub.ready();
      await using driver = await connectDriver(`${url.replace("http", "ws")}/driver`);
      using stream = await openStream(`${url}/v1/os/events`);
      await stream.next("SNAPSHOT");
      const [[closeCode]] = await Promise.all([once(driver.socket, "close"), Promise.resolve(hub.child.kill(signal))]);
      expect(await hub.ended).toBe(0);
      expect(closeCode).toBe(1001);
      expect(hub.err).toBe("");
    },
  );

  it.each([
    [{ PORT: "http" }, 'PORT="http" must be a whole number from 0 to 65535.'],
    [{ HOS_LOG_LEVEL: "loud", HOS_PROT: "1" }, 'HOS_LOG_LEVEL="loud" must be one of debug, info, warn, error, silent.'],
  ])("stops at %j with exactly one line on stderr and exit code 78", async (env, line) => {
    await using hub = run(env);
    expect(await hub.ended).toBe(78);
    expect(hub.err).toBe(`${line}\n`);
    expect(hub.out).toBe("");
  });

  it.each(["PORT", "DRIVER_WS_PORT"])("says in one line that %s is taken", async (variable) => {
    const { port, server } = await occupy();
    try {
      await using hub = run({ [variable]: String(port) });
      expect(await hub.ended).toBe(1);
      expect(hub.err).toBe(
        `${variable}=${port} is taken by another program on 127.0.0.1: stop it, or set another ${variable}.\n`,
      );
    } finally {
      server.close();
    }
  });

  it("shows the code to set it up with once, and never again once it is set up", async () => {
    await using hub = run({ HOS_ADMIN_PASSWORD_FILE: "" });
    const url = await hub.ready();
    const code = await until("the code", () => /with the code (\S+)\./.exec(hub.err)?.[1]);
    const response = await fetch(`${url}/v1/os/setup`, {
      method: "POST",
      body: JSON.stringify({ code, username: "ada", password: "correct horse battery" }),
      headers: { "content-type": "application/json" },
    });
    expect(await response.json()).toMatchObject({ user: { username: "ada", role: "admin" } });
    hub.child.kill("SIGTERM");
    await hub.ended;
    expect(hub.err.split(code)).toHaveLength(2);
  });

  it("warns of a HOS_ variable that means nothing", async () => {
    await using hub = run({ HOS_PROT: "1" });
    await hub.ready();
    await until("the warning", () => hub.err.includes("HOS_PROT"));
    expect(JSON.parse(hub.err)).toMatchObject({ level: 40, name: "HOS_PROT" });
  });
});
