import { describe, expect, it } from "vitest";
import { HosClient } from "../src/index.ts";
import { failure, FakeRestHub, json } from "./support/fake-rest-hub.ts";

describe("HosClient.command", () => {
  it("asks over REST, without the live stream, and changes nothing by itself", async () => {
    const answer = { commandId: "c1", status: "succeeded", latencyMs: 3 };
    await using hub = await FakeRestHub.listen(json(200, answer));
    using client = new HosClient({ url: hub.url, token: "secret", createId: () => "key-1" });
    const options = { wait: "confirmed", timeoutMs: 900 } as const;
    expect(await client.command("light-1", "set_brightness", { brightness: 60 }, options)).toEqual(answer);
    expect(hub.requests).toMatchObject([
      {
        url: "/app/os/devices/light-1/command",
        headers: { "idempotency-key": "key-1", authorization: "Bearer secret" },
        body: { command: "set_brightness", payload: { brightness: 60 }, wait: "confirmed", timeoutMs: 900 },
      },
    ]);
    expect(client.devices.size).toBe(0);
  });

  it("sends no member that it was not given", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    using client = new HosClient({ url: hub.url });
    await client.command("light-1", "stop");
    expect(hub.requests[0]?.body).toEqual({ command: "stop" });
  });

  it("rejects with the coded error of the hub", async () => {
    await using hub = await FakeRestHub.listen(failure(503, "DRIVER_OFFLINE", { commandId: "c1" }));
    using client = new HosClient({ url: hub.url });
    await expect(client.command("light-1", "stop")).rejects.toMatchObject({
      name: "CommandError",
      code: "DRIVER_OFFLINE",
      commandId: "c1",
      status: 503,
      outcomeKnown: true,
    });
  });

  it("rejects when the client is closed meanwhile", async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    await using hub = await FakeRestHub.listen(() => resolve());
    const client = new HosClient({ url: hub.url });
    const command = client.command("light-1", "stop");
    await asked;
    client.close();
    await expect(command).rejects.toMatchObject({ code: "CLIENT_CLOSED", outcomeKnown: false });
  });
});
