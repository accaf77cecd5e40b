import { spawnSync } from "node:child_process";

/** A Python 3 that has the library websockets; `undefined` where this machine has none. */
export function findPython(): string | undefined {
  // A Python that a person put on the PATH may hide the one that the system's packages belong to.
  return ["python3", "/usr/bin/python3"].find((python) => spawnSync(python, ["-c", "import websockets"]).status === 0);
}
