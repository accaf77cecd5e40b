import { describe, expect, it } from "vitest";
import { findHub, type FoundHub } from "@hos/discovery";

const HUB: FoundHub = {
  name: "attic",
  host: "attic.local",
  port: 8080,
  addresses: ["192.168.1.5"],
  url: "http://192.168.1.5:8080",
  wsUrl: "ws://192.168.1.5:8080/driver",
  txt: {},
};

describe("findHub", () => {
  it("takes the first hub that answers", async () => {
    const asked: unknown[] = [];
    const search = (options: unknown) => {
      asked.push(options);
      return Promise.resolve([HUB]);
    };
    const { signal } = new AbortController();
    expect(await findHub({ name: "attic", timeoutMs: 10, signal }, search)).toEqual({ hub: HUB });
    expect(await findHub({}, search)).toEqual({ hub: HUB });
    expect(asked).toEqual([
      { limit: 1, name: "attic", timeoutMs: 10, signal },
      { limit: 1, timeoutMs: 5000 },
    ]);
  });

  it("says who did not answer", async () => {
    expect(await findHub({ timeoutMs: 10 }, findNone)).toEqual({
      fault: "No hub answered on this network within 10 ms",
    });
    expect(await findHub({ name: "attic" }, findNone)).toEqual({
      fault: 'No hub of the name "attic" answered on this network within 5000 ms',
    });
  });
});

function findNone(): Promise<readonly FoundHub[]> {
  return Promise.resolve([]);
}
