import type { Principal, Revocation } from "@hos/access";
import { Emitter } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { StreamWatch } from "../../src/live/stream-watch.ts";
import { createPrincipal } from "../support/principals.ts";

function createWatch() {
  const events = new Emitter<{ revoked: Revocation }>((fault) => {
    throw fault;
  });
  const alive: string[] = [];
  const access = {
    onRevoked: (listener: (revocation: Revocation) => void) => events.on("revoked", listener),
    keepAlive: ({ tokenId }: Principal) => void alive.push(tokenId),
    revoke: (tokenId: string, reason: Revocation["reason"] = "ended") =>
      events.emit("revoked", { tokenIds: new Set([tokenId]), reason }),
  };
  const clock = new ManualClock();
  const ends: string[] = [];
  const watch = new StreamWatch(access, clock);
  const add = (tokenId: string) =>
    watch.add({ ...createPrincipal(["devices:read"]), tokenId }, (reason) => ends.push(`${tokenId} ${reason}`));
  return { access, add, alive, clock, ends, watch };
}

describe("StreamWatch", () => {
  it("ends every stream of the token once, and no other", () => {
    const { access, add, ends, watch } = createWatch();
    for (const tokenId of ["a", "a", "b"]) add(tokenId);
    access.revoke("a");
    access.revoke("a");
    expect(ends).toEqual(["a ended", "a ended"]);
    expect(watch.size).toBe(1);
    access.revoke("b", "changed");
    expect(ends.at(-1)).toBe("b changed");
  });

  it("forgets a stream that ended by itself", () => {
    const { access, add, ends, watch } = createWatch();
    const stop = add("a");
    stop();
    add("a");
    stop();
    expect(watch.size).toBe(1);
    access.revoke("a");
    expect(ends).toEqual(["a ended"]);
    expect(watch.size).toBe(0);
  });

  it("keeps sessions alive in whose name something is open, and no others", () => {
    const { add, alive, clock } = createWatch();
    const stop = add("a");
    add("b");
    clock.advance(3_600_000);
    stop();
    clock.advance(3_600_000);
    expect(alive).toEqual(["a", "b", "b"]);
  });

  it("leaves no timer when nothing is open, or it is closed", () => {
    const { add, clock, watch } = createWatch();
    add("a")();
    clock.advance(3_600_000);
    expect(clock.pendingTimers).toBe(0);
    add("a");
    watch.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it("hears nothing after close", () => {
    const { access, add, ends, watch } = createWatch();
    add("a");
    watch.close();
    access.revoke("a");
    expect(ends).toEqual([]);
  });
});
