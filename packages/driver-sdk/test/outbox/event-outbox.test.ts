import type { DriverEvent } from "@hos/protocol";
import { silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { EventOutbox, MAX_LOGS, MAX_RESULTS } from "../../src/outbox/event-outbox.ts";

function createOutbox() {
  const sent: DriverEvent[] = [];
  const wire = { open: false, hasRoom: false, send: (event: DriverEvent) => void sent.push(event) };
  return { outbox: new EventOutbox(wire, silentLogger), wire, sent };
}

const announcement: DriverEvent = {
  event: "DEVICE_DISCOVERED",
  deviceId: "light-1",
  data: { name: "Lamp", deviceType: "light" },
};

function log(message: string): DriverEvent {
  return { event: "DRIVER_LOG", data: { level: "info", message } };
}

function result(requestId: string): DriverEvent {
  return { event: "ACTION_RESULT", deviceId: "light-1", data: { success: true, requestId } };
}

describe("EventOutbox", () => {
  it("sends at once while there is a session with room", () => {
    const { outbox, wire, sent } = createOutbox();
    wire.open = wire.hasRoom = true;
    outbox.resync([]);
    outbox.send(announcement);
    outbox.send(log("hello"));
    expect(sent).toEqual([announcement, log("hello")]);
  });

  it("holds everything back while there is no session, devices first when there is one", () => {
    const { outbox, wire, sent } = createOutbox();
    outbox.send(log("early"));
    outbox.send(result("r1"));
    outbox.send(announcement);
    outbox.send({ event: "DRIVER_STATUS", data: { status: "degraded" } });
    expect(sent).toEqual([]);
    wire.open = wire.hasRoom = true;
    outbox.resync([]);
    expect(sent.map(({ event }) => event)).toEqual([
      "DRIVER_STATUS",
      "DEVICE_DISCOVERED",
      "ACTION_RESULT",
      "DRIVER_LOG",
    ]);
  });

  it("lets results through while there is no room, and what can wait when there is", () => {
    const { outbox, wire, sent } = createOutbox();
    wire.open = wire.hasRoom = true;
    outbox.resync([]);
    outbox.send(announcement);
    wire.hasRoom = false;
    for (let brightness = 1; brightness <= 100; brightness += 1) {
      outbox.send({ event: "STATE_UPDATE", deviceId: "light-1", data: { brightness } });
    }
    outbox.send(result("r1"));
    expect(sent.slice(1)).toEqual([result("r1")]);
    wire.hasRoom = true;
    outbox.flush();
    expect(sent.slice(2)).toEqual([{ event: "STATE_UPDATE", deviceId: "light-1", data: { brightness: 100 } }]);
  });

  it("keeps the newest log lines and tells how many made room", () => {
    const { outbox, wire, sent } = createOutbox();
    for (let line = 0; line < MAX_LOGS + 10; line += 1) outbox.send(log(`line ${line}`));
    wire.open = wire.hasRoom = true;
    outbox.resync([]);
    expect(sent).toHaveLength(MAX_LOGS + 1);
    expect(sent[0]).toMatchObject({ data: { level: "warn", message: expect.stringMatching(/^10 log lines/) } });
    expect(sent[1]).toEqual(log("line 10"));
    expect(sent.at(-1)).toEqual(log(`line ${MAX_LOGS + 9}`));
  });

  it("keeps the newest results of a lost session", () => {
    const { outbox, wire, sent } = createOutbox();
    for (let index = 0; index < MAX_RESULTS + 5; index += 1) outbox.send(result(`r${index}`));
    wire.open = true;
    outbox.flush();
    expect(sent).toHaveLength(MAX_RESULTS);
    expect(sent[0]).toEqual(result("r5"));
  });

  it("tells the last status in every session and not twice in one", () => {
    const { outbox, wire, sent } = createOutbox();
    const ok: DriverEvent = { event: "DRIVER_STATUS", data: { status: "ok" } };
    outbox.send({ event: "DRIVER_STATUS", data: { status: "error", code: "X" } });
    outbox.send(ok);
    wire.open = wire.hasRoom = true;
    outbox.resync([]);
    outbox.send(ok);
    expect(sent).toEqual([ok]);
    outbox.resync([]);
    expect(sent).toEqual([ok, ok]);
  });
});
