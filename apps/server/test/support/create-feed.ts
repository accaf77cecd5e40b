import type { LiveFilter } from "@hos/protocol/live";
import { type Logger, silentLogger } from "@hos/runtime";
import { LiveFeed, type LiveSource } from "../../src/live/live-feed.ts";
import type { LiveReach } from "../../src/live/live-reach.ts";
import { createHome } from "./home.ts";
import { EVERYTHING } from "./principals.ts";
import { RecordingClient } from "./recording-client.ts";
import { RecordingCodec } from "./recording-codec.ts";

interface FeedOptions {
  readonly historySize?: number;
  readonly backlogBytes?: number;
  readonly logger?: Logger;
}

/** A live feed of a home without drivers, and clients that keep what they are told. */
export function createFeed({ historySize, backlogBytes = 1 << 20, logger = silentLogger }: FeedOptions = {}) {
  const home = createHome({ ...(historySize !== undefined && { historySize }) });
  const { clock } = home;
  const feed = new LiveFeed(home as unknown as LiveSource, { clock, logger, backlogBytes, stallMs: 60_000 });
  const codec = new RecordingCodec();
  const join = (request: { filter?: LiveFilter; since?: string; reach?: LiveReach } = {}, form = codec) => {
    const client = new RecordingClient(form);
    return { client, leave: feed.join(client, { reach: EVERYTHING, ...request }) };
  };
  return { ...home, feed, codec, join };
}
