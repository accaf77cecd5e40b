import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FileTokenStore } from "../../src/credentials/file-token-store.ts";

const LAMPS = { driverKey: "LAMPS", instanceId: "lamps:1" };
let folder = "";

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "hos-token-")), "state", "drivers");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(join(folder, "..", ".."), { recursive: true, force: true });
});

describe("FileTokenStore", () => {
  it("gives back what it keeps, also to the next process", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    expect(await store.load()).toBeUndefined();
    await store.save("hosd_1_secret");
    await store.save("hosd_2_secret");
    expect(await new FileTokenStore(LAMPS, folder).load()).toBe("hosd_2_secret");
  });

  it("keeps it in one file with a plain name that only its user can read, in a folder that only its user can list", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.save("hosd_1_secret");
    await store.save("hosd_2_secret");
    expect(await readdir(folder)).toEqual(["LAMPS-lamps%3A1.token"]);
    expect(store.location).toBe(join(folder, "LAMPS-lamps%3A1.token"));
    expect((await stat(store.location)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readFile(store.location, "utf8")).toBe("hosd_2_secret\n");
  });

  it("makes nothing before there is a token to keep", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.load();
    await store.clear();
    await expect(stat(folder)).rejects.toThrow("ENOENT");
  });

  it("forgets it", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.save("hosd_1_secret");
    await store.clear();
    await store.clear();
    expect(await store.load()).toBeUndefined();
  });

  it("does not write into a file that somebody put in its way", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.save("hosd_1_secret");
    await writeFile(`${store.location}.new`, "old", { mode: 0o644 });
    await chmod(`${store.location}.new`, 0o644);
    await store.save("hosd_2_secret");
    expect((await stat(store.location)).mode & 0o777).toBe(0o600);
  });

  it("takes an empty file for none", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.save(" ");
    expect(await store.load()).toBeUndefined();
  });

  it("says when the file cannot be read", async () => {
    const store = new FileTokenStore(LAMPS, folder);
    await store.save("x");
    const below = new FileTokenStore(LAMPS, store.location);
    await expect(below.load()).rejects.toThrow("ENOTDIR");
  });

  it("is in HOS_DRIVER_STATE_DIR where no folder is named, else in the home of the user", () => {
    vi.stubEnv("HOS_DRIVER_STATE_DIR", folder);
    expect(new FileTokenStore(LAMPS).location).toBe(join(folder, "LAMPS-lamps%3A1.token"));
    vi.stubEnv("HOS_DRIVER_STATE_DIR", "");
    expect(new FileTokenStore(LAMPS).location).toBe(join(homedir(), ".hos", "drivers", "LAMPS-lamps%3A1.token"));
  });
});
