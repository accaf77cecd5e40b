import { type Finding, fail, ok } from "./finding.ts";

const LEAST = [22, 13] as const;

/** Whether the version of Node can run the hub. @param version `process.versions.node` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
  return enough
    ? ok(`Node ${version}.`)
    : fail(`Node ${version} is too old.`, `Install Node ${LEAST.join(".")} or newer.`);
}
