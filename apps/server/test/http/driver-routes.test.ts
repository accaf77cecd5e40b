import { describe, expect, it } from "vitest";
import { startTestApi } from "../support/test-api.ts";

describe("GET /drivers", () => {
  it("lists the driver instances", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    expect(await api.get("/drivers")).toMatchObject({
      status: 200,
      body: { drivers: [{ driverKey: "DEMO", instanceId: "demo-1", status: "connected", devices: 1 }] },
    });
  });
});

describe("GET /drivers/:key/:instance", () => {
  it("tells one in detail", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    expect(await api.get("/drivers/DEMO/demo-1")).toMatchObject({
      status: 200,
      body: { driverKey: "DEMO", deviceIds: ["light-1"], traffic: { sessions: 1 } },
    });
  });

  it("answers NO_DRIVER for one that the hub does not know", async () => {
    await using api = await startTestApi();
    expect(await api.get("/drivers/DEMO/demo-2")).toMatchObject({
      status: 404,
      body: { ok: false, code: "NO_DRIVER" },
    });
  });
});
