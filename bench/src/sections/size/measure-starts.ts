import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ServerCommand } from "../../contenders/contender.ts";
import { hosCommand } from "../../contenders/hos.ts";
import { median } from "../../report/median.ts";
import { findFreePort } from "../../servers/find-free-port.ts";
import { createFolder, removeFolder } from "../../servers/folders.ts";
import { measureStart, type Start } from "../../servers/measure-start.ts";
import type { SizePlan } from "./size-plan.ts";

/** What starts of one kind came to. */
export interface StartFigures {
  readonly what: "built" | "sources";
  /** The first start of all. */
  readonly firstReadyMs: number;
  /** The median of all. */
  readonly readyMs: number;
  readonly idleRssBytes: number;
}

const BUILT = fileURLToPath(new URL("../../../../apps/server/bundle/hos-server.js", import.meta.url));
const TOKEN = "bench-admin-token-0123456789-0123456789-0123456789";

/**
 * Starts the hub on an empty folder again and again: from its sources, and built, as it is shipped, where it is built. Node
 * keeps what it compiled, as it does for all who run the hub; the first start of all has nothing of it.
 */
export async function measureStarts({ starts, idleMs }: SizePlan): Promise<readonly StartFigures[]> {
  const kinds = existsSync(BUILT) ? (["built", "sources"] as const) : (["sources"] as const);
  const results = kinds.map((): Start[] => []);
  const cache = createFolder();
  for (let count = 0; count < starts; count += 1) {
    for (const [index, what] of kinds.entries()) {
      const folder = createFolder();
      const { env, ...command } = hosCommand({ port: await findFreePort(), folder, token: TOKEN });
      const cached = { ...command, env: { ...env, NODE_COMPILE_CACHE: cache } };
      // Memory is looked at once; the others need not wait for it.
      const start = await measureStart(what === "built" ? asBuilt(cached) : cached, count === starts - 1 ? idleMs : 0);
      results[index]?.push(start);
      removeFolder(folder);
    }
  }
  removeFolder(cache);
  return kinds.map((what, index) => ({
    what,
    firstReadyMs: results[index]?.[0]?.readyMs ?? Number.NaN,
    readyMs: median((results[index] ?? []).map(({ readyMs }) => readyMs)),
    idleRssBytes: results[index]?.at(-1)?.rssBytes ?? Number.NaN,
  }));
}

function asBuilt(command: ServerCommand): ServerCommand {
  return { ...command, args: [BUILT] };
}
