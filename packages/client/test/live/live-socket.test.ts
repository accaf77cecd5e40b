import { describe, expect, it } from "vitest";
import { ApiClientError, ConnectionError } from "../../src/index.ts";
import { readHubAddress } from "../../src/hub-address.ts";
import { type LiveSocketListener, openLiveSocket } from "../../src/live/live-socket.ts";
import { FakeLiveHub } from "../support/fake-live-hub.ts";
import { within } from "../support/next-event.ts";

/** A listener that lists what it was told, in order. */
class Recorder implements LiveSocketListener {
  readonly told: unknown[] = [];
  #notify = (): void => {};

  hello = (payload: unknown): void => this.#tell("HELLO", payload);
  snapshot = (payload: unknown): void => this.#tell("SNAPSHOT", payload);
  batch = (payload: unknown): void => this.#tell("BATCH", payload);
  conflated = (payload: unknown): void => this.#tell("CONFLATED", payload);
  ended = (error: unknown): void => this.#tell("ended", error);

  /** Resolves when `count` things were told. */
  count(count: number): Promise<void> {
    return within(`${count} frames`, (resolve) => {
      this.#notify = () => {
        if (this.told.length >= count) resolve();
      };
      this.#notify();
      return () => {
        this.#notify = () => {};
      };
    });
  }

  #tell(what: string, payload: unknown): void {
    this.told.push([what, payload]);
    this.#notify();
  }
}

function open(hub: { readonly url: string }, recorder: Recorder, path = ""): { close(): void } {
  const address = readHubAddress(hub.url + path);
  return openLiveSocket({ address, handshake: () => ({ coalesce: true, since: "e1:7" }) }, recorder);
}

describe("openLiveSocket", () => {
  it("connects by WebSocket with the handshake and passes the frames on in order", async () => {
    await using hub = await FakeLiveHub.listen();
    const recorder = new Recorder();
    const connection = hub.connection();
    const socket = open(hub, recorder);
    const side = await connection;
    expect(side.handshake).toEqual({ coalesce: true, since: "e1:7" });
    expect(side.transport).toBe("websocket");
    side.snapshot({ epoch: "e1", revision: 7, devices: [] });
    side.conflated(2);
    side.batch([]);
    await recorder.count(4);
    expect(recorder.told).toEqual([
      ["HELLO", { epoch: "e1", revision: 7, mode: "snapshot" }],
      ["SNAPSHOT", { epoch: "e1", revision: 7, devices: [] }],
      ["CONFLATED", { devices: 2 }],
      ["BATCH", []],
    ]);
    socket.close();
  });

  it("keeps the path that a proxy serves the hub under", async () => {
    await using hub = await FakeLiveHub.listen({ path: "/hub/socket.io" });
    const connection = hub.connection();
    const socket = open(hub, new Recorder(), "/hub/");
    expect(await connection).toMatchObject({ handshake: { since: "e1:7" } });
    socket.close();
  });

  it("falls back to polling where no WebSocket gets through", async () => {
    await using hub = await FakeLiveHub.listen({ transports: ["polling"] });
    const connection = hub.connection();
    const socket = open(hub, new Recorder());
    expect((await connection).transport).toBe("polling");
    socket.close();
  });

  it("ends once when the hub ends the connection", async () => {
    await using hub = await FakeLiveHub.listen();
    const recorder = new Recorder();
    const connection = hub.connection();
    open(hub, recorder);
    (await connection).disconnect();
    await recorder.count(1);
    expect(recorder.told).toEqual([["ended", expect.any(ConnectionError)]]);
    expect(recorder.told).toMatchObject([["ended", { code: "CONNECTION_FAILED" }]]);
  });

  it("ends once when nobody listens at the address", async () => {
    const hub = await FakeLiveHub.listen();
    const { url } = hub;
    await hub[Symbol.asyncDispose]();
    const recorder = new Recorder();
    open({ url }, recorder);
    await recorder.count(1);
    expect(recorder.told).toMatchObject([["ended", { name: "ConnectionError", code: "CONNECTION_FAILED" }]]);
  });

  it("tells a refusal of the hub by its code", async () => {
    const refuseWith = { ok: false, code: "INVALID_REQUEST", error: "Bad filter.", details: ["filter: wrong"] };
    await using hub = await FakeLiveHub.listen({ refuseWith });
    const recorder = new Recorder();
    open(hub, recorder);
    await recorder.count(1);
    expect(recorder.told).toEqual([["ended", expect.any(ApiClientError)]]);
    expect(recorder.told).toMatchObject([["ended", { code: "INVALID_REQUEST", status: 400, message: "Bad filter." }]]);
  });

  it("tells nothing more after it was closed", async () => {
    await using hub = await FakeLiveHub.listen();
    const recorder = new Recorder();
    const connection = hub.connection();
    const socket = open(hub, recorder);
    const side = await connection;
    const gone = hub.disconnection();
    socket.close();
    socket.close();
    side.batch([]);
    await gone;
    expect(recorder.told).toEqual([]);
  });
});
