import { describe, expect, it } from "vitest";
import { Lock } from "../../src/devices/lock.ts";
import { command, pass } from "../pass.ts";

describe("Lock", () => {
  it("takes time to move its bolt", () => {
    const lock = new Lock();
    command(lock, "unlock");
    pass(lock, 1_000);
    expect(lock.state.locked).toBe(true);
    pass(lock, 500);
    expect(lock.state.locked).toBe(false);
    command(lock, "lock");
    pass(lock, 1_500);
    expect(lock.state).toMatchObject({ locked: true, jammed: false });
  });

  it("stays as it was when the bolt jams, and is freed by the next command", () => {
    const lock = new Lock(0.5);
    command(lock, "unlock");
    pass(lock, 1_500, 0.1);
    expect(lock.state).toMatchObject({ locked: true, jammed: true });
    command(lock, "unlock");
    pass(lock, 1_500, 0.9);
    expect(lock.state).toMatchObject({ locked: false, jammed: false });
  });
});
