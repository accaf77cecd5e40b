import { statfs } from "node:fs/promises";
import type { Sensor } from "./sensor.ts";
import { toPercent } from "./to-percent.ts";

/** The file system that holds a folder. */
export class DiskSensor implements Sensor {
  readonly key: string;
  readonly name: string;
  readonly units = { used: "%", usedBytes: "B", totalBytes: "B" };
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.name = `Disk ${path}`;
    this.key = ["disk", ...path.split(/[^a-zA-Z0-9]+/).filter(Boolean)].join("-");
  }

  async read() {
    const { blocks, bfree, bavail, bsize } = await statfs(this.#path);
    const usedBlocks = blocks - bfree;
    // Like df: blocks kept for root are neither used nor available.
    return {
      used: toPercent(usedBlocks, usedBlocks + bavail),
      usedBytes: usedBlocks * bsize,
      totalBytes: blocks * bsize,
    };
  }
}
