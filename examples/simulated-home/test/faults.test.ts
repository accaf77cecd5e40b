import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { Faults } from "../src/faults.ts";

const NONE = { drop: 0, reject: 0, delayMs: 0 };

describe("Faults", () => {
  it("leaves a deed alone where no fault is asked for", async () => {
    await expect(new Faults(NONE).apply(() => "done")).resolves.toBe("done");
  });

  it("refuses before the deed is done", async () => {
    const deed = vi.fn<() => void>();
    await expect(new Faults({ ...NONE, reject: 1 }).apply(deed)).rejects.toThrow("Refused on purpose (--reject).");
    expect(deed).not.toHaveBeenCalled();
  });

  it("does a dropped deed and never tells", async () => {
    const deed = vi.fn<() => string>(() => "done");
    const told = new Faults({ ...NONE, drop: 1 }).apply(deed);
    await expect(Promise.race([told, setImmediate("nothing")])).resolves.toBe("nothing");
    expect(deed).toHaveBeenCalledOnce();
  });

  it("waits before the deed", async () => {
    const steps: string[] = [];
    const wait = async (delayMs: number) => void steps.push(`wait ${delayMs}`);
    await new Faults({ ...NONE, delayMs: 300 }, { wait }).apply(() => steps.push("deed"));
    expect(steps).toEqual(["wait 300", "deed"]);
  });

  it("drops and refuses in the measure that was asked for", async () => {
    const faults = new Faults({ ...NONE, reject: 0.3 }, { random: () => 0.3 });
    await expect(faults.apply(() => "done")).resolves.toBe("done");
    const worse = new Faults({ ...NONE, reject: 0.3 }, { random: () => 0.29 });
    await expect(worse.apply(() => "done")).rejects.toThrow("--reject");
  });
});
