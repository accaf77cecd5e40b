import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { createCertificate } from "./support/create-certificate.ts";
import { runHub } from "./support/hub-process.ts";
import { openStream } from "./support/open-stream.ts";
import { connectDriver } from "./support/raw-driver.ts";
import { runCommand } from "./support/run-command.ts";
import { temporaryFolder, writeTemporary } from "./support/temporary-folder.ts";
import { until } from "./support/until.ts";

const TIMEOUT_MS = 60_000;

async function occupy(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as { port: number }).port, server };
}

describe("hos-server", { timeout: TIMEOUT_MS }, () => {
  it("says in one line on stdout where it is and who can reach it", async () => {
    await using hub = runHub({});
    const url = await hub.ready();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(hub.out).toBe(
      `HOS is ready at ${url}, drivers at ${url.replace("http", "ws")}/driver (this machine only).\n`,
    );
    expect(hub.err).toBe("");
  });

  it("says the set-up code on stdout where the log says nothing", async () => {
    await using hub = runHub({ HOS_LOG_LEVEL: "silent" });
    await hub.ready();
    await until("the code", () => / with the code [A-Z0-9-]{14}\.\n$/.test(hub.out));
    expect(hub.err).toBe("");
  });

  it("gives back what its start took, where Node lets it", async () => {
    const telling = "globalThis.gc=(options)=>console.log(JSON.stringify(options))";
    await using hub = runHub({ NODE_OPTIONS: `--expose-gc --import=data:text/javascript,${telling}` });
    await hub.ready();
    const asked = await until("the collection", () => /^\{.*\}$/m.exec(hub.out)?.[0]);
    expect(JSON.parse(asked)).toEqual({ type: "major", execution: "async", flavor: "last-resort" });
  });

  it("stays on this machine where HOS_HOST says so, set up or not", async () => {
    const password = writeTemporary("correct horse battery");
    await using hub = runHub({ HOS_ADMIN_PASSWORD_FILE: password, HOS_HOST: "127.0.0.1" });
    await hub.ready();
    expect(hub.out).toContain("(this machine only).\n");
    expect(hub.err).toBe("");
  });

  it("logs a set-up code that makes the first person, once", async () => {
    await using hub = runHub({ HOS_HOST: "127.0.0.1" });
    const url = await hub.ready();
    const setUp = async (code: string) => {
      const body = JSON.stringify({ code, username: "me", password: "correct horse battery" });
      const headers = { "content-type": "application/json" };
      return (await fetch(`${url}/v1/os/setup`, { method: "POST", body, headers })).status;
    };
    const code = await hub.setupCode();
    expect(await setUp(code)).toBe(200);
    expect(await setUp(code)).toBe(409);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "stops on %s with exit code 0, clients and drivers or not",
    async (signal) => {
      await using hub = runHub({});
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
    [{ HOS_TLS_CERT: "none.pem", HOS_TLS_KEY: "none.pem" }, /^HOS_TLS_CERT="none\.pem" cannot be read: ENOENT.*$/],
  ])("stops at %j with exactly one line on stderr and exit code 78", async (env, line) => {
    await using hub = runHub(env);
    expect(await hub.ended).toBe(78);
    expect(hub.err.slice(0, -1)).toMatch(line);
    expect(hub.err.slice(0, -1)).not.toContain("\n");
    expect(hub.out).toBe("");
  });

  it.each(["PORT", "DRIVER_WS_PORT"])("says in one line that %s is taken", async (variable) => {
    const { port, server } = await occupy();
    try {
      await using hub = runHub({ [variable]: String(port) });
      expect(await hub.ended).toBe(1);
      expect(hub.err).toBe(
        `${variable}=${port} is taken by another program on 127.0.0.1: stop it, or set another ${variable}.\n`,
      );
    } finally {
      server.close();
    }
  });

  it("says in one line that another hub has its data folder", async () => {
    const folder = temporaryFolder();
    await using hub = runHub({ HOS_DATA_DIR: folder });
    await hub.ready();
    await using second = runHub({ HOS_DATA_DIR: folder });
    expect(await second.ended).toBe(1);
    expect(second.err).toBe(`Another hub uses ${folder}; stop it, or give this one a folder of its own.\n`);
  });

  it("says in one line that its database is none", async () => {
    const folder = temporaryFolder();
    writeFileSync(`${folder}/hos.db`, "no database".repeat(1000));
    await using hub = runHub({ HOS_DATA_DIR: folder });
    expect(await hub.ended).toBe(1);
    expect(hub.err).toMatch(/^\S+hos\.db is damaged or not a HOS database; .*\n$/);
  });

  it("says in one line that the password of the admin is too weak", async () => {
    await using hub = runHub({ HOS_ADMIN_PASSWORD_FILE: writeTemporary("password") });
    expect(await hub.ended).toBe(1);
    expect(hub.err).toMatch(/^HOS_ADMIN_PASSWORD_FILE: .*\n$/);
    expect(hub.err).not.toContain("at ");
  });

  it("warns of a HOS_ variable that means nothing", async () => {
    await using hub = runHub({ HOS_PROT: "1" });
    await hub.ready();
    await until("the warning", () => hub.err.includes("HOS_PROT"));
    expect(JSON.parse(hub.err)).toMatchObject({ level: 40, name: "HOS_PROT" });
  });

  it("serves TLS, and reads its certificate again on SIGHUP without stopping", async () => {
    const first = createCertificate({ commonName: "first.test" });
    const second = createCertificate({ commonName: "second.test" });
    const files = { HOS_TLS_CERT: writeTemporary(first.cert), HOS_TLS_KEY: writeTemporary(first.key) };
    await using hub = runHub(files);
    const { port, protocol } = new URL(await hub.ready());
    expect(protocol).toBe("https:");
    expect(hub.out).toContain("drivers at wss://127.0.0.1:");
    expect(await nameAt(Number(port))).toBe("first.test");
    writeFileSync(files.HOS_TLS_CERT, second.cert);
    writeFileSync(files.HOS_TLS_KEY, second.key);
    hub.child.kill("SIGHUP");
    // The signal comes when it comes.
    let name = await nameAt(Number(port));
    while (name === "first.test") name = await nameAt(Number(port));
    expect(name).toBe("second.test");
    expect((await runCommand(["health"], { PORT: port, ...files })).code).toBe(0);
    hub.child.kill("SIGTERM");
    expect(await hub.ended).toBe(0);
  });
});

describe("hos-server health", { timeout: TIMEOUT_MS }, () => {
  it("says that the hub is ready", async () => {
    await using hub = runHub({});
    const url = await hub.ready();
    expect(await runCommand(["health"], { PORT: new URL(url).port })).toEqual({
      code: 0,
      out: `The hub at ${url} is ready.`,
      err: "",
    });
  });

  it("says that no hub answers", async () => {
    const { port, server } = await occupy();
    server.close();
    await once(server, "close");
    expect(await runCommand(["health"], { PORT: String(port) })).toEqual({
      code: 1,
      out: "",
      err: `No hub answers at http://127.0.0.1:${port}: nobody listens there.`,
    });
  });

  it("says what is wrong with a hub that is not ready", async () => {
    const server = createServer((socket) => {
      socket.end('HTTP/1.1 507 X\r\nContent-Length: 12\r\n\r\n{"ok":false}');
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    try {
      const { code, err } = await runCommand(["health"], { PORT: String(port) });
      expect({ code, err }).toEqual({ code: 1, err: `The hub at http://127.0.0.1:${port} is not ready: {"ok":false}` });
    } finally {
      server.close();
    }
  });
});

/** The name in the certificate that is shown at a port. */
async function nameAt(port: number): Promise<string | undefined> {
  const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const name = socket.getPeerCertificate().subject.CN;
  socket.destroy();
  return typeof name === "string" ? name : undefined;
}
