import { describe, expect, it } from "vitest";
import { StreamWatch } from "../../src/live/stream-watch.ts";
import { FakeAccess } from "../support/fake-access.ts";
import { createPrincipal } from "../support/principals.ts";

function createWatch() {
  const access = new FakeAccess();
  const ends: string[] = [];
  const watch = new StreamWatch(access);
  const add = (tokenId: string) =>
    watch.add({ ...createPrincipal(["devices:read"]), tokenId }, (reason) => ends.push(`${tokenId} ${reason}`));
  return { access, add, ends, watch };
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

  it("hears nothing after close", () => {
    const { access, add, ends, watch } = createWatch();
    add("a");
    watch.close();
    access.revoke("a");
    expect(ends).toEqual([]);
  });
});
