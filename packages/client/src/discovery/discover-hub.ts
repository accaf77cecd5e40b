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

/** How hubs are looked for: `discover` of `@hos/discovery`. */
export type Discover = (options: {
  readonly limit: number;
  readonly timeoutMs: number;
  readonly name?: string;
  readonly signal?: AbortSignal;
}) => Promise<readonly { readonly url: string }[]>;

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * Says where the hub is: the URL that was given, else that of the first hub that answers by multicast DNS. Node only.
 *
 * @throws {ConnectionError} HUB_NOT_FOUND
 *
 * @example
 * const client = new HosClient({ url: await discoverHub({ url: process.env.HOS_URL }) });
 */
export async function discoverHub(
  { url, name, timeoutMs = DEFAULT_TIMEOUT_MS, signal }: DiscoverHubOptions = {},
  load: () => Promise<Discover> = loadDiscover,
): Promise<string> {
  if (url !== undefined && url !== "") return url;
  const discover = await load();
  const [hub] = await discover({
    limit: 1,
    timeoutMs,
    ...(name !== undefined && { name }),
    ...(signal !== undefined && { signal }),
  });
  if (hub !== undefined) return hub.url;
  const who = name === undefined ? "No hub" : `No hub of the name ${JSON.stringify(name)}`;
  throw new ConnectionError(
    "HUB_NOT_FOUND",
    `${who} answered on this network within ${timeoutMs} ms: give url, as http://192.168.1.10:8080.`,
  );
}

// Optional: an app that is told where its hub is needs no multicast.
async function loadDiscover(): Promise<Discover> {
  try {
    const { discover } = await import("@hos/discovery");
    return discover;
  } catch (cause) {
    throw new ConnectionError("HUB_NOT_FOUND", "To look for a hub, install @hos/discovery; or give url.", { cause });
  }
}
