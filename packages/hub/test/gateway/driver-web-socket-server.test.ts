import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { createHub } from "../../src/index.ts";
import { PlainDriver, within } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

async function statusOf(url: string): Promise<number | undefined> {
  const driver = new PlainDriver(url);
  const [, response] = (await within(once(driver.socket, "unexpected-response"), "a refusal")) as [
    unknown,
    { statusCode?: number; resume(): void },
  ];
  response.resume();
  driver.socket.terminate();
  return response.statusCode;
}

describe("DriverWebSocketServer", () => {
  it("serves the upgrade requests of a shared server", async () => {
    await using running = await RunningHub.start();
    const server = createServer();
    server.on("upgrade", (request, socket, head) => running.hub.gateway.handleUpgrade(request, socket, head));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const driver = await PlainDriver.connect(`ws://127.0.0.1:${port}/driver?from=test`);
    expect(await driver.register()).toMatchObject({ event: "REGISTERED" });
    expect(driver.socket.extensions).toBe("");
    await driver.close();
    server.close();
    await once(server, "close");
  });

  it("does not compress, although the driver offers it", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url, { perMessageDeflate: true });
    expect(driver.socket.extensions).toBe("");
  });

  it("refuses another path with 404", async () => {
    await using running = await RunningHub.start();
    expect(await statusOf(running.url.replace("/driver", "/drivers"))).toBe(404);
  });

  it("refuses one session too many with 503", async () => {
    await using running = await RunningHub.start({ limits: { sessions: 1 } });
    const driver = await running.driver();
    expect(await statusOf(running.url)).toBe(503);
    await driver.close();
    await using next = await running.driver();
    await next.settle();
  });

  it("answers a plain request on its own port with 426", async () => {
    await using running = await RunningHub.start();
    const response = await fetch(running.url.replace("ws:", "http:"));
    expect(response.status).toBe(426);
    expect(response.headers.get("upgrade")).toBe("websocket");
  });

  it("survives a client that breaks the WebSocket protocol", async () => {
    await using running = await RunningHub.start();
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      "GET /driver HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await once(socket, "data");
    socket.write(Buffer.alloc(64, 0xff));
    socket.resume();
    socket.end();
    await within(once(socket, "close"), "the end");
    await using driver = await running.driver();
    await driver.settle();
    expect(running.hub.gateway.sessionCount).toBe(1);
  });

  it("is not kept open by a client that was refused and leaves its side open", async () => {
    await using running = await RunningHub.start();
    const { hostname, port } = new URL(running.url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.write("GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const [head] = (await within(once(socket, "data"), "a refusal")) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1\.1 404 /);
    await within(running.hub.close(), "the end of the hub");
    socket.destroy();
  });

  it("listens once, and not after it was closed", async () => {
    await using running = await RunningHub.start();
    await expect(running.hub.gateway.listen({ host: "127.0.0.1", port: 0 })).rejects.toThrow(TypeError);
    await using second = await RunningHub.start();
    await second.hub.close();
    await expect(second.hub.gateway.listen({ host: "127.0.0.1", port: 0 })).rejects.toThrow("closed");
  });

  it("says when it cannot have the port, and may try another", async () => {
    await using running = await RunningHub.start();
    const hub = createHub({ serverVersion: "1.0.0" });
    const port = Number(new URL(running.url).port);
    await expect(hub.gateway.listen({ host: "127.0.0.1", port })).rejects.toThrow("EADDRINUSE");
    expect((await hub.gateway.listen({ host: "127.0.0.1", port: 0 })).port).toBeGreaterThan(0);
    await hub.close();
  });
});
