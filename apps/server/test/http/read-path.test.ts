import { assert, asyncProperty, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { startTestServer } from "../support/test-server.ts";

/** As a client writes an id into a path. */
function encode(id: string): string {
  return id === "." || id === ".." ? id.replaceAll(".", "%252E") : encodeURIComponent(id);
}

describe("an id in the path", () => {
  it.each([
    ".",
    "..",
    "...",
    "%",
    "%2F",
    "a/b",
    "a?b#c",
    " ",
    "\u00e4\ud83d\ude00",
    "__proto__",
    "\\",
    "command",
    "by-id",
  ])("%j finds its device, over a real connection", async (id) => {
    await using home = await startTestServer();
    await home.announce(id);
    const response = await home.fetch(`/v1/os/devices/${encode(id)}`);
    expect([response.status, await response.json()]).toMatchObject([200, { id }]);
  });

  it("takes whatever a device may be called", async () => {
    await using home = await startTestServer();
    const ids = string({ unit: "binary", minLength: 1, maxLength: 20 }).filter(
      // oxlint-disable-next-line no-control-regex -- Ids have none.
      (id) => !/[\u0000-\u001f\u007f-\u009f]|%2e/i.test(id) && id.isWellFormed() && id.length <= 128,
    );
    await assert(
      asyncProperty(ids, async (id) => {
        await home.announce(id);
        const response = await home.fetch(`/v1/os/devices/${encode(id)}/command`, {
          method: "POST",
          body: '{"command":"turn_on"}',
          headers: { "content-type": "application/json" },
        });
        expect([id, response.status]).toEqual([id, 200]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(["%", "%zz", "%E0%A4%A", "%C0%80", "%ff"])("%s is answered in the error shape", async (path) => {
    await using home = await startTestServer();
    const response = await home.fetch(`/v1/os/devices/${path}`);
    expect([400, 404]).toContain(response.status);
    expect(await response.json()).toMatchObject({ ok: false, code: expect.any(String) });
  });
});
