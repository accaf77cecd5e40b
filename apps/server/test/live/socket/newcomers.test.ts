import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { type Newcomer, Newcomers } from "../../../src/live/socket/newcomers.ts";

interface FakeConnection extends Newcomer {
  readonly cut: boolean;
  end(): void;
}

function createConnection(id: string): FakeConnection {
  let cut = false;
  let onClose: (() => void) | undefined;
  return {
    id,
    get cut() {
      return cut;
    },
    close: (discard) => {
      cut = discard === true;
      onClose?.();
    },
    once: (_event, listener) => {
      onClose = listener;
    },
    end: () => onClose?.(),
  };
}

function createNewcomers() {
  const clock = new ManualClock();
  const newcomers = new Newcomers({ clock, capacity: 4, perSource: 2, patienceMs: 1000 });
  const enter = (id: string, source?: string) => {
    const connection = createConnection(id);
    newcomers.enter(connection, source);
    return connection;
  };
  return { clock, newcomers, enter };
}

describe("Newcomers", () => {
  it("cuts the oldest of a source that has too many, and nobody else's", () => {
    const { enter, newcomers } = createNewcomers();
    const other = enter("other", "10.0.0.2");
    const [first, second, third] = [enter("a", "10.0.0.1"), enter("b", "10.0.0.1"), enter("c", "10.0.0.1")];
    expect([first.cut, second.cut, third.cut, other.cut]).toEqual([true, false, false, false]);
    expect(newcomers.has("a")).toBe(false);
    expect(newcomers.size).toBe(3);
  });

  it("cuts the oldest of all where there are too many, wherever they come from", () => {
    const { enter } = createNewcomers();
    const connections = ["a", "b", "c", "d", "e"].map((id) => enter(id));
    expect(connections.map(({ cut }) => cut)).toEqual([true, false, false, false, false]);
  });

  it("cuts one that has not said who it is in time", () => {
    const { clock, enter, newcomers } = createNewcomers();
    const connection = enter("a", "10.0.0.1");
    clock.advance(999);
    expect(connection.cut).toBe(false);
    clock.advance(1);
    expect(connection.cut).toBe(true);
    expect(newcomers.size).toBe(0);
  });

  it("forgets one that is known, or gone, and makes room with that", () => {
    const { clock, enter, newcomers } = createNewcomers();
    const [known, gone] = [enter("a", "10.0.0.1"), enter("b", "10.0.0.1")];
    newcomers.leave(known);
    gone.end();
    const [third, fourth] = [enter("c", "10.0.0.1"), enter("d", "10.0.0.1")];
    clock.advance(500);
    expect([known, gone, third, fourth].map(({ cut }) => cut)).toEqual([false, false, false, false]);
    expect(newcomers.size).toBe(2);
  });
});
