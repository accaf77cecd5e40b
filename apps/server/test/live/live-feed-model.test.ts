import type { LiveFilter } from "@hos/protocol/live";
import { array, assert, constant, constantFrom, integer, nat, oneof, property, record, subarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { createDeviceMatcher } from "../../src/live/create-device-matcher.ts";
import { createLiveReach, type LiveReach } from "../../src/live/live-reach.ts";
import { createFeed } from "../support/create-feed.ts";
import { createPrincipal, EVERYTHING } from "../support/principals.ts";
import { RecordingClient } from "../support/recording-client.ts";

describe("LiveFeed under any sequence of events", () => {
  it("keeps every client's store equal to what REST would list, whatever happens when", () => {
    const hall = createLiveReach(createPrincipal(["devices:read"], { spaces: ["hall"], devices: ["c"] }));
    const member = createLiveReach(createPrincipal(["devices:read"]));
    const views: readonly { filter?: LiveFilter; reach: LiveReach }[] = [
      { reach: EVERYTHING },
      { reach: member },
      { reach: EVERYTHING, filter: { tags: ["x"] } },
      { reach: EVERYTHING, filter: { types: ["light"], tags: ["x", "y"] } },
      { reach: EVERYTHING, filter: { devices: ["a", "b"] } },
      { reach: EVERYTHING, filter: { spaces: ["hall"] } },
      { reach: member, filter: { drivers: ["DEMO"] } },
      { reach: EVERYTHING, filter: { drivers: ["OTHER"] } },
      { reach: hall },
      { reach: hall, filter: { tags: ["x"] } },
      { reach: hall, filter: { devices: ["a"] } },
    ];
    const id = constantFrom("a", "b", "c");
    const tags = subarray(["x", "y"]);
    const step = oneof(
      record({ do: constant("announce" as const), id, tags, type: constantFrom("light", "lock") }),
      record({
        do: constant("state" as const),
        id,
        value: integer({ min: 0, max: 3 }),
        field: constantFrom("level", "hue"),
      }),
      record({ do: constant("extras" as const), id, value: constantFrom(1, { b: 1 }, { c: 2 }, null) }),
      record({ do: constant("remove" as const), id }),
      record({ do: constant("space" as const), id, space: constantFrom("hall", null) }),
      record({ do: constant("offline" as const), id, status: constantFrom("online", "offline") }),
      record({ do: constant("flush" as const) }),
      record({ do: constant("stop" as const), client: nat({ max: views.length - 1 }) }),
      record({ do: constant("read" as const), client: nat({ max: views.length - 1 }) }),
      record({ do: constant("rejoin" as const), client: nat({ max: views.length - 1 }) }),
      record({ do: constant("drop" as const), client: nat({ max: views.length - 1 }) }),
    );
    assert(
      property(
        array(step, { maxLength: 80, size: "max" }),
        integer({ min: 1, max: 20 }),
        nat({ max: 3000 }),
        (steps, historySize, backlogBytes) => {
          const { devices, announce, feed, codec, join } = createFeed({ historySize, backlogBytes });
          const clients = views.map((view) => Object.assign(join(view), { view, joined: true }));
          const everIn = clients.map(() => new Set<string>());
          const noteReached = () => {
            for (const device of devices.list()) {
              clients.forEach(
                ({ view: { reach } }, index) => reach.sees?.(device) !== false && everIn[index]?.add(device.id),
              );
            }
          };
          const drop = (index: number) => {
            clients[index]?.leave();
            if (clients[index]) clients[index].joined = false;
          };
          const rejoin = (index: number) => {
            const known = clients[index];
            if (known === undefined) return;
            drop(index);
            const next = new RecordingClient(codec);
            Object.assign(next, { store: known.client.store, revision: known.client.revision });
            const since = `${known.client.hello?.epoch}:${known.client.revision}`;
            const leave = feed.join(next, { ...known.view, since });
            clients[index] = { ...known, client: next, leave, joined: true };
          };
          const stop = (index: number) => {
            const link = clients[index]?.client.link;
            if (link !== undefined) link.reading = false;
          };
          for (const action of steps) {
            if (action.do === "flush") feed.flush();
            else if (action.do === "rejoin") rejoin(action.client);
            else if (action.do === "drop") drop(action.client);
            else if (action.do === "stop") stop(action.client);
            else if (action.do === "read") clients[action.client]?.client.link.resume();
            else if (action.do === "announce") announce(action.id, { tags: action.tags, deviceType: action.type });
            else if (devices.get(action.id) === undefined) continue;
            else if (action.do === "remove") devices.remove(action.id);
            else if (action.do === "state") devices.applyState(action.id, { [action.field]: action.value });
            else if (action.do === "extras") devices.applyState(action.id, { extras: { a: action.value } });
            else if (action.do === "space") devices.setSettings(action.id, { spaceId: action.space });
            else devices.reportAvailability(action.id, { status: action.status });
            noteReached();
          }
          clients.forEach((client, index) => client.joined || rejoin(index));
          feed.flush();
          for (const { client } of clients) client.link.resume();
          expect(feed.stats).toMatchObject({ lagging: 0, stalled: 0, backlogBytes: 0 });
          for (const [index, { view, client }] of clients.entries()) {
            const { filter, reach } = view;
            const matches = createDeviceMatcher(filter ?? {}) ?? (() => true);
            const expected = [...devices.list()]
              .filter((device) => matches(device) && (reach.sees?.(device) ?? true))
              .map(essence);
            const heardOf = client.events.map((event) => ("device_id" in event ? event.device_id : ""));
            expect(heardOf.filter((deviceId) => everIn[index]?.has(deviceId) === false)).toEqual([]);
            expect([...client.store.values()].map(essence)).toEqual(expect.arrayContaining(expected));
            expect(client.store.size).toBe(expected.length);
          }
          void devices.close();
        },
      ),
      { numRuns: 300 },
    );
  });
});

function essence({ id, tags, deviceType, spaceId, state, extras, availability }: Record<string, unknown>) {
  return { id, tags, deviceType, spaceId, state, extras, status: (availability as { status: string }).status };
}
