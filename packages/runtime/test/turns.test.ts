import { describe, expect, it } from "vitest";
import { Turns } from "@hos/runtime";

describe("Turns", () => {
  it("runs one task at a time, in the order of the calls", async () => {
    const turns = new Turns();
    const steps: string[] = [];
    const first = Promise.withResolvers<string>();
    const one = turns.take(async () => {
      steps.push("one begins");
      const result = await first.promise;
      steps.push("one ends");
      return result;
    });
    const two = turns.take(async () => {
      steps.push("two");
      return "second";
    });
    first.resolve("first");
    expect([await one, await two]).toEqual(["first", "second"]);
    expect(steps).toEqual(["one begins", "one ends", "two"]);
  });

  it("tells a failure to who asked, and goes on", async () => {
    const turns = new Turns();
    const failed = turns.take(() => Promise.reject(new Error("no")));
    const next = turns.take(() => Promise.resolve("yes"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  it("settles when all is done, also where the last one fails", async () => {
    const turns = new Turns();
    await turns.settled();
    const work = Promise.withResolvers<void>();
    const failed = turns.take(() => work.promise);
    let settled = false;
    const waiting = turns.settled().then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    work.reject(new Error("no"));
    await expect(failed).rejects.toThrow("no");
    await waiting;
    expect(settled).toBe(true);
  });
});
