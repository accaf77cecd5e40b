import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../machine/find-program.ts";
import type { Contender } from "./contender.ts";

const LOOPBACK = "127.0.0.1";

/** Message brokers of this machine, each with its own defaults but for what the name says. */
export function findBrokers(): readonly Contender[] {
  return [mosquitto(false), mosquitto(true), nats(), redis()];
}

function mosquitto(noDelay: boolean): Contender {
  const program = findProgram("mosquitto");
  return {
    id: noDelay ? "mosquitto-nodelay" : "mosquitto",
    name: noDelay ? "Mosquitto, TCP_NODELAY" : "Mosquitto",
    protocol: "mqtt",
    version: program && versionOf(program, ["-h"], /version (\S+)/),
    command: ({ port, folder }) => {
      const file = join(folder, "mosquitto.conf");
      const lines = [`listener ${port} ${LOOPBACK}`, "allow_anonymous true", `set_tcp_nodelay ${String(noDelay)}`];
      writeFileSync(file, `${lines.join("\n")}\n`);
      return { file: program ?? "mosquitto", args: ["-c", file] };
    },
  };
}

function nats(): Contender {
  const program = findProgram("nats-server");
  return {
    id: "nats",
    name: "NATS",
    protocol: "nats",
    version: program && versionOf(program, ["--version"], /v([\d.]+)/),
    command: ({ port }) => ({ file: program ?? "nats-server", args: ["-a", LOOPBACK, "-p", String(port)] }),
  };
}

function redis(): Contender {
  const program = findProgram("redis-server");
  return {
    id: "redis",
    name: "Redis pub/sub",
    protocol: "redis",
    version: program && versionOf(program, ["--version"], /v=(\S+)/),
    command: ({ port, folder }) => ({
      file: program ?? "redis-server",
      args: ["--port", String(port), "--bind", LOOPBACK, "--dir", folder, "--save", "", "--appendonly", "no"],
    }),
  };
}

/** Mosquitto prints its help and fails, so that the exit code says nothing. */
function versionOf(program: string, args: readonly string[], pattern: RegExp): string {
  const { stdout } = spawnSync(program, args, { encoding: "utf8" });
  return pattern.exec(stdout)?.[1] ?? "of unknown version";
}
