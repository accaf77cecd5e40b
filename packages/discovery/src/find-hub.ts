import { discover, type DiscoverOptions } from "./discover.ts";
import type { FoundHub } from "./hub-service.ts";

/** Which hub to look for, and how long. */
export interface FindHubOptions {
  /** Only the hub of this name. @default the first that answers */
  readonly name?: string | undefined;
  /** How long to look, milliseconds. @default 5000 */
  readonly timeoutMs?: number | undefined;
  /** Ends the search early. */
  readonly signal?: AbortSignal | undefined;
}

/** The hub that answered, or a sentence about none, without its end: what to do instead is the caller's to say. */
export type HubSearch =
  | { readonly hub: FoundHub; readonly fault?: undefined }
  | { readonly hub?: undefined; readonly fault: string };

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * Looks for one hub, and ends with the first answer. Never rejects.
 *
 * @param search takes the place of {@link discover} in tests.
 */
export async function findHub(
  { name, timeoutMs = DEFAULT_TIMEOUT_MS, signal }: FindHubOptions = {},
  search: (options: DiscoverOptions) => Promise<readonly FoundHub[]> = discover,
): Promise<HubSearch> {
  const [hub] = await search({
    limit: 1,
    timeoutMs,
    ...(name !== undefined && { name }),
    ...(signal !== undefined && { signal }),
  });
  if (hub !== undefined) return { hub };
  const who = name === undefined ? "No hub" : `No hub of the name ${JSON.stringify(name)}`;
  return { fault: `${who} answered on this network within ${timeoutMs} ms` };
}
