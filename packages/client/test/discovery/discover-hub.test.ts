import { describe, expect, it } from "vitest";
import { discoverHub, type FindHub } from "../../src/discovery/discover-hub.ts";

const HUB = "http://192.168.1.5:8080";

describe("discoverHub", () => {
  it("takes the URL that it is given, and looks for nothing", async () => {
    expect(await discoverHub({ url: HUB }, never)).toBe(HUB);
  });

  it("finds the first hub that answers, also where the URL is empty", async () => {
    const asked: unknown[] = [];
    const load = () => Promise.resolve(answer(asked, { hub: { url: HUB } }));
    expect(await discoverHub({ url: "", name: "attic", timeoutMs: 10 }, load)).toBe(HUB);
    expect(asked).toEqual([{ name: "attic", timeoutMs: 10 }]);
  });

  it("says what to do where no hub answers", async () => {
    await expect(discoverHub({ timeoutMs: 10 }, loadNone)).rejects.toMatchObject({
      code: "HUB_NOT_FOUND",
      message: expect.stringMatching(/^No hub answered on this network within 10 ms: give url, as/) as string,
    });
  });

  it("looks with @hos/discovery where that is installed", async () => {
    await expect(discoverHub({ timeoutMs: 1, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "HUB_NOT_FOUND",
      message: expect.stringContaining("No hub answered") as string,
    });
  });
});

function answer(asked: unknown[], search: Awaited<ReturnType<FindHub>>): FindHub {
  return (options) => {
    asked.push(options);
    return Promise.resolve(search);
  };
}

function loadNone(): Promise<FindHub> {
  return Promise.resolve(answer([], { fault: "No hub answered on this network within 10 ms" }));
}

function never(): never {
  throw new Error("Nothing is to be looked for.");
}
