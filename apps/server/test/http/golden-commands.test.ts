import { commandRequests, fixtureText } from "@hos/protocol/fixtures";
import { describe, expect, it } from "vitest";
import { startTestApi } from "../support/test-api.ts";
import { until } from "../support/until.ts";

const valid = commandRequests.flatMap((fixture) => (fixture.valid ? [fixture] : []));
const invalid = commandRequests.flatMap((fixture) => (fixture.valid ? [] : [fixture]));

describe("the golden command requests", () => {
  it.each(valid)("are dispatched: $name", async (fixture) => {
    await using api = await startTestApi();
    await api.announce("golden-1", { deviceType: "golden" });
    const { status } = await api.post("/devices/golden-1/command", fixtureText(fixture));
    expect([200, 202]).toContain(status);
    const { command, payload = {} } = fixture.canonical;
    await until("the action", () => api.driver.actions.length > 0);
    expect(api.driver.actions).toMatchObject([{ command, payload }]);
  });

  it.each(invalid)("are answered with the golden failure: $name", async (fixture) => {
    await using api = await startTestApi();
    await api.announce("golden-1", { deviceType: "golden" });
    const { status, body } = await api.post("/devices/golden-1/command", fixtureText(fixture));
    expect(status).toBe(400);
    expect(body).toEqual(fixture.error);
    expect(api.driver.actions).toEqual([]);
  });
});
