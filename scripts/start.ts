/** `pnpm start`: the hub, a simulated home and this machine's sensors, until Ctrl-C. */
import { createInterface } from "node:readline";
import { ChildGroup } from "./lib/child-group.ts";
import { ensureTokenFile } from "./lib/ensure-token-file.ts";
import { root } from "./lib/steps.ts";
import { watchLaunchers } from "./lib/watch-launchers.ts";

/** What the hub says when it is ready: its address, that of the drivers, and who reaches it. */
const READY = /^HOS is ready at (\S+), drivers at (\S+) (\(.*\))/;
/** As it stands in the lines to try, which are for the root of the clone. */
const TOKEN_FILE = ".hos/token";

/** As the image and the service have it: docs/performance.md. */
const HUB_NODE_OPTIONS = `--max-semi-space-size=4 --expose-gc ${process.env["NODE_OPTIONS"] ?? ""}`;

const children = new ChildGroup((exitCode) => void stop(exitCode));

// Asked twice, it stops waiting.
async function stop(exitCode: number): Promise<void> {
  if (children.stopping) process.exit(exitCode);
  await children.stop();
  process.exit(exitCode);
}

function startDrivers(wsUrl: string): void {
  for (const example of ["simulated-home", "host-monitor"]) {
    const driver = children.run(`examples/${example}/src/main.ts`, { HOS_WS_URL: wsUrl });
    driver.stdout?.pipe(process.stdout);
  }
}

function explain(url: string, reach: string): string {
  const credential = `-H "authorization: Bearer $(cat ${tokenFile})"`;
  return `
HOS is live on ${url} ${reach}

  list      curl ${credential} ${url}/app/os/devices
  command   curl ${credential} ${url}/app/os/devices/demo-lamp/command -H 'content-type: application/json' -d '{"command":"toggle"}'
  watch     curl -N ${credential} ${url}/app/os/events

Ctrl-C stops everything.
`;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// Nobody reads any more, as after `| head`.
process.stdout.on("error", () => void stop(0));
watchLaunchers(() => void stop(1));

const tokenFile = process.env["HOS_ADMIN_TOKEN_FILE"] ?? TOKEN_FILE;
if (tokenFile === TOKEN_FILE) ensureTokenFile(`${root}/${TOKEN_FILE}`);

// Only this hub's own word counts: another one may have the port, and its drivers must be left alone.
const hub = children.run("apps/server/src/main.ts", {
  NODE_OPTIONS: HUB_NODE_OPTIONS,
  NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? ".hos/cache",
  HOS_ADMIN_TOKEN_FILE: tokenFile,
  HOS_DATA_DIR: process.env["HOS_DATA_DIR"] ?? ".hos/home",
  HOS_LOG_LEVEL: process.env["HOS_LOG_LEVEL"] ?? "warn",
  HOS_LOG_FORMAT: process.env["HOS_LOG_FORMAT"] ?? "pretty",
});
if (hub.stdout !== null) {
  createInterface(hub.stdout).on("line", (line) => {
    const [, url, wsUrl, reach] = READY.exec(line) ?? [];
    if (url === undefined || wsUrl === undefined || reach === undefined) {
      console.log(line);
      return;
    }
    console.log(explain(url, reach));
    startDrivers(wsUrl);
  });
}
