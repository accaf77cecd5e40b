import { type Logger, silentLogger, systemClock } from "@hos/runtime";
import type { DiscoveryOptions } from "./discovery-options.ts";
import { type FoundHub, HUB_SERVICE_TYPE } from "./hub-service.ts";
import { listMulticastLinks, type MulticastLink } from "./net/multicast-link.ts";
import { MDNS_PORT } from "./net/open-multicast-socket.ts";
import { openResponder, type Responder, type ResponderOptions } from "./net/open-responder.ts";
import { type ServiceAnswer, toFoundHub } from "./to-found-hub.ts";

/** How long to look, and for whom. */
export interface DiscoverOptions extends DiscoveryOptions {
  /** How long to look, milliseconds. @default 3000 */
  readonly timeoutMs?: number;
  /** Stop as soon as so many hubs were found. @default look for all of `timeoutMs` */
  readonly limit?: number;
  /** Only the hub of this name. */
  readonly name?: string;
  /** Stops the search; what was found by then is the answer. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 3000;
// A question may be lost on a wireless network: RFC 6762 section 5.2 asks again after 1 s, then at twice the interval.
const ASK_AGAIN_MS = 1000;

/**
 * Looks for hubs on the local networks with multicast DNS.
 *
 * Never rejects: a machine without multicast finds none, and the log says why.
 *
 * @returns the hubs in the order in which they answered; none is a usual answer.
 */
export async function discover(options: DiscoverOptions = {}): Promise<readonly FoundHub[]> {
  const { links = listMulticastLinks, port = MDNS_PORT, logger = silentLogger, clock = systemClock } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, limit = Number.POSITIVE_INFINITY, name, signal } = options;
  const found = new Map<string, FoundHub>();
  const enough = Promise.withResolvers<void>();
  const cancel = clock.setTimeout(enough.resolve, timeoutMs);
  const stop = () => enough.resolve();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();

  const add = (answer: ServiceAnswer) => {
    const hub = toFoundHub(answer);
    if (hub === undefined || (name !== undefined && hub.name !== name)) return;
    if (!found.has(hub.name)) found.set(hub.name, hub);
    if (found.size >= limit) enough.resolve();
  };
  const responders = await openAll(links, { port, logger });
  const searches = responders.map(({ dnsSd }) => dnsSd.find({ type: HUB_SERVICE_TYPE }, add));
  let delayMs = ASK_AGAIN_MS;
  const askAgain = () => {
    for (const search of searches) search.update();
    delayMs *= 2;
    stopAsking = clock.setTimeout(askAgain, delayMs);
  };
  let stopAsking = clock.setTimeout(askAgain, delayMs);

  await enough.promise;
  cancel();
  stopAsking();
  signal?.removeEventListener("abort", stop);
  for (const search of searches) search.stop();
  await Promise.all(responders.map((responder) => responder.close()));
  return [...found.values()];
}

async function openAll(list: () => readonly MulticastLink[], options: ResponderOptions): Promise<readonly Responder[]> {
  const links = readLinks(list, options.logger);
  const opened = await Promise.allSettled(links.map((link) => openResponder(link, options)));
  return opened.flatMap((result, index) => {
    if (result.status === "fulfilled") return [result.value];
    options.logger.debug("A network does not take multicast.", { link: links[index]?.interface, err: result.reason });
    return [];
  });
}

function readLinks(list: () => readonly MulticastLink[], logger: Logger): readonly MulticastLink[] {
  try {
    return list();
  } catch (error) {
    logger.debug("The networks of this machine cannot be listed.", { err: error });
    return [];
  }
}
