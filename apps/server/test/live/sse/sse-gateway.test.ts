import { connect } from "node:net";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { openStream } from "../../support/open-stream.ts";
import { bearer } from "../../support/root-token.ts";
import { startTestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const events = (url: string, query = "") => `${url}/v1/os/events${query}`;

describe("SseGateway", () => {
  it("greets with retry, HELLO and SNAPSHOT, then sends each change with its cursor", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using stream = await openStream(events(home.url));
    await stream.next("SNAPSHOT");
    home.driver.send("STATE_UPDATE", "light-1", { power: true });
    await stream.next("STATE_UPDATE");
    const { epoch } = home.hub.devices;
    expect(stream.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
    });
    expect(stream.text).toMatch(/^retry: 1000\nevent: HELLO\ndata: /);
    expect(stream.events).toEqual([
      { event: "HELLO", id: undefined, data: { epoch, revision: 1, mode: "snapshot", keepAliveMs: 15_000 } },
      {
        event: "SNAPSHOT",
        id: `${epoch}:1`,
        data: { epoch, revision: 1, devices: [expect.objectContaining({ id: "light-1" })] },
      },
      {
        event: "STATE_UPDATE",
        id: `${epoch}:2`,
        data: {
          event: "STATE_UPDATE",
          device_id: "light-1",
          data: { power: true },
          revision: 2,
          at: expect.any(String),
        },
      },
    ]);
  });

  it("gives events without number no id", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using stream = await openStream(events(home.url));
    await stream.next("SNAPSHOT");
    await home.hub.commands.dispatch({ deviceId: "light-1", command: "turn_on", origin: { via: "embedded" } });
    expect((await stream.next("ACTION_SUCCEEDED")).id).toBeUndefined();
    expect(stream.lastEventId).toBe(`${home.hub.devices.epoch}:1`);
  });

  it.each(["header", "query"])("resumes from the cursor in the %s", async (place) => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using first = await openStream(events(home.url));
    await first.next("SNAPSHOT");
    first[Symbol.dispose]();
    home.hub.devices.applyState("light-1", { power: true });
    const cursor = first.lastEventId;
    using second =
      place === "header"
        ? await openStream(events(home.url, "?since=other:1"), { "last-event-id": cursor })
        : await openStream(events(home.url, `?since=${cursor}`));
    expect(await second.next("STATE_UPDATE")).toMatchObject({ data: { revision: 2 } });
    expect(second.events.map(({ event }) => event)).toEqual(["HELLO", "STATE_UPDATE"]);
    expect(second.events[0]?.data).toMatchObject({ mode: "resume", revision: 2 });
  });

  it("narrows with the names of the REST filters, each as often as wanted", async () => {
    await using home = await startTestServer();
    await home.announce("light-1", { tags: ["x"] });
    await home.announce("light-2", { tags: ["y"] });
    await home.announce("light-3", { tags: ["z"] });
    await home.announce("lock-1", { tags: ["x"], deviceType: "lock" });
    using stream = await openStream(events(home.url, "?tag=x&tag=y&type=light&driver=DEMO&event=STATE_UPDATE&space="));
    const { data } = await stream.next("SNAPSHOT");
    expect(data).toMatchObject({ devices: [{ id: "light-1" }, { id: "light-2" }] });
    for (const id of ["light-3", "lock-1"]) home.driver.send("STATE_UPDATE", id, { battery: 5 });
    home.driver.send("DEVICE_UPDATED", "light-1", { name: "Other" });
    home.driver.send("STATE_UPDATE", "light-2", { power: true });
    await stream.next("STATE_UPDATE");
    expect(stream.events.slice(2)).toMatchObject([{ event: "STATE_UPDATE", data: { device_id: "light-2" } }]);
  });

  it.each(["?event=NOTHING", "?driver=demo", `?since=${"x".repeat(200)}`])(
    "refuses %s with a coded error",
    async (query) => {
      await using home = await startTestServer();
      const response = await home.fetch(events("", query));
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ ok: false, code: "INVALID_REQUEST" });
    },
  );

  it("answers HEAD without a stream", async () => {
    await using home = await startTestServer();
    const response = await home.fetch(events(""), { method: "HEAD" });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toBe("");
  });

  it("refuses a stream that waits behind another answer of its connection", async () => {
    await using home = await startTestServer();
    const { hostname, port } = new URL(home.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    await home.announce("light-1");
    home.driver.onAction = () => {};
    const body = JSON.stringify({ command: "turn_on", timeoutMs: 300 });
    socket.write(
      [
        "POST /v1/os/devices/light-1/command HTTP/1.1",
        `Host: ${hostname}`,
        `Authorization: ${bearer().authorization}`,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        "",
        body + "GET /v1/os/events HTTP/1.1",
        `Host: ${hostname}`,
        `Authorization: ${bearer().authorization}`,
        "",
        "",
      ].join("\r\n"),
    );
    await until("both answers", () => answer.split("HTTP/1.1 ").length === 3);
    socket.destroy();
    expect(answer).toContain("HTTP/1.1 504");
    expect(answer).toContain("HTTP/1.1 400");
    expect(answer).toContain("on a connection of its own");
  });

  it("keeps the connection alive with a comment that moves the cursor on", async () => {
    const clock = new ManualClock();
    await using home = await startTestServer({}, { clock });
    await home.announce("light-1");
    using stream = await openStream(events(home.url, "?device=none"));
    await stream.next("SNAPSHOT");
    home.hub.devices.applyState("light-1", { power: true });
    clock.advance(15_000);
    await until("the comment", () => stream.text.includes(": keep-alive\n"));
    expect(stream.lastEventId).toBe(`${home.hub.devices.epoch}:2`);
    clock.advance(15_000);
    await until("the next comment", () => stream.text.split(": keep-alive").length === 3);
    expect(stream.events).toHaveLength(2);
  });

  it("leaves no timer when its clients are gone and it is closed", async () => {
    const clock = new ManualClock();
    const home = await startTestServer({}, { clock });
    using stream = await openStream(events(home.url));
    await stream.next("SNAPSHOT");
    await home[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toBe(0);
  });
});
