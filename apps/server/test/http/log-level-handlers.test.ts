import { describe, expect, it } from "vitest";
import { LogLevels } from "../../src/logging/log-levels.ts";
import { startTestApi } from "../support/test-api.ts";

const start = () => startTestApi({ logLevels: new LogLevels({ level: "info", components: { drivers: "warn" } }) });

describe("/log-levels", () => {
  it("tells the levels", async () => {
    await using api = await start();
    expect(await api.get("/log-levels")).toMatchObject({
      status: 200,
      body: { level: "info", components: { drivers: "warn" } },
    });
  });

  it("changes what is named and nothing else", async () => {
    await using api = await start();
    const { status, body } = await api.post("/log-levels", { components: { live: "debug" } });
    expect({ status, body }).toEqual({
      status: 200,
      body: { level: "info", components: { drivers: "warn", live: "debug" } },
    });
    await api.post("/log-levels", { level: "error", components: { drivers: null } });
    expect((await api.get("/log-levels")).body).toEqual({ level: "error", components: { live: "debug" } });
  });

  it("refuses a component that there is not, and changes nothing", async () => {
    await using api = await start();
    expect(await api.post("/log-levels", { level: "error", components: { lamps: "debug" } })).toMatchObject({
      status: 400,
      body: { code: "INVALID_REQUEST", details: [expect.stringMatching(/^components\.lamps: there are access, /)] },
    });
    expect((await api.get("/log-levels")).body["level"]).toBe("info");
  });
});
