import { once } from "node:events";
import type { Logger } from "@hos/runtime";
import { silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openSocket } from "./support/open-socket.ts";
import { bearer, ROOT_TOKEN } from "./support/root-token.ts";
import { startTestServer } from "./support/test-server.ts";

const APP = "https://app.example.com";

/** How the server answers a request to become a WebSocket that it refuses. */
async function refusalOf(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers });
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
  return response.statusCode;
}

/** The status of the answer to a request with these headers. */
const statusOf = async (url: string, headers: Record<string, string>) => (await fetch(url, { headers })).status;

describe("HosServer on a network", () => {
  it("lets pages of a site that was allowed use REST, SSE and Socket.IO, and never be drivers", async () => {
    await using home = await startTestServer({ corsOrigins: [APP] });
    const { headers, status } = await home.fetch("/v1/os/devices", { headers: { origin: APP } });
    expect({ status, cors: headers.get("access-control-allow-origin") }).toEqual({ status: 200, cors: APP });
    const stop = new AbortController();
    const stream = await fetch(`${home.url}/v1/os/events`, {
      headers: { ...bearer(), origin: APP },
      signal: stop.signal,
    });
    expect(stream.headers.get("access-control-allow-origin")).toBe(APP);
    stop.abort();
    for (const transport of ["websocket", "polling"]) {
      using client = openSocket(home.url, {}, { extraHeaders: { origin: APP }, transports: [transport] });
      expect((await client.next("SNAPSHOT")).name).toBe("SNAPSHOT");
    }
    const polling = await fetch(`${home.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: APP } });
    expect(polling.headers.get("access-control-allow-origin")).toBe(APP);
    expect(await refusalOf(home.driverUrl, { origin: APP })).toBe(403);
  });

  it("lets pages of other sites use nothing", async () => {
    await using home = await startTestServer({ corsOrigins: [APP] });
    const evil = { ...bearer(), origin: "https://evil.example" };
    expect(await statusOf(`${home.url}/v1/os/devices`, evil)).toBe(403);
    expect(await statusOf(`${home.url}/v1/os/events`, evil)).toBe(403);
    expect(await refusalOf(home.driverUrl, evil)).toBe(403);
    const polling = await fetch(`${home.url}/socket.io/?EIO=4&transport=polling`, { headers: evil });
    expect(polling.status).toBe(403);
    expect(polling.headers.get("access-control-allow-origin")).toBeNull();
    using client = openSocket(home.url, {}, { extraHeaders: { origin: evil.origin } });
    expect(await client.once("connect_error")).toBeInstanceOf(Error);
  });

  it("opens /metrics to this machine, but not to what a proxy forwards", async () => {
    await using home = await startTestServer();
    const url = `${home.url}/metrics`;
    const answer = await fetch(url);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=/);
    expect(await answer.text()).toContain('hos_drivers{status="connected"} 1');
    expect(await statusOf(url, { "x-forwarded-for": "127.0.0.1" })).toBe(401);
    expect(await statusOf(url, { "x-forwarded-for": "127.0.0.1", ...bearer() })).toBe(200);
  });

  it("takes a driver behind a proxy for one of another machine", async () => {
    await using home = await startTestServer({ driverAuth: "loopback" });
    const socket = new WebSocket(home.driverUrl, { headers: { "x-forwarded-for": "127.0.0.1" } });
    await once(socket, "open");
    const frames: string[] = [];
    socket.on("message", (data: Buffer) => frames.push(data.toString()));
    const params = { driverKey: "FAR", instanceId: "far-1", protocolVersion: 1 };
    socket.send(JSON.stringify({ method: "driver.register", params }));
    while (!frames.some((frame) => frame.includes("PAIRING_REQUIRED"))) await once(socket, "message");
    expect(frames.join("")).not.toContain('REGISTERED"');
    socket.terminate();
  });

  it("tells who asked for a command behind a trusted proxy", async () => {
    await using home = await startTestServer({ trustProxy: ["loopback"] });
    await home.announce("lamp");
    await home.fetch("/v1/os/devices/lamp/command", {
      method: "POST",
      body: JSON.stringify({ command: "turn_on" }),
      headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.7" },
    });
    const { commands } = (await (await home.fetch("/v1/os/commands")).json()) as {
      commands: { origin: { address?: string } }[];
    };
    expect(commands[0]?.origin.address).toBe("203.0.113.7");
  });

  it("says at the start that drivers need no credential where it is told so", async () => {
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => void warnings.push(text), child: () => logger };
    await using home = await startTestServer({ driverAuth: "open" }, { logger });
    expect(home.url).toBeDefined();
    expect(warnings).toContainEqual(expect.stringContaining("HOS_DRIVER_AUTH=open"));
  });

  it("answers what it cannot read, and too large a body, in the error shape", async () => {
    await using home = await startTestServer({ maxBodyBytes: 1024 });
    const large = await home.fetch("/v1/os/devices/lamp", {
      method: "POST",
      body: JSON.stringify({ name: "x".repeat(2000) }),
      headers: { "content-type": "application/json" },
    });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ ok: false, code: "BODY_TOO_LARGE" });
    const head = await home.fetch("/v1/os/devices", { headers: { "x-large": "x".repeat(20_000) } });
    expect(head.status).toBe(431);
    expect(await head.json()).toMatchObject({ ok: false, code: "HEADERS_TOO_LARGE" });
  });

  it("never says what the token of the admin is", async () => {
    await using home = await startTestServer();
    expect(await (await home.fetch("/v1/os/auth/me")).text()).not.toContain(ROOT_TOKEN);
  });
});
