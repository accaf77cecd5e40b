import {
  createActionFrame,
  createErrorFrame,
  createRegisteredFrame,
  DRIVER_ERROR_CODES,
  LIMITS,
  ProtocolError,
} from "@hos/protocol";
import { fixtureText, type HubFrameFixture, hubFrames } from "@hos/protocol/fixtures";
import { describe, expect, it } from "vitest";
import { HELD_AFTER_MS } from "../../src/connection/hub-link.ts";
import { action, createLink, identity } from "./create-link.ts";

describe("HubLink", () => {
  it("registers when the hub has greeted", () => {
    const { link, heard, register, last } = createLink();
    link.connect();
    expect(link.status).toBe("connecting");
    register();
    expect(last().sent.map((text) => JSON.parse(text))).toEqual([
      { method: "driver.register", params: { ...identity, protocolVersion: 1 } },
    ]);
    expect(heard).toEqual([["connected"], ["registered", ["light-1"]]]);
    expect(link.status).toBe("registered");
    expect(link.open).toBe(true);
  });

  it("leaves the registration to the author with autoRegister false", () => {
    const { link, greet, last } = createLink({ autoRegister: false });
    expect(() => link.register()).toThrow(expect.objectContaining({ code: "NOT_CONNECTED" }));
    link.connect();
    greet();
    expect(last().sent).toEqual([]);
    link.register();
    link.register();
    expect(last().sent).toHaveLength(1);
  });

  it("passes on actions of a session only", () => {
    const { link, heard, greet, receive } = createLink();
    link.connect();
    greet();
    receive(createActionFrame(action));
    expect(heard).toEqual([["connected"]]);
    receive(createRegisteredFrame(identity, "s1", []));
    receive(createActionFrame(action));
    expect(heard.at(-1)).toEqual(["action", action]);
  });

  it("gives up a hub that does not greet, and one that does not answer the registration", () => {
    const { clock, link, heard, greet, last, sockets } = createLink();
    link.connect();
    last().listener.opened();
    clock.advance(10_000);
    expect(heard).toEqual([["lost", 1_000]]);
    clock.advance(1_000);
    greet();
    clock.advance(10_000);
    expect(heard.at(-1)).toEqual(["lost", 2_000]);
    expect(sockets.every(({ isTerminated }) => isTerminated)).toBe(true);
  });

  it("starts the delays over after a registration that held, and not before", () => {
    const { clock, link, heard, register, last } = createLink();
    link.connect();
    const session = (heldMs: number) => {
      register();
      for (let ms = 0; ms < heldMs; ms += 1_000) {
        clock.advance(1_000);
        last().listener.alive();
      }
      last().listener.closed(1006, "");
      const [, delayMs] = heard.at(-1) ?? [];
      clock.advance(Number(delayMs));
      return delayMs;
    };
    expect(session(0)).toBe(1_000);
    expect(session(HELD_AFTER_MS - 1_000)).toBe(2_000);
    expect(session(0)).toBe(4_000);
    expect(session(HELD_AFTER_MS)).toBe(1_000);
  });

  it("stops and tells why when the registration is not valid", () => {
    const { clock, link, heard, greet, refuse, last, sockets } = createLink();
    link.connect();
    greet();
    refuse(DRIVER_ERROR_CODES.VALIDATION_ERROR);
    expect(heard.slice(1)).toEqual([
      ["failed", expect.objectContaining({ code: "DRIVER_WS_VALIDATION_ERROR", ref: { event: "driver.register" } })],
      ["lost", undefined],
    ]);
    expect(last().goodbye).toBe(1000);
    clock.advance(3_600_000);
    expect(sockets).toHaveLength(1);
    expect(link.status).toBe("idle");
  });

  it.each([
    [4003, DRIVER_ERROR_CODES.UNAUTHORIZED, "UNAUTHORIZED"],
    [4004, DRIVER_ERROR_CODES.UNSUPPORTED_VERSION, "UNSUPPORTED_VERSION"],
  ])("tells why the hub ended the connection for good with %i", (closeCode, wireCode, code) => {
    const { link, heard, greet, refuse, last } = createLink();
    link.connect();
    greet();
    refuse(wireCode);
    last().listener.closed(closeCode, "No.");
    expect(heard.slice(1)).toEqual([
      ["failed", expect.objectContaining({ code: wireCode })],
      ["lost", undefined],
      ["failed", expect.objectContaining({ code, cause: expect.objectContaining({ code: wireCode }) })],
    ]);
  });

  it("tells why it was put out of a session, and what to do about its token", () => {
    const { link, heard, reasons, register, receive, last } = createLink();
    link.connect();
    register();
    receive(createErrorFrame(new ProtocolError(DRIVER_ERROR_CODES.UNAUTHORIZED, "The token was revoked.")));
    last().listener.closed(4003, "unauthorized");
    expect(heard.at(-1)).toEqual([
      "failed",
      expect.objectContaining({
        code: "UNAUTHORIZED",
        message: "The hub does not let this driver in (4003): The token was revoked.",
        details: ["Get another token."],
      }),
    ]);
    expect(reasons).toEqual(["The token was revoked."]);
  });

  it("asks again later when the hub wants a person's approval first and gives no code", () => {
    const { clock, link, heard, greet, refuse, sockets } = createLink();
    link.connect();
    for (const delayMs of [1_000, 2_000, 4_000]) {
      greet();
      refuse(DRIVER_ERROR_CODES.PAIRING_REQUIRED);
      clock.advance(10_000);
      expect(heard.at(-1)).toEqual(["lost", delayMs]);
      clock.advance(delayMs);
    }
    expect(sockets).toHaveLength(4);
  });

  it("has no room while a mebibyte waits in the socket, and tells when it is gone", () => {
    const { link, heard, register, last } = createLink();
    link.connect();
    register();
    expect(link.hasRoom).toBe(true);
    last().bufferedBytes = 1024 * 1024;
    expect(link.hasRoom).toBe(false);
    last().bufferedBytes = 512 * 1024;
    last().listener.flushed();
    expect(link.hasRoom).toBe(false);
    last().bufferedBytes = 1_000;
    last().listener.flushed();
    expect(heard.at(-1)).toEqual(["drained"]);
    expect(link.hasRoom).toBe(true);
  });

  it("does not send an event that is larger than a hub takes", () => {
    const { link, heard, register, last } = createLink();
    link.connect();
    register();
    const before = last().sent.length;
    link.send({
      event: "STATE_UPDATE",
      deviceId: "light-1",
      data: { picture: "\u{1F4A1}".repeat(LIMITS.frameBytes / 4) },
    });
    expect(last().sent).toHaveLength(before);
    const ref = { event: "STATE_UPDATE", deviceId: "light-1" };
    expect(heard.at(-1)).toEqual(["failed", expect.objectContaining({ code: "FRAME_TOO_LARGE", ref })]);
    link.send({ event: "STATE_UPDATE", deviceId: "light-1", data: { picture: "x".repeat(LIMITS.frameBytes / 2) } });
    expect(last().sent).toHaveLength(before + 1);
  });

  it.each(hubFrames.map((fixture) => [fixture.name, fixture] as const))("reads the golden frame: %s", (_, fixture) => {
    const { link, heard, register, last } = createLink();
    link.connect();
    register();
    heard.length = 0;
    last().listener.received(fixtureText(fixture));
    expect(heard).toMatchObject(expectedOf(fixture));
  });
});

/** What the golden frame must lead to on a registered link. */
function expectedOf(fixture: HubFrameFixture): readonly unknown[] {
  if (!fixture.valid) return [["failed", { code: "INVALID_HUB_FRAME" }]];
  const { canonical } = fixture;
  if (canonical.type === "action") return [["action", canonical.action]];
  // A second greeting or answer says nothing new.
  if (canonical.type !== "error") return [];
  const { code, error: message, details } = canonical.frame;
  return [["failed", { code, message, details }]];
}
