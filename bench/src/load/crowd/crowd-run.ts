import { readRssBytes } from "../../machine/read-rss-bytes.ts";
import { findProtocol } from "../../protocols/find-protocol.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import { type HomeSize, openHome } from "../open-home.ts";
import { waitMs } from "../wait-ms.ts";

/** Many drivers and many clients, all of them quiet. */
export interface CrowdJob extends HomeSize {
  readonly target: Target;
  readonly serverPid: number;
  readonly clients: number;
  /** How long they are left alone. */
  readonly idleMs: number;
}

/** What came out of a {@link CrowdJob}. */
export interface CrowdResult {
  /** Of the server, with all of them connected. */
  readonly rssBytes: number;
}

/** Does a {@link CrowdJob}. */
export async function runCrowd(job: CrowdJob): Promise<CrowdResult> {
  await openHome(job.target, job);
  const protocol = findProtocol("hos-coalesced");
  for (let index = 0; index < job.clients; index += 1) await protocol.openSubscriber(job.target, () => {});
  await waitMs(job.idleMs);
  return { rssBytes: readRssBytes(job.serverPid) };
}
