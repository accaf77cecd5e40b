import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openSocket } from "../../support/open-socket.ts";
import { ROOT_TOKEN } from "../../support/root-token.ts";
import { startTestServer } from "../../support/test-server.ts";

const PATH = "/socket.io/?EIO=4&transport=";
const TOO_MUCH = 256 * 1024 + 1;
const TYPE = { "content-type": "text/plain" };

async function openPolling(url: string): Promise<string> {
  const opened = await (await fetch(`${url}${PATH}polling`)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { readonly sid: string };
  return `${url}${PATH}polling&sid=${sid}`;
}

async function post(address: string, body: string): Promise<Response> {
  return await fetch(address, { method: "POST", body, headers: TYPE });
}

describe("a connection that has not said who it is", () => {
  it("may not post much over polling", async () => {
    await using home = await startTestServer();
    const answer = await post(await openPolling(home.url), "x".repeat(TOO_MUCH));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ ok: false, code: "BODY_TOO_LARGE", error: "The body is too large." });
  });

  it("may not post without saying how much", async () => {
    await using home = await startTestServer();
    const body = new Blob(["40"]).stream();
    const init: RequestInit = { method: "POST", body, headers: TYPE, duplex: "half" };
    expect((await fetch(await openPolling(home.url), init)).status).toBe(413);
  });

  it("may post as much as others once it has", async () => {
    await using home = await startTestServer();
    const address = await openPolling(home.url);
    expect((await post(address, `40{"token":"${ROOT_TOKEN}"}`)).status).toBe(200);
    expect(await (await fetch(address)).text()).toContain("HELLO");
    expect((await post(address, `42["command",{"x":"${"x".repeat(TOO_MUCH)}"}]`)).status).toBe(200);
  });

  it("is cut where it sends much over a WebSocket", async () => {
    await using home = await startTestServer();
    const socket = new WebSocket(`${home.url.replace("http", "ws")}${PATH}websocket`);
    await once(socket, "open");
    const closed = once(socket, "close");
    socket.on("error", () => undefined);
    // A pong, which Engine.IO takes whenever it comes.
    socket.send(`3${"x".repeat(TOO_MUCH)}`);
    expect(await closed).toContain(1006);
  });

  it("may say who it is with a long filter", async () => {
    await using home = await startTestServer();
    const devices = Array.from({ length: 1000 }, (_, index) => `device-${index}`.padEnd(100, "x"));
    using client = openSocket(home.url, { filter: { devices } });
    expect(await client.next("SNAPSHOT")).toMatchObject({ data: { devices: [] } });
  });

  it("makes room for a thousand others, which then hold no more than a thousand", async () => {
    await using home = await startTestServer();
    const first = await openPolling(home.url);
    for (let batch = 0; batch < 16; batch += 1) {
      await Promise.all(Array.from({ length: 64 }, () => openPolling(home.url)));
    }
    expect((await fetch(first)).status).toBe(400);
    using client = openSocket(home.url, {}, { transports: ["polling"] });
    await client.next("SNAPSHOT");
  });
});
