import { array, assert, constant, constantFrom, integer, nat, oneof, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { createSocketCodec } from "../../src/live/socket/create-socket-codec.ts";
import { createSseCodec } from "../../src/live/sse/create-sse-codec.ts";
import { createFeed } from "../support/create-feed.ts";
import { decodeEngineFrames, decodeHttpChunk } from "../support/decode-wire.ts";
import { EVERYTHING } from "../support/principals.ts";
import { StallingClient } from "../support/stalling-client.ts";

const CLIENTS = 3;
const id = constantFrom("a", "b", "c", "d");
const client = nat({ max: CLIENTS - 1 });
const step = oneof(
  record({ do: constant("announce" as const), id, name: constantFrom("Lamp", "Ölçü ☀") }),
  record({ do: constant("state" as const), id, field: constantFrom("x", "y"), value: integer({ min: 0, max: 2 }) }),
  record({ do: constant("state" as const), id, field: constantFrom("x", "y"), value: integer({ min: 0, max: 2 }) }),
  record({ do: constant("extras" as const), id, value: constantFrom(1, { b: 1 }, { c: { d: 2 } }, null) }),
  record({ do: constant("offline" as const), id, status: constantFrom("online" as const, "offline" as const) }),
  record({ do: constant("remove" as const), id }),
  record({ do: constant("flush" as const) }),
  record({ do: constant("flush" as const) }),
  record({ do: constant("stop" as const), client }),
  record({ do: constant("read a little" as const), client }),
  record({ do: constant("read on" as const), client }),
);

const FORMS = [
  ["batch", createSocketCodec("batch"), decodeEngineFrames],
  ["plain", createSocketCodec("plain"), decodeEngineFrames],
  ["sse", createSseCodec({ keepAliveMs: 15_000, retryMs: 1000 }), decodeHttpChunk],
] as const;

describe("A client that stops reading and reads on at any time", () => {
  it.each(FORMS)("ends up with what the hub has: %s", (_name, codec, decode) => {
    let conflations = 0;
    assert(
      property(
        array(step, { maxLength: 120, size: "max" }),
        nat({ max: 800 }),
        integer({ min: 1, max: 30 }),
        (steps, backlogBytes, historySize) => {
          const { devices, announce, clock, feed } = createFeed({ backlogBytes, historySize });
          const clients = Array.from({ length: CLIENTS }, () => new StallingClient(codec, decode));
          for (const each of clients) feed.join(each, { reach: EVERYTHING });
          for (const action of steps) {
            clock.advance(10);
            if (action.do === "flush") feed.flush();
            else if (action.do === "stop") stop(clients[action.client]);
            else if (action.do === "read a little") clients[action.client]?.link.readAll();
            else if (action.do === "read on") clients[action.client]?.link.resume();
            else if (action.do === "announce") announce(action.id, { name: action.name });
            else if (devices.get(action.id) === undefined) continue;
            else if (action.do === "remove") devices.remove(action.id);
            else if (action.do === "state") devices.applyState(action.id, { [action.field]: action.value });
            else if (action.do === "extras") devices.applyState(action.id, { extras: { a: action.value } });
            else devices.reportAvailability(action.id, { status: action.status });
          }
          feed.flush();
          for (const each of clients) each.link.resume();
          const { revision, devices: expected } = devices.snapshot();
          for (const { store, conflations: told } of clients) {
            conflations += told.length;
            expect(store.isCurrent).toBe(true);
            expect(store.revision).toBe(revision);
            expect(sortById(store.list()).map(essence)).toEqual(sortById(expected).map(essence));
          }
          expect(feed.stats).toMatchObject({ lagging: 0, stalled: 0, backlogBytes: 0 });
          void devices.close();
        },
      ),
      { numRuns: 300 },
    );
    // The test would prove little if nobody was ever stalled.
    expect(conflations).toBeGreaterThan(100);
  });
});

function stop(each: StallingClient | undefined): void {
  if (each !== undefined) each.link.reading = false;
}

function sortById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A report that changes nothing is not told, so that only the hub knows its time. */
function essence({ reportedAt: _reportedAt, ...rest }: { readonly reportedAt?: unknown }) {
  return rest;
}
