import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { DriverIdentity } from "@hos/protocol";
import type { TokenStore } from "./token-store.ts";

/** Only the user that the driver runs as may read them. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Keeps the token of a driver in a small file of its own, `<driverKey>-<instanceId>.token`, which only the user that it
 * runs as can read. The folder is made when there is a token to keep.
 */
export class FileTokenStore implements TokenStore {
  readonly location: string;
  readonly #folder: string;

  /** @param folder @default `HOS_DRIVER_STATE_DIR` of the environment, else `.hos/drivers` in the home of the user */
  constructor({ driverKey, instanceId }: DriverIdentity, folder: string = defaultFolder()) {
    this.#folder = folder;
    // A colon is no part of a file name everywhere.
    this.location = join(folder, `${driverKey}-${instanceId.replaceAll(":", "%3A")}.token`);
  }

  async load(): Promise<string | undefined> {
    try {
      const text = await readFile(this.location, "utf8");
      return text.trim() === "" ? undefined : text.trim();
    } catch (fault) {
      if (isMissing(fault)) return undefined;
      throw fault;
    }
  }

  async save(token: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: FOLDER_MODE });
    // A new file in the place of the old one: a crash leaves one of the two, and never a half.
    const fresh = `${this.location}.new`;
    await rm(fresh, { force: true });
    await writeFile(fresh, `${token}\n`, { mode: FILE_MODE, flag: "wx" });
    await rename(fresh, this.location);
  }

  async clear(): Promise<void> {
    await rm(this.location, { force: true });
  }
}

function defaultFolder(): string {
  const named = process.env["HOS_DRIVER_STATE_DIR"];
  return named === undefined || named === "" ? join(homedir(), ".hos", "drivers") : named;
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ENOENT";
}
