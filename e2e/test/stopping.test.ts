import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { runServer, ServerProcess } from "../src/server/server-process.ts";

const KINDS = ["client", "socket.io", "sse"] as const;

describe("a server that is told to stop", () => {
  // After five seconds it would give up with exit code 1.
  it.each(["SIGTERM", "SIGINT"] as const)(
    "by %s ends with exit code 0, says goodbye and answers what is under way",
    async (signal) => {
      await using server = await ServerProcess.start();
      await using driver = new DriverProcess();
      const plan = { driverKey: "LAMPS", instanceId: "lamps", devices: [light("lamp")], manner: "hold" as const };
      await driver.call("start", { ...plan, wsUrl: server.driverUrl });
      await server.device("lamp");
      await using clients = await ClientProcess.start(server.url, KINDS);
      const answering = server.rest.command("lamp", "turn_on", { timeoutMs: 60_000 });
      await driver.action();

      expect(await server.kill(signal)).toBe(0);

      expect(await answering).toMatchObject({ status: 503, body: { code: "HUB_STOPPING" } });
      const { disconnection } = await driver.find("disconnected");
      expect(disconnection).toMatchObject({ code: 1001, willReconnect: true });
      for (const kind of KINDS) {
        await clients.happenings.find(
          `The end of ${kind}`,
          (happening) => happening.name === kind && "ended" in happening,
        );
        expect(clients.eventsOf(kind).map(({ event }) => event)).not.toContain("DEVICE_AVAILABILITY");
      }
      expect(server.run.err.all.filter((line) => /"level":(?:40|50|60)/.test(line))).toEqual([
        expect.stringContaining("Nobody can log in yet"),
      ]);
    },
  );
});

describe("a server that cannot start", () => {
  it("says in one line that its port is taken, ends with exit code 1, and leaves the other one alone", async () => {
    await using server = await ServerProcess.start();
    await using second = runServer({
      PORT: String(server.port),
      HOS_DATA_DIR: join(server.dataDir, "second"),
      HOS_LOG_LEVEL: "warn",
    });
    expect(await second.ended).toBe(1);
    expect(second.out.all).toEqual([]);
    expect(second.err.all).toEqual([
      `PORT=${server.port} is taken by another program on 127.0.0.1: stop it, or set another PORT.`,
    ]);
    expect(await server.rest.get("/devices")).toMatchObject({ status: 200 });
  });

  it.each([
    [{ PORT: "eighty" }, /^PORT="eighty" must be a whole number from 0 to 65535\.$/],
    [{ DRIVER_WS_PORT: "70000" }, /^DRIVER_WS_PORT="70000" must be /],
    [{ HOS_GRACE_MS: "-1" }, /^HOS_GRACE_MS="-1" must be /],
    [{ HOS_LOG_LEVEL: "loud" }, /^HOS_LOG_LEVEL="loud" must be one of /],
    [{ HOS_DATA_DIR: "/dev/null" }, /^HOS_DATA_DIR="\/dev\/null" must be a directory/],
  ])("because of %j says so in one line and ends with exit code 78", async (env, line) => {
    await using run = runServer(env);
    expect(await run.ended).toBe(78);
    expect(run.out.all).toEqual([]);
    expect(run.err.all).toEqual([expect.stringMatching(line)]);
  });
});

describe("a server with a port for drivers", () => {
  it("serves drivers there and nowhere else", async () => {
    await using server = await ServerProcess.start({ PORT: "0", DRIVER_WS_PORT: await freePort() });
    expect(new URL(server.driverUrl).port).not.toBe(new URL(server.url).port);
    await using driver = new DriverProcess();
    const plan = { driverKey: "LAMPS", instanceId: "lamps", devices: [light("lamp")] };
    await driver.call("start", { ...plan, wsUrl: server.driverUrl });
    await server.device("lamp");
    expect(await server.rest.command("lamp", "turn_on")).toMatchObject({ status: 200 });
    expect(
      (await fetch(`${server.driverUrl.replace("ws:", "http:").replace("/driver", "")}/v1/os/devices`)).status,
    ).toBe(404);
  });
});

async function freePort(): Promise<string> {
  await using server = await ServerProcess.start();
  return String(server.port);
}
