import { createServer } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect as connectTls } from "node:tls";
import { once } from "node:events";
import { silentLogger, type Logger } from "@hos/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfig, type ServerConfig } from "../../src/index.ts";
import { ConnectionCounter } from "../../src/net/connection-counter.ts";
import { createNodeServer } from "../../src/net/create-node-server.ts";
import { HttpListener } from "../../src/net/http-listener.ts";
import { HubListeners } from "../../src/net/hub-listeners.ts";
import { createCertificate } from "../support/create-certificate.ts";
import { writeTemporary } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";

/** Stands for all addresses, which a test does not listen on. */
const NETWORK = "127.0.0.2";
const lacksNetwork = process.platform === "darwin";

function createListeners(config: Partial<ServerConfig> = {}, { ports = 1, logger = silentLogger } = {}) {
  const whole = { ...readConfig({ PORT: "0" }), ...config };
  const counter = new ConnectionCounter({ maxPerSource: 1, isProxy: () => false, onFull: () => undefined });
  const create = () =>
    new HttpListener(
      createNodeServer((_, response) => response.end(), whole),
      counter,
    );
  const main = create();
  const drivers = ports === 2 ? create() : undefined;
  const listeners = new HubListeners({ config: whole, logger, main, drivers, counter, network: NETWORK });
  onTestFinished(() => listeners.close(0));
  const hosts = () =>
    [main, drivers].flatMap((listener) =>
      listener === undefined ? [] : [(listener.server.address() as AddressInfo | null)?.address],
    );
  return { listeners, main, hosts };
}

function recordMessages() {
  const messages: string[] = [];
  const record = (message: string) => void messages.push(message);
  const logger: Logger = { ...silentLogger, info: record, error: record };
  return { logger, messages };
}

describe("HubListeners", () => {
  it("listen on this machine only until the hub is set up", async () => {
    const { listeners, hosts } = createListeners({}, { ports: 2 });
    const { url, driverUrl, reach } = await listeners.open({ setUp: false });
    expect(hosts()).toEqual(["127.0.0.1", "127.0.0.1"]);
    expect(reach).toBe("machine");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(driverUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/driver$/);
    expect(new URL(url).port).not.toBe(new URL(driverUrl).port);
  });

  it.skipIf(lacksNetwork)("listen on the network from the start where the hub is set up", async () => {
    const { listeners, hosts } = createListeners();
    expect((await listeners.open({ setUp: true })).reach).toBe("network");
    expect(hosts()).toEqual([NETWORK]);
  });

  it.skipIf(lacksNetwork)(
    "listen on the network once the hub is set up, with every port, without a restart",
    async () => {
      const { listeners, hosts } = createListeners({}, { ports: 2 });
      await listeners.open({ setUp: false });
      await Promise.all([listeners.openToNetwork(), listeners.openToNetwork()]);
      expect(hosts()).toEqual([NETWORK, NETWORK]);
      expect(listeners.listening).toBe(true);
    },
  );

  it("obey a host that was named, set up or not", async () => {
    const { listeners, hosts } = createListeners({ host: "127.0.0.1" });
    expect((await listeners.open({ setUp: true })).reach).toBe("machine");
    await listeners.openToNetwork();
    expect(hosts()).toEqual(["127.0.0.1"]);
  });

  it("say that they can be reached from the network where a host was named that can", async () => {
    const { listeners, main } = createListeners({ host: "0.0.0.0" });
    // Without listening there.
    main.listen = () => Promise.resolve({ address: "0.0.0.0", port: 8080, family: "IPv4" });
    expect(await listeners.open({ setUp: false })).toEqual({
      url: "http://127.0.0.1:8080",
      driverUrl: "ws://127.0.0.1:8080/driver",
      reach: "network",
    });
  });

  it("stay on this machine and say so where the network cannot be had", async () => {
    const { logger, messages } = recordMessages();
    const { listeners, hosts, main } = createListeners({}, { logger });
    await listeners.open({ setUp: false });
    main.move = () => Promise.reject(new Error("EADDRINUSE"));
    await listeners.openToNetwork();
    expect(hosts()).toEqual(["127.0.0.1"]);
    expect(messages).toEqual(["The hub could not listen on all addresses; restart it."]);
  });

  it("listen nowhere after the end, also when it comes while they move", async () => {
    const { listeners } = createListeners({}, { ports: 2 });
    await listeners.open({ setUp: false });
    const moving = listeners.openToNetwork();
    listeners.stop();
    await Promise.all([moving, listeners.close(0)]);
    expect(listeners.listening).toBe(false);
  });

  it("reject where a port cannot be had", async () => {
    const occupant = createServer().listen(0, "127.0.0.1");
    await once(occupant, "listening");
    onTestFinished(() => void occupant.close());
    const { port } = occupant.address() as AddressInfo;
    const { listeners } = createListeners({ port });
    await expect(listeners.open({ setUp: false })).rejects.toThrow("EADDRINUSE");
    expect(listeners.listening).toBe(false);
  });

  describe("with TLS", () => {
    it("name addresses of TLS", async () => {
      const { url, driverUrl } = await startWithTls();
      expect(url).toMatch(/^https:/);
      expect(driverUrl).toMatch(/^wss:/);
    });

    it("use a new certificate when they are told, and keep the connections of the old one", async () => {
      const { listeners, tls, messages, port } = await startWithTls();
      const before = await openTls(port);
      const { cert, key } = createCertificate({ commonName: "second.test" });
      writeFileSync(tls.certFile, cert);
      writeFileSync(tls.keyFile, key);
      expect((await openTls(port)).name).toBe("first.test");
      listeners.reloadTls();
      expect((await openTls(port)).name).toBe("second.test");
      expect(before.socket.closed).toBe(false);
      expect(messages).toEqual(["The certificate was read again."]);
    });

    it.each([
      ["is no certificate", () => "nonsense"],
      ["does not belong to the key", () => createCertificate().cert],
    ])("keep the old certificate where the new one %s, and say so", async (_what, create) => {
      const { listeners, tls, messages, port } = await startWithTls();
      const old = readFileSync(tls.certFile, "utf8");
      writeFileSync(tls.certFile, create());
      listeners.reloadTls();
      expect((await openTls(port)).name).toBe("first.test");
      expect(messages).toEqual(["The new certificate cannot be used; the old one stays."]);
      writeFileSync(tls.certFile, old);
      listeners.reloadTls();
      expect(messages).toHaveLength(2);
    });
  });
});

async function openTls(port: number) {
  const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  const name = socket.getPeerCertificate().subject.CN;
  await until("the name of the certificate", () => name);
  return { socket, name };
}

async function startWithTls() {
  const { logger, messages } = recordMessages();
  const first = createCertificate({ commonName: "first.test" });
  const tls = { certFile: writeTemporary(first.cert), keyFile: writeTemporary(first.key) };
  const { listeners } = createListeners({ tls }, { logger });
  const { url, driverUrl } = await listeners.open({ setUp: false });
  return { listeners, tls, messages, url, driverUrl, port: Number(new URL(url).port) };
}
