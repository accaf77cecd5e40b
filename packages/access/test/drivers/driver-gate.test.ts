import { DriverGate } from "@hos/access";
import { silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { ConfigStore, MemoryDocumentPersistence, StorageError } from "@hos/storage";
import { describe, expect, it } from "vitest";
import { AWAY, BLINDS, createGate, LAMPS } from "./create-gate.ts";

const ADMITTED = { type: "admitted" };
const REFUSED = { type: "refused" };

describe("who needs a credential", () => {
  it.each([
    ["loopback", "127.0.0.1", "admitted"],
    ["loopback", "::1", "admitted"],
    ["loopback", "::ffff:127.0.0.1", "admitted"],
    ["loopback", AWAY, "pairing"],
    ["loopback", null, "pairing"],
    ["token", "127.0.0.1", "pairing"],
    ["token", AWAY, "pairing"],
    ["open", AWAY, "admitted"],
    ["open", null, "admitted"],
  ] as const)("in the mode %s a driver from %s without one is %s", async (mode, address, expected) => {
    const { ask } = await createGate({ mode });
    expect(ask({ address })).toMatchObject({ type: expected });
  });

  it("is the mode loopback where none is named", async () => {
    const { ask } = await createGate();
    expect([ask({ address: "127.0.0.1" }).type, ask().type]).toEqual(["admitted", "pairing"]);
  });

  it("is nobody's before the gate has started", () => {
    const config = new ConfigStore({ persistence: new MemoryDocumentPersistence(), logger: silentLogger });
    const gate = new DriverGate({ config, clock: new ManualClock(), logger: silentLogger });
    const application = { driver: LAMPS, token: undefined, address: "127.0.0.1", name: undefined };
    expect(gate.admit(application)).toMatchObject({ type: "busy" });
  });
});

describe("pairing", () => {
  it("gives an unknown driver a code of six digits that holds five minutes, and shows who waits", async () => {
    const { gate, ask } = await createGate();
    const verdict = ask({ name: "Lamps of the shed" });
    expect(verdict).toEqual({ type: "pairing", code: "100001", expiresAt: "2026-01-01T00:05:00.000Z" });
    expect(gate.list()).toEqual([
      {
        driver: LAMPS,
        access: "open",
        changedAt: null,
        waiting: [
          {
            driver: LAMPS,
            code: "100001",
            since: "2026-01-01T00:00:00.000Z",
            expiresAt: "2026-01-01T00:05:00.000Z",
            address: AWAY,
            name: "Lamps of the shed",
          },
        ],
      },
    ]);
  });

  it("makes its codes of six random digits", async () => {
    const { ask } = await createGate({ createCode: undefined });
    expect(ask()).toMatchObject({ code: expect.stringMatching(/^\d{6}$/) });
  });

  it("lets the approved driver in with its token, from anywhere, and no other driver with it", async () => {
    const { gate, pair, ask, told } = await createGate();
    const token = await pair();
    expect(token).toMatch(/^hosd_/);
    expect(told).toEqual(["paired lamps-1 100001"]);
    expect(gate.get(LAMPS)).toMatchObject({ access: "approved", waiting: [] });
    expect(ask({ token })).toEqual(ADMITTED);
    expect(ask({ token, address: "127.0.0.1" })).toEqual(ADMITTED);
    expect(ask({ token, driver: BLINDS })).toMatchObject({ type: "pairing" });
    expect(ask({ token, driver: { ...LAMPS, instanceId: "lamps-2" } })).toMatchObject({ type: "pairing" });
    await pair(BLINDS);
    expect(ask({ token, driver: BLINDS })).toMatchObject(REFUSED);
  });

  it("survives a restart", async () => {
    const { pair, persistence } = await createGate();
    const token = await pair();
    const later = await createGate({ persistence });
    expect(later.ask({ token })).toEqual(ADMITTED);
    expect(later.gate.get(LAMPS)).toMatchObject({ access: "approved" });
  });

  it("stores no token", async () => {
    const { pair, persistence } = await createGate();
    const token = await pair();
    const secret = token.slice(token.lastIndexOf("_") + 1);
    const stored = JSON.stringify(await persistence.load());
    expect(stored).toContain("lamps-1");
    expect(stored).not.toContain(secret);
  });

  it("gives each of several that say to be one driver a code of its own, and the token to the one whose code it is", async () => {
    const { gate, askForCode, told } = await createGate();
    const [first, second] = [askForCode(), askForCode()];
    expect(first).not.toBe(second);
    expect(gate.get(LAMPS).waiting.map(({ code }) => code)).toEqual([first, second]);
    await gate.approve(LAMPS, second, "owner");
    expect(told).toEqual([`paired lamps-1 ${second}`]);
    expect(gate.get(LAMPS).waiting.map(({ code }) => code)).toEqual([first]);
  });

  it("makes another code where one is taken", async () => {
    const codes = ["111111", "111111", "222222"];
    const { askForCode } = await createGate({ createCode: () => codes.shift() ?? "" });
    expect([askForCode(), askForCode()]).toEqual(["111111", "222222"]);
  });

  it("lets a paired driver of this machine in without its token", async () => {
    const { pair, ask } = await createGate();
    await pair();
    expect(ask({ address: "127.0.0.1" })).toEqual(ADMITTED);
  });

  it("lets a driver that lost its token pair again; the old token is void", async () => {
    const { pair, ask } = await createGate();
    const old = await pair();
    const young = await pair();
    expect(ask({ token: young })).toEqual(ADMITTED);
    expect(ask({ token: old })).toMatchObject(REFUSED);
  });
});

describe("a code", () => {
  it("fails when nobody waits, when it is another's, when it was used, and when it is too late", async () => {
    const { gate, clock, askForCode } = await createGate();
    const failure = { code: "PAIRING_FAILED" };
    await expect(gate.approve(LAMPS, "100001", "owner")).rejects.toMatchObject(failure);
    const [lamps, blinds] = [askForCode(LAMPS), askForCode(BLINDS)];
    await expect(gate.approve(LAMPS, blinds, "owner")).rejects.toMatchObject(failure);
    await gate.approve(LAMPS, lamps, "owner");
    await expect(gate.approve(LAMPS, lamps, "owner")).rejects.toMatchObject(failure);
    clock.advance(300_000);
    await expect(gate.approve(BLINDS, blinds, "owner")).rejects.toMatchObject(failure);
    expect(gate.get(BLINDS)).toMatchObject({ access: "open", waiting: [] });
  });

  it("is used once, also by two who approve at the same time", async () => {
    const { gate, askForCode, told } = await createGate();
    const code = askForCode();
    const both = await Promise.allSettled([gate.approve(LAMPS, code, "a"), gate.approve(LAMPS, code, "b")]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(told).toHaveLength(1);
  });

  it("is void after five wrong ones, and the driver is sent to get another", async () => {
    const { gate, askForCode, told } = await createGate();
    const code = askForCode();
    const other = askForCode(BLINDS);
    for (let round = 0; round < 4; round += 1) {
      await expect(gate.approve(LAMPS, "000000", "owner")).rejects.toThrow("That is not the code");
    }
    await expect(gate.approve(LAMPS, "000000", "owner")).rejects.toThrow("one wrong code too many");
    expect(told).toEqual(["endWaiting lamps-1"]);
    await expect(gate.approve(LAMPS, code, "owner")).rejects.toThrow("does not wait");
    await gate.approve(BLINDS, other, "owner");
  });

  it("is void when the session that was given it is gone", async () => {
    const { gate, askForCode } = await createGate();
    const code = askForCode();
    gate.waitingEnded(LAMPS, code);
    await expect(gate.approve(LAMPS, code, "owner")).rejects.toThrow("does not wait");
  });

  it("changes nothing when the driver left before it could be told", async () => {
    const test = await createGate();
    const kept = await test.pair();
    test.deliver = false;
    await expect(test.gate.approve(LAMPS, test.askForCode(), "owner")).rejects.toThrow("left meanwhile");
    await expect(test.gate.approve(BLINDS, test.askForCode(BLINDS), "owner")).rejects.toThrow("left meanwhile");
    expect(test.ask({ token: kept })).toEqual(ADMITTED);
    expect(test.ask({ token: test.tokens.at(-1), driver: BLINDS })).toMatchObject({ type: "pairing" });
    expect(test.gate.get(BLINDS)).toMatchObject({ access: "open" });
  });

  it("changes nothing when it cannot be stored", async () => {
    const persistence = new MemoryDocumentPersistence();
    const { gate, askForCode, told } = await createGate({ persistence });
    persistence.write = () => Promise.reject(new StorageError("DISK_FULL", "The disk is full."));
    const code = askForCode();
    await expect(gate.approve(LAMPS, code, "owner")).rejects.toMatchObject({ code: "DISK_FULL" });
    await expect(gate.disable(LAMPS, "owner")).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(told).toEqual([]);
    expect(gate.get(LAMPS)).toMatchObject({ access: "open", waiting: [{ code }] });
  });
});

describe("the room for drivers that wait", () => {
  it("is bounded, over all and from one address", async () => {
    const { ask, gate } = await createGate({ limits: { waitingDrivers: 3, waitingPerAddress: 2 } });
    const from = (address: string) => ask({ address }).type;
    expect([from("10.0.0.1"), from("10.0.0.1"), from("10.0.0.1")]).toEqual(["pairing", "pairing", "busy"]);
    expect([from("10.0.0.2"), from("10.0.0.3")]).toEqual(["pairing", "busy"]);
    const [first] = gate.get(LAMPS).waiting;
    gate.waitingEnded(LAMPS, first?.code ?? "");
    expect(from("10.0.0.3")).toBe("pairing");
  });

  it("counts an IPv6 network as one address", async () => {
    const { ask } = await createGate({ limits: { waitingPerAddress: 1 } });
    expect(ask({ address: "2001:db8::1" }).type).toBe("pairing");
    expect(ask({ address: "2001:db8::2" }).type).toBe("busy");
    expect(ask({ address: "2001:db8:0:1::2" }).type).toBe("pairing");
  });

  it("is free again when codes expire", async () => {
    const { ask, clock } = await createGate({ limits: { waitingDrivers: 1 } });
    expect([ask().type, ask().type]).toEqual(["pairing", "busy"]);
    clock.advance(300_000);
    expect(ask().type).toBe("pairing");
  });
});

describe("revoking", () => {
  it("voids the token at once, from everywhere, and lets the driver pair anew", async () => {
    const { gate, pair, ask, told } = await createGate();
    const token = await pair();
    await gate.revoke(LAMPS, "owner");
    expect(told.at(-1)).toMatch(/^expel lamps-1: .*revoked/);
    expect(gate.get(LAMPS)).toMatchObject({ access: "revoked" });
    expect(ask({ token })).toMatchObject({ type: "refused", reason: expect.stringContaining("was revoked") });
    expect(ask({ token, address: "127.0.0.1" })).toMatchObject(REFUSED);
    const again = await pair();
    expect(ask({ token: again })).toEqual(ADMITTED);
    expect(ask({ token })).toMatchObject(REFUSED);
  });

  it("survives a restart, and a second time changes nothing", async () => {
    const { gate, pair, persistence } = await createGate();
    const token = await pair();
    await gate.revoke(LAMPS, "owner");
    await gate.revoke(LAMPS, "owner");
    const later = await createGate({ persistence });
    expect(later.ask({ token })).toMatchObject(REFUSED);
  });

  it("fails for a driver without a credential", async () => {
    const { gate } = await createGate();
    await expect(gate.revoke(LAMPS, "owner")).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("disabling", () => {
  it.each(["loopback", "token", "open"] as const)(
    "keeps a driver out in the mode %s, from this machine too",
    async (mode) => {
      const { gate, ask, told } = await createGate({ mode });
      await gate.disable(LAMPS, "owner");
      expect(told).toEqual(["expel lamps-1: This driver was disabled in the hub."]);
      expect(gate.get(LAMPS)).toMatchObject({ access: "disabled" });
      expect(ask({ address: "127.0.0.1" })).toMatchObject({
        reason: "The driver LAMPS/lamps-1 is disabled in the hub.",
      });
      expect(ask({ driver: { ...LAMPS, instanceId: "lamps-2" }, address: "127.0.0.1" })).not.toMatchObject(REFUSED);
    },
  );

  it("survives a restart", async () => {
    const { gate, persistence } = await createGate();
    await gate.disable(LAMPS, "owner");
    const later = await createGate({ persistence, mode: "open" });
    expect(later.ask({ address: "127.0.0.1" })).toMatchObject(REFUSED);
  });

  it("keeps the credential for the day when it is enabled", async () => {
    const { gate, pair, ask } = await createGate();
    const token = await pair();
    await gate.disable(LAMPS, "owner");
    expect(ask({ token })).toMatchObject(REFUSED);
    await gate.enable(LAMPS, "owner");
    expect(ask({ token })).toEqual(ADMITTED);
    expect(gate.get(LAMPS)).toMatchObject({ access: "approved" });
  });

  it("leaves nothing behind where nothing else was decided", async () => {
    const { gate, persistence } = await createGate();
    await gate.disable(LAMPS, "owner");
    await gate.enable(LAMPS, "owner");
    await gate.enable(LAMPS, "owner");
    expect(gate.list()).toEqual([]);
    expect(await persistence.load()).toEqual([]);
  });
});

describe("issuing", () => {
  it("makes a token without anybody waiting, and puts out whoever had the one before", async () => {
    const { gate, ask, told } = await createGate();
    const first = await gate.issue(LAMPS, "the command line");
    const second = await gate.issue(LAMPS, "the command line");
    expect(ask({ token: first })).toMatchObject(REFUSED);
    expect(ask({ token: second })).toEqual(ADMITTED);
    expect(told.at(-1)).toMatch(/^expel lamps-1/);
  });
});

describe("the log", () => {
  it("tells who decided what, and no code and no token", async () => {
    const { gate, pair, lines, tokens } = await createGate();
    await pair();
    await gate.approve(LAMPS, "000000", "owner").catch(() => undefined);
    await gate.revoke(LAMPS, "owner");
    await gate.disable(LAMPS, "owner");
    await gate.enable(LAMPS, "owner");
    const log = lines.join("\n");
    expect(lines.filter((line) => line.includes('"by":"owner"'))).toHaveLength(4);
    expect(log).not.toContain("100001");
    for (const token of tokens) expect(log).not.toContain(token.slice(token.lastIndexOf("_") + 1));
  });
});
