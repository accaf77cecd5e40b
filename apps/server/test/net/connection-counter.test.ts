import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { ConnectionCounter } from "../../src/net/connection-counter.ts";

class FakeConnection extends EventEmitter {
  readonly remoteAddress: string | undefined;
  destroyed = false;

  constructor(remoteAddress: string | undefined) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): this {
    this.destroyed = true;
    this.emit("close");
    return this;
  }
}

function createCounter(maxPerSource: number) {
  const full: string[] = [];
  const counter = new ConnectionCounter({
    maxPerSource,
    isProxy: (address) => address === "10.0.0.1",
    onFull: (source) => full.push(source),
  });
  const connect = (address: string | undefined) => {
    const connection = new FakeConnection(address);
    counter.admit(connection as unknown as Parameters<ConnectionCounter["admit"]>[0]);
    return connection;
  };
  return { counter, full, connect };
}

describe("ConnectionCounter", () => {
  it("ends a connection of an address that has as many as it may", () => {
    const { counter, connect } = createCounter(2);
    const connections = [connect("192.168.1.5"), connect("::ffff:192.168.1.5"), connect("192.168.1.5")];
    expect(connections.map(({ destroyed }) => destroyed)).toEqual([false, false, true]);
    expect(connect("192.168.1.6").destroyed).toBe(false);
    expect(counter.refused).toBe(1);
  });

  it("takes another one when one of them is closed", () => {
    const { connect } = createCounter(1);
    connect("192.168.1.5").destroy();
    expect(connect("192.168.1.5").destroyed).toBe(false);
    expect(connect("192.168.1.5").destroyed).toBe(true);
  });

  it("counts the addresses of an IPv6 network together, since one machine may have all of them", () => {
    const { connect } = createCounter(1);
    connect("2001:db8:0:1::5");
    expect(connect("2001:db8:0:1::6").destroyed).toBe(true);
    expect(connect("2001:db8:0:2::6").destroyed).toBe(false);
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", undefined])("has no bound for %s", (address) => {
    const { connect } = createCounter(1);
    connect(address);
    expect(connect(address).destroyed).toBe(false);
  });

  it("tells once that an address is full, and again when it was below its bound", () => {
    const { full, connect } = createCounter(1);
    const first = connect("192.168.1.5");
    connect("192.168.1.5");
    connect("192.168.1.5");
    expect(full).toEqual(["192.168.1.5"]);
    first.destroy();
    connect("192.168.1.5");
    connect("192.168.1.5");
    expect(full).toEqual(["192.168.1.5", "192.168.1.5"]);
  });
});
