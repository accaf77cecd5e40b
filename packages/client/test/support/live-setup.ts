import type { LiveEvent, LiveStateUpdate, Snapshot } from "@hos/protocol/live";
import { ManualClock } from "@hos/runtime/testing";
import { HosClient, type HosClientOptions } from "../../src/index.ts";
import { createRecord } from "./create-record.ts";
import type { FakeLiveHub, HubSide } from "./fake-live-hub.ts";
import { nextEvent } from "./next-event.ts";

/** When everything happens. */
export const AT = "2026-02-02T00:00:00.000Z";

/** `brightness` of a device is new. */
export function stateUpdate(revision: number, brightness: number, deviceId = "light-1"): LiveStateUpdate {
  return { event: "STATE_UPDATE", device_id: deviceId, revision, at: AT, data: { brightness } };
}

/** An event without a number. */
export const DISPATCHED: LiveEvent = {
  event: "ACTION_DISPATCHED",
  device_id: "light-1",
  commandId: "c1",
  command: "stop",
  at: AT,
};

/** Two lamps at e1:10. */
export function snapshot(members: Partial<Snapshot> = {}): Snapshot {
  return { epoch: "e1", revision: 10, devices: [createRecord("light-1"), createRecord("light-2")], ...members };
}

/** A client, its time, and the hub's end of its connection. */
export interface Setup {
  readonly client: HosClient;
  readonly clock: ManualClock;
  readonly side: HubSide;
}

/** A client that stands still until its clock moves. */
export function createClient(
  url: string,
  options: Partial<HosClientOptions> = {},
): { client: HosClient; clock: ManualClock } {
  const clock = new ManualClock();
  return { client: new HosClient({ url, clock, random: () => 0.5, ...options }), clock };
}

/** A client that is live at e1:10 with light-1 and light-2. */
export async function createLive(hub: FakeLiveHub, options: Partial<HosClientOptions> = {}): Promise<Setup> {
  const { client, clock } = createClient(hub.url, options);
  const connection = hub.connection();
  client.connect();
  const side = await connection;
  side.snapshot(snapshot());
  await client.ready();
  return { client, clock, side };
}

/** Waits until the client plans to come back, lets it, and gives the new connection. */
export async function comeBack(hub: FakeLiveHub, { client, clock }: Setup, lose: () => void): Promise<HubSide> {
  const planned = nextEvent(client, "status", ({ retryInMs }) => retryInMs !== undefined);
  lose();
  const { retryInMs } = await planned;
  const connection = hub.connection();
  clock.advance(retryInMs ?? 0);
  return connection;
}

/** What the client holds. */
export function brightnessOf(client: HosClient, deviceId = "light-1"): unknown {
  return client.devices.get(deviceId)?.state["brightness"];
}
