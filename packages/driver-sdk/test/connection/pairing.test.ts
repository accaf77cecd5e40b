import { createPairedFrame, createPairingRequiredFrame, createRegisteredFrame } from "@hos/protocol";
import { describe, expect, it } from "vitest";
import { HELD_AFTER_MS } from "../../src/connection/hub-link.ts";
import { createLink, identity, type LinkTestOptions } from "./create-link.ts";

const PAIRING = { code: "123456", expiresAt: "2026-01-01T00:05:00.000Z" };

/** The registrations that a link sent on its last socket: the token of each. */
function tokensOf({ last }: ReturnType<typeof createLink>): unknown[] {
  return last().sent.map((text) => (JSON.parse(text) as { params: { token?: string } }).params.token);
}

function waitForApproval(options: LinkTestOptions = {}) {
  const test = createLink(options);
  test.link.connect();
  test.greet();
  test.receive(createPairingRequiredFrame(PAIRING));
  return test;
}

describe("HubLink and a hub that wants a person's approval", () => {
  it("tells the code, stays connected and says nothing meanwhile", () => {
    const test = waitForApproval();
    expect(test.heard).toEqual([["connected"], ["pairing", "123456"]]);
    expect(test.link.status).toBe("pairing");
    expect(test.link.open).toBe(false);
    for (let beat = 0; beat < 20; beat += 1) {
      test.clock.advance(20_000);
      test.last().listener.alive();
    }
    test.link.register();
    expect(tokensOf(test)).toEqual([undefined]);
    expect(test.sockets).toHaveLength(1);
  });

  it("keeps the token before it registers with it, on the same socket", async () => {
    const kept = Promise.withResolvers<void>();
    const tokens: string[] = [];
    const test = waitForApproval({
      read: () => tokens.at(-1),
      keep: (token) => {
        tokens.push(token);
        return kept.promise;
      },
    });
    test.receive(createPairedFrame(identity, "hosd_1_secret"));
    expect(tokens).toEqual(["hosd_1_secret"]);
    expect(test.link.status).toBe("registering");
    expect(tokensOf(test)).toEqual([undefined]);
    kept.resolve();
    await kept.promise;
    await Promise.resolve();
    expect(tokensOf(test)).toEqual([undefined, "hosd_1_secret"]);
    test.receive(createRegisteredFrame(identity, "s1", []));
    expect(test.heard.at(-1)).toEqual(["registered", []]);
    expect(test.sockets).toHaveLength(1);
  });

  it("does not send a token on a connection that was lost while it was kept or read", async () => {
    const kept = Promise.withResolvers<void>();
    const test = waitForApproval({ read: () => "hosd_1_secret", keep: () => kept.promise });
    test.receive(createPairedFrame(identity, "hosd_1_secret"));
    test.last().listener.closed(1006, "");
    kept.resolve();
    await kept.promise;
    await Promise.resolve();
    expect(tokensOf(test)).toHaveLength(1);
    test.clock.advance(1_000);
    test.greet();
    expect(tokensOf(test)).toEqual(["hosd_1_secret"]);
  });

  it("waits for a token that has to be read first", async () => {
    const test = createLink({ read: () => Promise.resolve("hosd_1_secret") });
    test.link.connect();
    test.greet();
    expect(test.link.status).toBe("registering");
    expect(tokensOf(test)).toEqual([]);
    await Promise.resolve();
    expect(tokensOf(test)).toEqual(["hosd_1_secret"]);
  });

  it("comes back when the code expired, and asks again", () => {
    const test = waitForApproval();
    for (let passed = 0; passed < HELD_AFTER_MS; passed += 10_000) {
      test.clock.advance(10_000);
      test.last().listener.alive();
    }
    test.last().listener.closed(4002, "pairing_expired");
    expect(test.heard.at(-1)).toEqual(["lost", 1_000]);
    test.clock.advance(1_000);
    test.greet();
    test.receive(createPairingRequiredFrame({ ...PAIRING, code: "654321" }));
    expect(test.heard.at(-1)).toEqual(["pairing", "654321"]);
  });

  it("comes back slower and slower to a hub that sends it away at once", () => {
    const test = createLink();
    test.link.connect();
    const delays = [1_000, 2_000, 4_000].map((delayMs) => {
      test.greet();
      test.receive(createPairingRequiredFrame(PAIRING));
      test.last().listener.closed(4002, "no_room");
      const [, told] = test.heard.at(-1) ?? [];
      test.clock.advance(delayMs);
      return told;
    });
    expect(delays).toEqual([1_000, 2_000, 4_000]);
  });

  it("passes over a PAIRED that it did not ask for", () => {
    const kept: string[] = [];
    const test = createLink({ keep: async (token) => void kept.push(token) });
    test.link.connect();
    test.register();
    test.receive(createPairedFrame(identity, "hosd_1_secret"));
    expect(kept).toEqual([]);
    expect(test.link.status).toBe("registered");
  });
});
