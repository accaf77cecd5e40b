import { type LogFields, silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { ProtocolHub } from "../../src/index.ts";

const opened = (sessionId: string) => ({ driver: { driverKey: "TEST", instanceId: "one" }, sessionId, address: null });

describe("ProtocolHub", () => {
  it("logs what a listener throws and calls the others", () => {
    const logged: (LogFields | undefined)[] = [];
    const hub = new ProtocolHub({ ...silentLogger, error: (_message, fields) => logged.push(fields) });
    const fault = new Error("broken listener");
    const heard: string[] = [];
    hub.on("sessionOpened", () => {
      throw fault;
    });
    hub.on("sessionOpened", ({ sessionId }) => heard.push(sessionId));
    hub.emit("sessionOpened", opened("s1"));
    hub.emit("sessionOpened", opened("s2"));
    expect(heard).toEqual(["s1", "s2"]);
    expect(logged).toEqual([
      { event: "sessionOpened", err: fault },
      { event: "sessionOpened", err: fault },
    ]);
  });

  it("delivers an event that a listener causes after every listener has heard the current one", () => {
    const hub = new ProtocolHub();
    const heard: string[] = [];
    hub.on("sessionOpened", ({ sessionId }) => {
      if (sessionId === "s1") hub.emit("sessionOpened", opened("s2"));
      if (sessionId === "s2") hub.emit("sessionOpened", opened("s3"));
    });
    hub.on("sessionOpened", ({ sessionId }) => heard.push(sessionId));
    hub.emit("sessionOpened", opened("s1"));
    hub.emit("sessionOpened", opened("s4"));
    expect(heard).toEqual(["s1", "s2", "s3", "s4"]);
  });
});
