import type { ProgramItem } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import type { ProgramCommand, ProgramCommandOutcome, ProgramRunRequest } from "../../src/index.ts";
import { codeOf } from "../support/failure-of.ts";
import { HomeRig } from "../support/home-rig.ts";

const items: readonly ProgramItem[] = [
  { deviceId: "light-1", command: "turn_on" },
  { deviceId: "light-2", command: "set_brightness", payload: { brightness: 30 } },
  { deviceId: "light-1", command: "set_color", payload: { color: "#FF0000" } },
];
const succeeded: ProgramCommandOutcome = {
  ok: true,
  answer: { commandId: "c1", status: "succeeded", latencyMs: 5 },
};
const timedOut: ProgramCommandOutcome = {
  ok: false,
  failure: { code: "TIMEOUT", error: "No answer.", details: ["Unknown."], commandId: "c2" },
};

/** Runs a program of `items`; `answer` says how each command ends. */
async function run(
  answer: (command: ProgramCommand) => ProgramCommandOutcome | Promise<ProgramCommandOutcome>,
  request: Partial<ProgramRunRequest> = {},
) {
  const { home } = await HomeRig.start();
  await home.programs.save({ name: "Evening", items: [...items] });
  const asked: ProgramCommand[] = [];
  const dispatch = async (command: ProgramCommand) => {
    asked.push(command);
    return await answer(command);
  };
  const outcome = await home.programs.run("n1", { dispatch, mayCommand: () => true, ...request });
  return { asked, outcome, keys: asked.map(({ idempotencyKey }) => idempotencyKey) };
}

describe("a run of a program", () => {
  it("hands over all commands in their order before it waits for one", async () => {
    const waiting: ((outcome: ProgramCommandOutcome) => void)[] = [];
    const { asked, outcome } = await run(
      () =>
        new Promise((resolve) => {
          if (waiting.push(resolve) === items.length) for (const settle of waiting.toReversed()) settle(succeeded);
        }),
    );
    expect(asked.map(({ deviceId, command, payload }) => ({ deviceId, command, payload }))).toEqual(
      items.map((item) => ({ payload: undefined, ...item })),
    );
    expect(outcome).toEqual({
      programId: "n1",
      status: "succeeded",
      results: items.map((item) => ({ ...item, ok: true, answer: succeeded.ok && succeeded.answer })),
    });
  });

  it("shows which of its commands failed, and does not stop for them", async () => {
    const { outcome } = await run(({ deviceId }) => (deviceId === "light-2" ? timedOut : succeeded));
    expect(outcome.status).toBe("partial");
    expect(outcome.results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(outcome.results[1]).toEqual({
      ...items[1],
      ok: false,
      failure: { ok: false, code: "TIMEOUT", error: "No answer.", details: ["Unknown."], commandId: "c2" },
    });
  });

  it("has failed where every command did", async () => {
    expect((await run(() => timedOut)).outcome.status).toBe("failed");
  });

  it("sends nothing to a device that who asks may not command", async () => {
    const { asked, outcome } = await run(() => succeeded, { mayCommand: (deviceId) => deviceId === "light-2" });
    expect(asked.map(({ deviceId }) => deviceId)).toEqual(["light-2"]);
    expect(outcome.status).toBe("partial");
    expect(outcome.results.map((result) => (result.ok ? "done" : result.failure.code))).toEqual([
      "FORBIDDEN",
      "done",
      "FORBIDDEN",
    ]);
  });

  it("says for the journal that it was a program, which one, and who asked", async () => {
    const origin = { address: "192.168.1.7", by: { userId: "u1", tokenId: "t1", name: "Ada" } };
    const { asked } = await run(() => succeeded, { origin });
    expect(asked[0]?.origin).toEqual({ via: "program", programId: "n1", ...origin });
  });

  it("gives each command a key of its own, the same for the same key of the run", async () => {
    const first = await run(() => succeeded, { idempotencyKey: "k".repeat(128) });
    const again = await run(() => succeeded, { idempotencyKey: "k".repeat(128) });
    const other = await run(() => succeeded, { idempotencyKey: "other" });
    expect(new Set([...first.keys, ...other.keys]).size).toBe(2 * items.length);
    expect(again.keys).toEqual(first.keys);
    expect(first.keys.every((key) => key !== undefined && /^[\x21-\x7e]{1,128}$/.test(key))).toBe(true);
    expect((await run(() => succeeded)).keys).toEqual([undefined, undefined, undefined]);
  });

  it("shows a command that could not be handed over as a failure", async () => {
    const { outcome } = await run(({ deviceId }) => {
      if (deviceId === "light-2") throw new Error("A defect.");
      return succeeded;
    });
    expect(outcome.status).toBe("partial");
    expect(outcome.results[1]).toMatchObject({ ok: false, failure: { code: "INTERNAL" } });
  });

  it("of no commands has succeeded, and one of a program that is not there is refused", async () => {
    const { home } = await HomeRig.start();
    await home.programs.save({ name: "Empty", items: [] });
    const request = { dispatch: () => Promise.resolve(succeeded), mayCommand: () => true };
    expect(await home.programs.run("n1", request)).toEqual({ programId: "n1", status: "succeeded", results: [] });
    expect(await codeOf(home.programs.run("gone", request))).toBe("NO_PROGRAM");
  });
});
