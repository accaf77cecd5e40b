import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request } from "node:https";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { type RunningServer, runServer } from "../../../scripts/lib/run-server.ts";
import { Nginx } from "./support/nginx.ts";
import { OutsideProgram } from "./support/outside-program.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TOKEN = "reverse-proxy-0123456789abcdef0123456789";
const NAME = "hub.example.com";

describe.skipIf(!(await Nginx.isInstalled()))("a hub behind nginx", { timeout: 60_000 }, () => {
  it("is reached over TLS by the name that it is told of", async () => {
    const { nginx } = await startBoth({ HOS_TRUST_PROXY: "loopback", HOS_ALLOWED_HOSTS: NAME });
    const known = await askJson(nginx, { path: "/v1/os/devices", name: NAME });
    expect(known).toMatchObject({ status: 200, body: { devices: [] } });
    const unknown = await askJson(nginx, { path: "/v1/os/devices", name: "other.example.com" });
    expect(unknown).toMatchObject({ status: 403, body: { ok: false } });
  });

  it("sends people who come without TLS to where it is", async () => {
    const { nginx } = await startBoth({ HOS_TRUST_PROXY: "loopback" });
    const [host = "", port = ""] = nginx.plainAuthority.split(":");
    const plain = requestPlain({ host, port, path: "/docs", headers: { host: NAME } }).end();
    const [answer] = (await once(plain, "response")) as [IncomingMessage];
    answer.resume();
    expect([answer.statusCode, answer.headers.location]).toEqual([308, `https://${NAME}/docs`]);
  });

  it("lets drivers and apps through, over WebSockets, and live streams without delay", async () => {
    const { nginx, stateFolder } = await startBoth({ HOS_TRUST_PROXY: "loopback" });
    const stream = await ask(nginx, { path: "/v1/os/events" });
    const events = readEvents(stream);
    await events.until("HELLO");
    const trust = { NODE_EXTRA_CA_CERTS: nginx.certificateFile };
    const wsUrl = `wss://${nginx.authority}/driver`;
    await using driver = new OutsideProgram("lamp-driver.ts", {
      ...trust,
      HOS_WS_URL: wsUrl,
      HOS_DRIVER_STATE_DIR: stateFolder,
    });
    const { code } = await driver.next("pairing");
    await askJson(nginx, { path: "/v1/os/drivers/LAMPS/lamps-1/approve", body: { code } });
    await driver.next("registered");
    await using app = new OutsideProgram("lamp-app.ts", {
      ...trust,
      HOS_URL: `https://${nginx.authority}`,
      HOS_TOKEN: TOKEN,
    });
    expect(await app.next("done")).toMatchObject({ status: "confirmed" });
    await events.until('"brightness":70');
    stream.destroy();
  });

  it("never takes a driver of the proxy for one of its own machine where it was not told of the proxy", async () => {
    const { nginx, stateFolder } = await startBoth({});
    await using driver = new OutsideProgram("lamp-driver.ts", {
      NODE_EXTRA_CA_CERTS: nginx.certificateFile,
      HOS_WS_URL: `wss://${nginx.authority}/driver`,
      HOS_DRIVER_STATE_DIR: stateFolder,
    });
    expect(await driver.next("pairing")).toMatchObject({ code: expect.stringMatching(/^\d{6}$/) as string });
  });
});

interface Both {
  readonly server: RunningServer;
  readonly nginx: Nginx;
  readonly stateFolder: string;
}

async function startBoth(variables: NodeJS.ProcessEnv): Promise<Both> {
  const folder = mkdtempSync(join(tmpdir(), "hos-proxy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "token"), TOKEN);
  const env = {
    HOS_HOST: "127.0.0.1",
    PORT: "0",
    HOS_DATA_DIR: join(folder, "data"),
    HOS_ADMIN_TOKEN_FILE: join(folder, "token"),
  };
  const command = [process.execPath, "--conditions=@hos/source", "apps/server/src/main.ts", "start"] as const;
  const server = await runServer([...command], { cwd: ROOT, env: { ...process.env, ...env, ...variables } });
  onTestFinished(async () => void (await server.stop()));
  const nginx = await Nginx.start(new URL(server.url).host);
  onTestFinished(() => nginx[Symbol.asyncDispose]());
  return { server, nginx, stateFolder: join(folder, "driver") };
}

interface Asked {
  readonly path: string;
  /** @default the address of nginx */
  readonly name?: string;
  /** Sent with POST. */
  readonly body?: object;
}

async function ask(nginx: Nginx, { path, name, body }: Asked): Promise<IncomingMessage> {
  const [host = "", port = ""] = nginx.authority.split(":");
  const method = body === undefined ? "GET" : "POST";
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    ...(name !== undefined && { host: name }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const ca = readFileSync(nginx.certificateFile);
  const sent = request({ host, port, path, method, headers, ca, servername: NAME, agent: false });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return answer;
}

async function askJson(
  nginx: Nginx,
  asked: Asked,
): Promise<{ readonly status: number | undefined; readonly body: unknown }> {
  const answer = await ask(nginx, asked);
  return { status: answer.statusCode, body: JSON.parse(await text(answer)) as unknown };
}

function readEvents(stream: IncomingMessage): { until(part: string): Promise<void> } {
  let seen = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (seen += chunk));
  return {
    async until(part) {
      const signal = AbortSignal.timeout(20_000);
      while (!seen.includes(part)) await once(stream, "data", { signal });
    },
  };
}
