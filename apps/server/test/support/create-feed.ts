import type { LiveFilter } from "@hos/protocol/live";
import { silentLogger } from "@hos/runtime";
import { LiveFeed, type LiveSource } from "../../src/live/live-feed.ts";
import type { LiveReach } from "../../src/live/live-reach.ts";
import { createHome } from "./home.ts";
import { EVERYTHING } from "./principals.ts";
import { RecordingChannel, RecordingClient } from "./recording-client.ts";

/** A live feed of a home without drivers, and clients that keep what they are told. */
export function createFeed(options: { historySize?: number } = {}) {
  const home = createHome(options);
  const feed = new LiveFeed(home as unknown as LiveSource, silentLogger);
  const channel = new RecordingChannel();
  const join = (request: { filter?: LiveFilter; since?: string; reach?: LiveReach } = {}, on = channel) => {
    const client = new RecordingClient(on);
    return { client, leave: feed.join(client, { reach: EVERYTHING, ...request }) };
  };
  return { ...home, feed, channel, join };
}
