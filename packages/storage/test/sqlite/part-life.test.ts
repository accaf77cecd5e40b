import { describe, expect, it } from "vitest";
import { PartLife } from "../../src/sqlite/part-life.ts";

describe("PartLife", () => {
  it("closes when all that was asked is done, however it ended", async () => {
    const life = new PartLife();
    const [good, bad] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const asked = [life.run(() => good.promise), life.run(() => bad.promise)];
    const outcomes = Promise.allSettled(asked);
    const done: string[] = [];
    const closed = life.close().then(() => done.push("closed"));
    good.resolve("good");
    await asked[0];
    expect(done).toEqual([]);
    bad.reject(new Error("bad"));
    await closed;
    expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("asks for nothing once it is closed", async () => {
    const life = new PartLife();
    await life.close();
    await life.close();
    let asked = false;
    const refused = life.run(() => {
      asked = true;
      return Promise.resolve();
    });
    await expect(refused).rejects.toMatchObject({ code: "CLOSED" });
    expect(asked).toBe(false);
  });
});
