import { describe, expect, it } from "vitest";
import { openWebSocket } from "../../src/connection/open-web-socket.ts";

function closeOf(url: string): Promise<{ readonly code: number; readonly reason: string }> {
  const { promise, resolve } = Promise.withResolvers<{ readonly code: number; readonly reason: string }>();
  openWebSocket(url, {
    opened() {},
    received() {},
    alive() {},
    flushed() {},
    closed: (code, reason) => resolve({ code, reason }),
  });
  return promise;
}

describe("openWebSocket", () => {
  it.each(["ws://127.0.0.1:1/driver", "ws://localhost:1/driver"])("says why %s could not be reached", async (url) => {
    expect(await closeOf(url)).toEqual({ code: 1006, reason: expect.stringContaining("ECONNREFUSED") });
  });
});
