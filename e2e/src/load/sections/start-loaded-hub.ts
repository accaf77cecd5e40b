import { HubRun, type HubRunOptions } from "../hub/hub-run.ts";

const ADMIN_TOKEN = "reliability-admin-token-0123456789-0123456789";

/** A hub as it comes, but for its address and a quiet log. */
export async function startLoadedHub(options: Partial<HubRunOptions> = {}): Promise<HubRun> {
  return await HubRun.start({ adminToken: ADMIN_TOKEN, ...options, env: { HOS_LOG_LEVEL: "warn", ...options.env } });
}
