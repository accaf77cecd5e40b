import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AccessControl } from "@hos/access";
import { silentLogger, systemClock } from "@hos/runtime";
import { ConfigStore } from "@hos/storage";
import { SqliteStorage, storageFilesIn } from "@hos/storage/sqlite";
import { type Environment, readDataDir } from "../config.ts";
import { RESTORE_POLICY } from "../restore-policy.ts";
import { CliFault } from "./cli-fault.ts";
import { withStoppedHub } from "./with-stopped-hub.ts";

/**
 * Does something with the people and tokens of a hub that does not run.
 *
 * A running hub holds them in memory and would not see the change, so that it has to be stopped.
 *
 * @throws {CliFault} when a hub runs, or never ran there.
 */
export async function withAccess<Result>(
  env: Environment,
  action: (access: AccessControl) => Promise<Result>,
): Promise<Result> {
  const folder = resolve(readDataDir(env));
  if (!existsSync(storageFilesIn(folder).database)) {
    throw new CliFault(`No hub ever ran on ${folder}; set HOS_DATA_DIR to the data folder of the hub.`);
  }
  const storage = await withStoppedHub(folder, () => SqliteStorage.open({ folder, restorePolicy: RESTORE_POLICY }));
  try {
    const config = new ConfigStore({ persistence: storage.documents, logger: silentLogger });
    await config.start();
    const access = new AccessControl({ config, clock: systemClock, logger: silentLogger });
    try {
      await access.start();
      return await action(access);
    } finally {
      await access.close();
    }
  } finally {
    await storage.close();
  }
}
