import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createServer } from "../src/index.ts";
import { openSocket } from "./support/open-socket.ts";
import { openStream } from "./support/open-stream.ts";
import { connectDriver } from "./support/raw-driver.ts";
import { createTestConfig, createTestOptions } from "./support/test-config.ts";
import { startTestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const config = createTestConfig();
const options = createTestOptions;

/** Sends raw text to a server and gives back all that it answers until it ends the connection. */
async function exchange(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => (answer += chunk));
  socket.write(request.replaceAll("\n", "\r\n"));
  await once(socket, "close");
  return answer;
}

const upgrade = (path: string, headers: readonly string[]) =>
  [
    `GET ${path} HTTP/1.1`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "",
    "",
  ].join("\n");

const requestOf = (path: string) => `GET ${path} HTTP/1.1\nHost: evil.example\nConnection: close\n\n`;

describe("HosServer", () => {
  it("serves REST, live streams and drivers on one port", async () => {
    await using home = await startTestServer();
    expect(home.driverUrl).toBe(`${home.url.replace("http", "ws")}/driver`);
    await home.announce("light-1");
    const response = await home.fetch("/v1/os/devices/light-1");
    expect(await response.json()).toMatchObject({ id: "light-1" });
  });

  it("stops in spite of a live client that does not answer the goodbye", async () => {
    await using home = await startTestServer();
    const { hostname, port } = new URL(home.url);
    const socket = connect(Number(port), hostname);
    socket.write(upgrade("/socket.io/?EIO=4&transport=websocket", ["Host: 127.0.0.1"]).replaceAll("\n", "\r\n"));
    await once(socket, "data");
    socket.pause();
    await home.server.close();
    socket.destroy();
    expect(home.server.hub.devices.size).toBe(0);
  });

  it("answers a request that offers another protocol than WebSocket, such as h2c, as if it did not", async () => {
    await using home = await startTestServer();
    const answer = await exchange(
      home.url,
      "GET /healthz HTTP/1.1\nHost: 127.0.0.1\nConnection: Upgrade, HTTP2-Settings, close\nUpgrade: h2c\nHTTP2-Settings: AAMAAABk\n\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain('{"ok":true}');
  });

  it("gives drivers a port of their own, and nothing else is on it", async () => {
    const probe = await createServer(config, options());
    const { port } = new URL((await probe.start()).url);
    await probe.close();
    await using home = await startTestServer({ driverPort: Number(port) });
    expect(home.driverUrl).toBe(`ws://127.0.0.1:${port}/driver`);
    await home.announce("light-1");
    const rest = await fetch(`http://127.0.0.1:${port}/v1/os/devices`);
    expect([rest.status, await rest.json()]).toEqual([404, expect.objectContaining({ ok: false, code: "NOT_FOUND" })]);
    const refused = await exchange(home.url, upgrade("/driver", ["Host: 127.0.0.1"]));
    expect(refused).toMatch(/^HTTP\/1\.1 404 /);
  });

  it("tells drivers the version of the package", async () => {
    await using home = await startTestServer();
    const socket = new WebSocket(home.driverUrl);
    const [greeting] = (await once(socket, "message")) as [Buffer];
    socket.close();
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(JSON.parse(greeting.toString())).toMatchObject({ event: "CONNECTED", server: { name: "hos", version } });
  });

  it("listens on IPv6 where it is told to", async () => {
    await using home = await startTestServer({ host: "::1" });
    expect(home.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${home.url}/healthz`)).status).toBe(200);
  });

  it("rejects start where the port is taken, and closes all the same", async () => {
    await using home = await startTestServer();
    const port = Number(new URL(home.url).port);
    const second = await createServer({ ...config, port, driverPort: port }, options());
    await expect(second.start()).rejects.toMatchObject({ code: "EADDRINUSE" });
    await second.close();
  });

  it("closes twice, without a start, and gives no server after that", async () => {
    const server = await createServer(config, options());
    await Promise.all([server.close(), server.close()]);
    const started = await createServer(config, options());
    const { url } = await started.start();
    await started.close();
    await started.close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
  });

  it("closes with streams, sockets, a driver, an idle connection and a command under way, and answers that", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    home.driver.onAction = () => {};
    using stream = await openStream(`${home.url}/v1/os/events`);
    using websocket = openSocket(home.url);
    using polling = openSocket(home.url, {}, { transports: ["polling"] });
    await Promise.all([stream.next("SNAPSHOT"), websocket.next("SNAPSHOT"), polling.next("SNAPSHOT")]);
    const { hostname, port } = new URL(home.url);
    const idle: Socket = connect(Number(port), hostname);
    await once(idle, "connect");
    const command = home.fetch("/v1/os/devices/light-1/command", {
      method: "POST",
      body: '{"command":"turn_on"}',
      headers: { "content-type": "application/json" },
    });
    await until("the action", () => home.driver.actions.length === 1);
    const ends = Promise.all([
      websocket.once("disconnect"),
      polling.once("disconnect"),
      once(home.driver.socket, "close"),
      once(idle, "close"),
    ]);
    await home.server.close();
    expect(await (await command).json()).toMatchObject({ ok: false, code: "HUB_STOPPING" });
    const [websocketReason, , [driverCode]] = await ends;
    // "transport close" makes a Socket.IO client come back by itself; "io server disconnect" would not.
    expect([websocketReason, driverCode]).toEqual(["transport close", 1001]);
    await until("the end of the stream", () => stream.ended);
  });
});

describe("web pages of other sites", () => {
  const foreign = { origin: "http://evil.example" };

  it("get nothing from REST", async () => {
    await using home = await startTestServer();
    const response = await home.fetch("/v1/os/devices", { headers: foreign });
    expect([response.status, await response.json()]).toEqual([
      403,
      { ok: false, code: "ORIGIN_NOT_ALLOWED", error: expect.any(String), details: [] },
    ]);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("get nothing where their own name points at the hub", async () => {
    await using home = await startTestServer();
    expect(await exchange(home.url, requestOf("/v1/os/devices"))).toMatch(/^HTTP\/1\.1 403 .*ORIGIN_NOT_ALLOWED/s);
    expect(await exchange(home.url, requestOf("/socket.io/?EIO=4&transport=polling"))).toMatch(/^HTTP\/1\.1 403 /);
  });

  it("cannot speak as a driver", async () => {
    await using home = await startTestServer();
    for (const header of ["Host: evil.example", "Host: 127.0.0.1\nOrigin: http://evil.example"]) {
      const answer = await exchange(home.url, upgrade("/driver", [header]));
      expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n.*"code":"ORIGIN_NOT_ALLOWED"/s);
    }
  });

  it("cannot open Socket.IO, over polling or WebSocket", async () => {
    await using home = await startTestServer();
    for (const transport of ["polling", "websocket"]) {
      using client = openSocket(home.url, {}, { transports: [transport], extraHeaders: foreign });
      await client.once("connect_error");
      expect(client.received).toEqual([]);
    }
  });

  it("do not stand in the way of the hub's own pages", async () => {
    await using home = await startTestServer();
    const own = { origin: home.url };
    expect((await home.fetch("/v1/os/devices", { headers: own })).status).toBe(200);
    using client = openSocket(home.url, {}, { extraHeaders: own });
    await client.next("SNAPSHOT");
    const socket = new WebSocket(home.driverUrl, { origin: home.url });
    await once(socket, "message");
    socket.close();
  });
});

describe("what is no request of the API", () => {
  it.each(["/", "/v1/os/events", "/driver/", "/driverx", "/socket.io", "/nothing"])(
    "is answered 404 where it asks for a WebSocket at %s",
    async (path) => {
      await using home = await startTestServer();
      const answer = await exchange(home.url, upgrade(path, ["Host: 127.0.0.1"]));
      expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n.*"code":"NOT_FOUND"/s);
    },
  );

  it("takes a driver with a query on its path", async () => {
    await using home = await startTestServer();
    await using driver = await connectDriver(`${home.driverUrl}?v=1`, { driverKey: "OTHER", instanceId: "o-1" });
    expect(driver.socket.readyState).toBe(WebSocket.OPEN);
  });

  it("is answered in the error shape where its path is no URL", async () => {
    await using home = await startTestServer();
    const answer = await exchange(home.url, "GET /a\\b HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"INVALID_REQUEST"/s);
  });

  it("is answered BODY_TOO_LARGE with a chunked body of 2 MiB, and the server goes on", async () => {
    await using home = await startTestServer();
    const chunk = "x".repeat(64 * 1024);
    const body = new ReadableStream<string>({
      start(controller) {
        for (let sent = 0; sent < 32; sent += 1) controller.enqueue(chunk);
        controller.close();
      },
    }).pipeThrough(new TextEncoderStream());
    const response = await home.fetch("/v1/os/devices/a/command", {
      method: "POST",
      body,
      duplex: "half",
      headers: { "content-type": "application/json" },
    });
    expect([response.status, await response.json()]).toEqual([
      413,
      expect.objectContaining({ code: "BODY_TOO_LARGE" }),
    ]);
    expect((await fetch(`${home.url}/healthz`)).status).toBe(200);
  });
});
