import type { Row } from "./figures/row.ts";
import { catalogueFlood, frameFlood } from "./sections/frame-flood.ts";
import { fullDisk } from "./sections/full-disk.ts";
import { greedyClient } from "./sections/greedy-client.ts";
import { idleSockets } from "./sections/idle-sockets.ts";
import { loginFlood } from "./sections/login-flood.ts";
import { reconnectStorm } from "./sections/reconnect-storm.ts";
import type { Section } from "./sections/section.ts";
import { slowBodies, slowFrames, slowHeads, slowUpgrades } from "./sections/slow-requests.ts";

const SECTIONS: readonly Section[] = [
  idleSockets,
  slowHeads,
  slowBodies,
  slowUpgrades,
  slowFrames,
  reconnectStorm,
  frameFlood,
  catalogueFlood,
  loginFlood,
  greedyClient,
  fullDisk,
];

/**
 * Runs what is asked for, one after the other, and tells the rows of a table in Markdown.
 *
 * @returns whether all is as it has to be.
 */
export async function runReliability(only: readonly string[], tell: (line: string) => void): Promise<boolean> {
  const chosen = SECTIONS.filter(({ key }) => only.length === 0 || only.includes(key));
  if (chosen.length === 0) throw new TypeError(`There is no section ${only.join(", ")}.`);
  let good = true;
  for (const section of chosen) {
    tell(`\n**${section.title}** (\`--only ${section.key}\`)\n\n| what | figure |\n| --- | --- |`);
    const rows = await tryOut(section);
    for (const { what, figure, complaint } of rows) {
      tell(`| ${what} | ${figure}${complaint === undefined ? "" : ` **${complaint}**`} |`);
      if (complaint !== undefined) good = false;
    }
  }
  return good;
}

async function tryOut(section: Section): Promise<readonly Row[]> {
  try {
    return await section.run();
  } catch (fault) {
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    return [{ what: "it could not be tried", figure: text.replaceAll("\n", " "), complaint: "failed" }];
  }
}
