import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { FakeLiveHub } from "./support/fake-live-hub.ts";
import { snapshot } from "./support/live-setup.ts";

const APP = fileURLToPath(new URL("support/short-lived-app.ts", import.meta.url));

describe("HosClient", () => {
  it("lets the process end once it is closed", async () => {
    await using hub = await FakeLiveHub.listen();
    const running = promisify(execFile)(process.execPath, ["--conditions=@hos/source", APP, hub.url], {
      timeout: 20_000,
    });
    const [side, outcome] = await Promise.all([
      hub.connection(20_000).then((connected) => {
        connected.snapshot(snapshot());
        return connected;
      }),
      running,
    ]);
    expect(outcome.stdout).toBe("closed");
    expect(side.handshake.coalesce).toBe(true);
  }, 30_000);
});
