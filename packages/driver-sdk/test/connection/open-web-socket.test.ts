import { once } from "node:events";
import { createServer } from "node:http";
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

  it.each([
    [404, "It was answered with HTTP 404: the path of wsUrl is that of the hub's driver endpoint, /driver."],
    [503, "It was answered with HTTP 503."],
  ])("says what to do about an HTTP status %i", async (status, reason) => {
    await using server = createServer((_, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await closeOf(`ws://127.0.0.1:${port}/`)).toEqual({ code: 1006, reason });
  });
});
