import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { connect, createServer as createNetServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConnectionCounter } from "../../src/net/connection-counter.ts";
import { HttpListener } from "../../src/net/http-listener.ts";
import { connectRaw } from "../support/raw-connection.ts";
import { until } from "../support/until.ts";

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
/** Another address of this machine, where the system has more than one. */
const OTHER = "127.0.0.2";
const lacksOther = process.platform === "darwin";

function createListener(listener: RequestListener = (_, response) => response.end("answered")): HttpListener {
  const counter = new ConnectionCounter({ maxPerSource: 1, isProxy: () => false, onFull: () => undefined });
  const created = new HttpListener(createServer(listener), counter);
  onTestFinished(() => created.close(0));
  return created;
}

async function answersAt(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe("HttpListener", () => {
  it("tells the port that it got", async () => {
    const listener = createListener();
    expect(listener.listening).toBe(false);
    const { address, port } = await listener.listen("127.0.0.1", 0);
    expect(address).toBe("127.0.0.1");
    expect(listener.listening).toBe(true);
    expect(await answersAt("127.0.0.1", port)).toBe(true);
  });

  it("counts the connections that are open", async () => {
    const listener = createListener();
    const { port } = await listener.listen("127.0.0.1", 0);
    const connection = await connectRaw(port);
    await until("the connection", () => listener.connectionCount > 0);
    expect(listener.connectionCount).toBe(1);
    connection.socket.destroy();
    await until("the end of the connection", () => listener.connectionCount === 0);
  });

  it.skipIf(lacksOther)("moves to another address on the same port and keeps idle and busy connections", async () => {
    const held = Promise.withResolvers<void>();
    const listener = createListener((request, response) => {
      if (request.url === "/busy") void held.promise.then(() => response.end("late"));
      else response.end("answered");
    });
    const { port } = await listener.listen("127.0.0.1", 0);
    using idle = await connectRaw(port);
    using busy = await connectRaw(port);
    idle.write(GET);
    await until("the first answer", () => idle.text.includes("answered"));
    busy.write(GET.replace("/", "/busy"));
    await until("both connections", () => listener.connectionCount === 2);

    expect(await listener.move(OTHER)).toMatchObject({ address: OTHER, port });

    expect(await answersAt(OTHER, port)).toBe(true);
    expect(await answersAt("127.0.0.1", port)).toBe(false);
    idle.write(GET);
    held.resolve();
    await until("the second answer", () => idle.text.split("answered").length === 3);
    await until("the late answer", () => busy.text.includes("late"));
  });

  it.skipIf(lacksOther)("tells nobody of an end when it moves without a connection", async () => {
    const listener = createListener();
    let closed = 0;
    listener.server.on("close", () => (closed += 1));
    await listener.listen("127.0.0.1", 0);
    await listener.move(OTHER);
    expect(closed).toBe(0);
    await listener.close(0);
    await until("the end", () => closed === 1);
  });

  it.skipIf(lacksOther)("goes on where it was when the other address cannot be had", async () => {
    const listener = createListener();
    const { port } = await listener.listen("127.0.0.1", 0);
    const occupant = createNetServer().listen(port, OTHER);
    await once(occupant, "listening");
    onTestFinished(() => void occupant.close());
    await expect(listener.move(OTHER)).rejects.toThrow("EADDRINUSE");
    expect(listener.listening).toBe(true);
    expect(await answersAt("127.0.0.1", port)).toBe(true);
  });

  it("still bounds slow requests after it moved", async () => {
    const counter = new ConnectionCounter({ maxPerSource: 1, isProxy: () => false, onFull: () => undefined });
    const options = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 50 };
    const listener = new HttpListener(createServer(options), counter);
    onTestFinished(() => listener.close(0));
    const { port } = await listener.listen("127.0.0.1", 0);
    await listener.move("127.0.0.1");
    using connection = await connectRaw(port);
    expect(await connection.ended).toContain("408");
  });

  it("ends by force what does not end in time", async () => {
    const listener = createListener((_, response) => response.write("for ever"));
    const { port } = await listener.listen("127.0.0.1", 0);
    using connection = await connectRaw(port);
    connection.write(GET);
    await until("the answer", () => connection.text.includes("for ever"));
    await listener.close(0);
    expect(listener.connectionCount).toBe(0);
    await connection.ended;
  });
});
