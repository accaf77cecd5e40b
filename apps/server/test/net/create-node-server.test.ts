import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNodeServer, type NodeServerConfig } from "../../src/net/create-node-server.ts";
import { createCertificate } from "../support/create-certificate.ts";
import { connectRaw, readAnswer } from "../support/raw-connection.ts";
import { writeTemporary } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** Short enough for a test, long enough for whoever is not slow on purpose. */
const SHORT = { headersTimeoutMs: 150, requestTimeoutMs: 300 };
const LONG = { headersTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

async function start(config: Partial<NodeServerConfig>, listener: RequestListener = (_, response) => response.end()) {
  const server = createNodeServer(listener, { ...LONG, tls: undefined, ...config });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => close(server));
  return { server, port: (server.address() as AddressInfo).port };
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

describe("createNodeServer", () => {
  it("ends a connection that never sends a byte", async () => {
    const { port } = await start(SHORT);
    using connection = await connectRaw(port);
    expect(readAnswer(await connection.ended)).toMatchObject({
      status: 408,
      body: { ok: false, code: "REQUEST_TIMEOUT" },
    });
  });

  it("ends a connection whose head comes byte by byte", async () => {
    const { port } = await start(SHORT);
    using connection = await connectRaw(port);
    connection.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
    const drip = setInterval(() => connection.write("X-Slow: 1\r\n"), 20);
    onTestFinished(() => clearInterval(drip));
    expect(readAnswer(await connection.ended).status).toBe(408);
  });

  it("ends a request to become a WebSocket whose head never ends", async () => {
    const { port } = await start(SHORT);
    using connection = await connectRaw(port);
    connection.write("GET /driver HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
    const drip = setInterval(() => connection.write("X-Slow: 1\r\n"), 20);
    onTestFinished(() => clearInterval(drip));
    expect(readAnswer(await connection.ended).status).toBe(408);
  });

  it("ends a connection whose body comes byte by byte", async () => {
    const { port } = await start(SHORT, (request, response) => {
      request.resume().on("end", () => response.end());
    });
    using connection = await connectRaw(port);
    connection.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
    const drip = setInterval(() => connection.write("x"), 20);
    onTestFinished(() => clearInterval(drip));
    expect(readAnswer(await connection.ended).status).toBe(408);
  });

  it("ends a connection that never does the handshake of TLS", async () => {
    const { port } = await start({ ...SHORT, tls: writeCertificate() });
    using connection = await connectRaw(port);
    expect(await connection.ended).toBe("");
  });

  it("ends a TLS connection that never sends a byte", async () => {
    const { port } = await start({ ...SHORT, tls: writeCertificate() });
    using connection = await connectRaw(port, { tls: true });
    expect(readAnswer(await connection.ended).status).toBe(408);
  });

  it("lets an answer take longer than a request may", async () => {
    const { port } = await start(SHORT, (_, response) => response.write("begun"));
    using answering = await connectRaw(port);
    answering.write(GET);
    await until("the answer", () => answering.text.includes("begun"));
    // Of two that came after it, the second one is ended by the bounds of the first.
    for (let round = 0; round < 2; round += 1) {
      using idle = await connectRaw(port);
      await idle.ended;
    }
    expect(answering.socket.closed).toBe(false);
  });

  it("ends a connection whose client does not read its answer", async () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    const closed = Promise.withResolvers<void>();
    const { port } = await start({ silenceTimeoutMs: 200 }, (_, response) => {
      response.end(large);
      response.on("close", () => closed.resolve());
    });
    using connection = await connectRaw(port);
    connection.socket.pause();
    connection.write(GET);
    await closed.promise;
    connection.socket.resume();
    expect((await connection.ended).length).toBeLessThan(large.length);
  });

  it("goes on as long as a client reads a little", async () => {
    const { port } = await start({ silenceTimeoutMs: 200 }, (_, response) => {
      const beat = setInterval(() => response.write("beat"), 50);
      response.on("close", () => clearInterval(beat));
    });
    using connection = await connectRaw(port);
    connection.write(GET);
    await until("ten beats", () => connection.text.split("beat").length > 10);
    expect(connection.socket.closed).toBe(false);
  });

  it.each([
    ["what is no HTTP", "HELLO\r\n\r\n", 400, "INVALID_REQUEST"],
    ["a head that is too large", `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431, "HEADERS_TOO_LARGE"],
    [
      "a request with two lengths",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      400,
      "INVALID_REQUEST",
    ],
  ])("answers %s in the error shape of the API and ends the connection", async (...[, text, status, code]) => {
    const { port } = await start({});
    using connection = await connectRaw(port);
    connection.write(text);
    const answer = readAnswer(await connection.ended);
    expect(answer).toEqual({
      status,
      body: { ok: false, code, error: expect.any(String), details: expect.any(Array) },
    });
  });

  it("writes nothing into an answer that was begun", async () => {
    const { port } = await start({}, (_, response) => response.write("begun"));
    using connection = await connectRaw(port);
    connection.write(GET);
    await until("the answer", () => connection.text.includes("begun"));
    connection.write("HELLO\r\n\r\n");
    expect((await connection.ended).split("HTTP/1.1").length).toBe(2);
  });

  it("passes over an expectation that it does not know", async () => {
    const { port } = await start({}, (_, response) => response.end("answered"));
    using connection = await connectRaw(port);
    connection.write("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\nConnection: close\r\n\r\n");
    expect(await connection.ended).toContain("answered");
  });

  it("gives a request without Host to its listener, which decides", async () => {
    const { port } = await start({}, (_, response) => response.end("answered"));
    using connection = await connectRaw(port);
    connection.write("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    expect(await connection.ended).toContain("answered");
  });

  it("serves TLS where it has a certificate", async () => {
    const { port } = await start({ tls: writeCertificate() }, (_, response) => response.end("answered"));
    using connection = await connectRaw(port, { tls: true });
    connection.write(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    expect(await connection.ended).toContain("answered");
  });

  it("answers HTTP on a TLS port with nothing, and goes on", async () => {
    const { port } = await start({ tls: writeCertificate() }, (_, response) => response.end("answered"));
    using plain = await connectRaw(port);
    plain.write(GET);
    expect(await plain.ended).toBe("");
    using connection = await connectRaw(port, { tls: true });
    connection.write(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    expect(await connection.ended).toContain("answered");
  });
});

function writeCertificate() {
  const { cert, key } = createCertificate();
  return { certFile: writeTemporary(cert), keyFile: writeTemporary(key) };
}
