import { describe, expect, it } from "vitest";
import { startTestApi } from "../support/test-api.ts";

describe("GET /commands", () => {
  it("lists the journal, newest first, refused commands too", async () => {
    await using api = await startTestApi();
    await api.announce("a");
    await api.announce("b");
    await api.post("/devices/a/command", { command: "turn_on" });
    await api.post("/devices/b/command", { command: "turn_off" });
    await api.post("/devices/a/command", { command: "fly" });
    const { body } = await api.get("/commands");
    expect(body["commands"]).toMatchObject([
      { command: "fly", status: "failed", failure: { code: "INVALID_COMMAND" } },
      { command: "turn_off", status: "succeeded" },
      { command: "turn_on", status: "succeeded" },
    ]);
    expect((await api.get("/commands?device=b")).body["commands"]).toHaveLength(1);
    expect((await api.get("/commands?limit=2")).body["commands"]).toHaveLength(2);
  });

  it("refuses a limit that is none", async () => {
    await using api = await startTestApi();
    expect(await api.get("/commands?limit=-1")).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
  });
});

describe("GET /commands/:id", () => {
  it("answers NO_COMMAND for an id that the journal does not have", async () => {
    await using api = await startTestApi();
    expect(await api.get("/commands/none")).toMatchObject({ status: 404, body: { ok: false, code: "NO_COMMAND" } });
  });
});
