import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { FakeHub } from "../../src/testing/fake-hub.ts";

const example = fileURLToPath(new URL("lamp-driver.ts", import.meta.url));
const readme = fileURLToPath(new URL("../../README.md", import.meta.url));

describe("README.md", () => {
  it("shows the example that is compiled and run here, in 40 lines or less", async () => {
    const code = await readFile(example, "utf8");
    expect(await readFile(readme, "utf8")).toContain(`\`\`\`ts\n${code}\`\`\``);
    expect(code.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
  });

  it("shows a driver that works, and ends by itself when it is told to", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 10_000 });
    const child = spawn(process.execPath, ["--conditions=@hos/source", example], {
      env: { ...process.env, HOS_WS_URL: hub.url },
      stdio: "ignore",
    });
    try {
      const lamp = "readme-lamp-001:lamp";
      await hub.nextEvent("STATE_UPDATE", lamp);
      expect(hub.device(lamp)?.state).toEqual({ power: false, brightness: 50 });
      expect(await hub.act(lamp, "set_brightness", { brightness: 60 })).toMatchObject({ success: true });
      expect(await hub.act(lamp, "set_brightness", {})).toMatchObject({ success: false });
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
      expect(hub.device(lamp)?.state).toEqual({ power: false, brightness: 60 });
      expect(hub.rejections).toEqual([]);
    } finally {
      child.kill("SIGKILL");
    }
  }, 20_000);
});
