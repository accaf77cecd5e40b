import { readFileSync } from "node:fs";
import { CONFIG_VARIABLES } from "@hos/server";
import { describe, expect, it } from "vitest";
import { readCompose, toRunOptions } from "./support/compose-options.ts";

const services = Object.entries(readCompose());
const dockerfile = readFileSync(new URL("../Dockerfile", import.meta.url), "utf8");

describe("compose.yaml", () => {
  it.each(services)("shuts %s in", (_, service) => {
    expect(service).toMatchObject({
      restart: "unless-stopped",
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      pids_limit: expect.any(Number) as number,
      mem_limit: expect.any(String) as string,
      cpus: expect.any(Number) as number,
      logging: { options: { "max-size": "10m", "max-file": "3" } },
    });
    expect(service).not.toHaveProperty("privileged");
    expect(service).not.toHaveProperty("network_mode");
  });

  it("starts the hub alone unless it is asked for more", () => {
    const always = services.filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(["hub"]);
  });

  it("sets what the hub reads, and builds what the Dockerfile has", () => {
    const hub = readCompose()["hub"];
    expect(Object.keys(hub?.environment ?? {}).filter((name) => !Object.hasOwn(CONFIG_VARIABLES, name))).toEqual([]);
    const targets = services.flatMap(([, { build }]) => (build === undefined ? [] : [build.target]));
    expect(targets.filter((target) => !dockerfile.includes(` AS ${target}\n`))).toEqual([]);
  });

  it("gives a driver its credential as a file", () => {
    expect(readCompose()["driver"]).toMatchObject({
      secrets: ["driver-token"],
      environment: { HOS_TOKEN_FILE: "/run/secrets/driver-token" },
    });
  });

  it("is what the image is tested with", () => {
    expect(toRunOptions(readCompose()["hub"] ?? {}, "test").join(" ")).toBe(
      "--read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp:size=16m --pids-limit 256" +
        " --memory 512m --cpus 2 --hostname hub --volume test-hub:/data --env HOS_MDNS=off --env HOS_LOG_LEVEL=info",
    );
  });
});
