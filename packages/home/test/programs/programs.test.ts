import { LIMITS } from "@hos/protocol";
import { concealAll } from "@hos/protocol/device-model";
import type { ProgramItem, SaveProgram } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { codeOf, failureOf } from "../support/failure-of.ts";
import { HomeRig } from "../support/home-rig.ts";

const on: ProgramItem = { deviceId: "light-1", command: "turn_on" };
const dim: ProgramItem = { deviceId: "light-1", command: "set_brightness", payload: { brightness: 30 } };
const disarm = (code: string, deviceId = "alarm-1"): ProgramItem => ({
  deviceId,
  command: "disarm",
  payload: { code },
});

/** What a hub does: the payloads of `disarm` are secret. */
const conceal = ({ command, payload = {} }: ProgramItem) => (command === "disarm" ? concealAll(payload) : payload);

/** The payloads that a run of the program sends. */
async function sentBy({ home }: Pick<HomeRig, "home">, id: string): Promise<readonly unknown[]> {
  const sent: unknown[] = [];
  await home.programs.run(id, {
    mayCommand: () => true,
    dispatch: ({ payload }) => {
      sent.push(payload);
      return Promise.resolve({ ok: true, answer: { commandId: "c1", status: "succeeded", latencyMs: 1 } });
    },
  });
  return sent;
}

describe("Programs", () => {
  it("makes a program with a new id at the end, and changes one by its id", async () => {
    const rig = await HomeRig.start();
    const { programs } = rig.home;
    const evening = await programs.save({ name: "Evening", items: [on, dim] });
    expect(evening).toEqual({ id: "n1", name: "Evening", icon: null, order: 0, items: [on, dim] });
    await programs.save({ name: "Away", icon: "door", order: -1, items: [] });
    expect(await programs.save({ id: "n1", name: "Late", items: [dim] })).toEqual({
      ...evening,
      name: "Late",
      items: [dim],
    });
    expect(programs.list().map(({ name }) => name)).toEqual(["Away", "Late"]);
    expect(programs.get("n1")?.items).toEqual([dim]);
    expect(rig.told).toEqual(["programs", "programs", "programs"]);
    expect((await rig.restart()).programs.list()).toEqual(programs.list());
  });

  it("removes a program", async () => {
    const rig = await HomeRig.start();
    await rig.home.programs.save({ name: "Evening", items: [on] });
    await rig.home.programs.remove("n1");
    expect(rig.home.programs.get("n1")).toBeUndefined();
    expect(await codeOf(rig.home.programs.remove("n1"))).toBe("NO_PROGRAM");
    expect(await codeOf(rig.home.programs.save({ id: "n1", name: "Evening", items: [] }))).toBe("NO_PROGRAM");
    expect((await rig.restart()).programs.list()).toEqual([]);
  });

  it("has a bound", async () => {
    const { home } = await HomeRig.start();
    for (let count = 0; count < LIMITS.programs; count += 1) await home.programs.save({ name: "One", items: [] });
    expect(await codeOf(home.programs.save({ name: "One more", items: [] }))).toBe("CONFLICT");
  });
});

describe("secrets of programs", () => {
  it("are kept and sent, and never told, after a restart neither", async () => {
    const rig = await HomeRig.start({ conceal });
    const saved = await rig.home.programs.save({ name: "Come home", items: [on, disarm("1234")] });
    const told = [on, disarm("***")];
    expect(saved.items).toEqual(told);
    // A driver that is away has no catalogue that could say what is secret.
    for (const home of [rig.home, await rig.restart()]) {
      expect(home.programs.list()[0]?.items).toEqual(told);
      expect(home.programs.get("n1")?.items).toEqual(told);
      expect(await sentBy({ home }, "n1")).toEqual([undefined, { code: "1234" }]);
    }
  });

  it("stay what they are when a program is saved as it is shown", async () => {
    const rig = await HomeRig.start({ conceal });
    await rig.home.programs.save({ name: "Come home", items: [disarm("1111"), disarm("2222", "alarm-2")] });
    const [first, second] = rig.home.programs.get("n1")?.items ?? [];
    if (first === undefined || second === undefined) throw new Error("Two items were saved.");
    await rig.home.programs.save({ id: "n1", name: "Home", items: [on, second, first] });
    expect(await sentBy(rig, "n1")).toEqual([undefined, { code: "2222" }, { code: "1111" }]);
    expect(rig.home.programs.get("n1")?.items).toEqual([on, second, first]);
  });

  it("can be changed", async () => {
    const rig = await HomeRig.start({ conceal });
    await rig.home.programs.save({ name: "Come home", items: [disarm("1111")] });
    await rig.home.programs.save({ id: "n1", name: "Come home", items: [disarm("2222")] });
    expect(await sentBy(rig, "n1")).toEqual([{ code: "2222" }]);
  });

  it("of like commands are told apart by their order as long as none comes or goes", async () => {
    const rig = await HomeRig.start({ conceal });
    const save = (items: SaveProgram["items"]) => rig.home.programs.save({ id: "n1", name: "Twice", items });
    await rig.home.programs.save({ name: "Twice", items: [disarm("1111"), disarm("2222")] });
    await save([disarm("***"), on, disarm("***")]);
    expect(await sentBy(rig, "n1")).toEqual([{ code: "1111" }, undefined, { code: "2222" }]);
    const { code, details } = await failureOf(save([on, disarm("***")]));
    expect(code).toBe("INVALID_REQUEST");
    expect(details).toEqual(["items.1.payload.code is a secret that has to be entered again."]);
    await save([disarm("2222")]);
    await save([on, disarm("***")]);
    expect(await sentBy(rig, "n1")).toEqual([undefined, { code: "2222" }]);
  });

  it("that were never given are asked for", async () => {
    const { home } = await HomeRig.start({ conceal });
    expect(await codeOf(home.programs.save({ name: "Come home", items: [disarm("***")] }))).toBe("INVALID_REQUEST");
    expect(home.programs.list()).toEqual([]);
  });
});
