import { ConnectionError } from "../errors/connection-error.ts";

/** Where to look for the hub. */
export interface DiscoverHubOptions {
  /** Where the hub is known to be: taken as it is, nothing is looked for. Empty counts as not given. */
  readonly url?: string | undefined;
  /** Only the hub of this name. @default the first that answers */
  readonly name?: string | undefined;
  /** How long to look, milliseconds. @default 5000 */
  readonly timeoutMs?: number | undefined;
  /** Ends the search early. */
  readonly signal?: AbortSignal | undefined;
}

/** How the hub is looked for: `findHub` of `@hos/discovery`, which need not be installed. */
export type FindHub = (
  options: Omit<DiscoverHubOptions, "url">,
) => Promise<
  | { readonly hub: { readonly url: string }; readonly fault?: undefined }
  | { readonly hub?: undefined; readonly fault: string }
>;

/**
 * Says where the hub is: the URL that was given, else that of the first hub that answers by multicast DNS. Node only.
 *
 * @throws {ConnectionError} HUB_NOT_FOUND
 *
 * @example
 * const client = new HosClient({ url: await discoverHub({ url: process.env.HOS_URL }) });
 */
export async function discoverHub(
  { url, ...options }: DiscoverHubOptions = {},
  load: () => Promise<FindHub> = loadFindHub,
): Promise<string> {
  if (url !== undefined && url !== "") return url;
  const findHub = await load();
  const { hub, fault } = await findHub(options);
  if (hub !== undefined) return hub.url;
  throw new ConnectionError("HUB_NOT_FOUND", `${fault}: give url, as http://192.168.1.10:8080.`);
}

// Optional: an app that is told where its hub is needs no multicast.
async function loadFindHub(): Promise<FindHub> {
  try {
    const { findHub } = await import("@hos/discovery");
    return findHub;
  } catch (cause) {
    throw new ConnectionError("HUB_NOT_FOUND", "To look for a hub, install @hos/discovery; or give url.", { cause });
  }
}
