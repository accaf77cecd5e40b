import { describe, expect, it } from "vitest";
import { CoffeeMachine } from "../../src/devices/coffee-machine.ts";
import { command, pass } from "../pass.ts";

describe("CoffeeMachine", () => {
  it("brews a cup and is idle again", () => {
    const machine = new CoffeeMachine();
    expect(command(machine, "brew", { drink: "lungo", strength: 5 })).toEqual({ readyInMs: 8_000 });
    expect(machine.state).toEqual({ status: "brewing", drink: "lungo", strength: 5, water: 45, cups: 0 });
    pass(machine, 8_000);
    expect(machine.state).toMatchObject({ status: "idle", drink: null, cups: 1 });
  });

  it("refuses a drink that it does not know and a second cup at a time", () => {
    const machine = new CoffeeMachine();
    expect(() => command(machine, "brew", { drink: "tea" })).toThrow(
      "drink must be one of espresso, lungo, cappuccino.",
    );
    command(machine, "brew", { drink: "espresso" });
    expect(() => command(machine, "brew", { drink: "lungo" })).toThrow("It is making a cup of espresso.");
  });

  it("stops half way when it is cancelled", () => {
    const machine = new CoffeeMachine();
    command(machine, "brew", { drink: "espresso" });
    command(machine, "cancel");
    pass(machine, 8_000);
    expect(machine.state).toMatchObject({ status: "idle", cups: 0 });
  });

  it("runs out of water until it is refilled", () => {
    const machine = new CoffeeMachine();
    for (let cup = 0; cup < 4; cup += 1) {
      command(machine, "brew", { drink: "espresso" });
      pass(machine, 8_000);
    }
    expect(() => command(machine, "brew", { drink: "espresso" })).toThrow("The water tank is empty. Refill it.");
    command(machine, "refill");
    expect(machine.state.water).toBe(100);
  });

  it("describes exactly the commands that it takes", () => {
    const { properties, commands } = new CoffeeMachine();
    expect(properties.commandCatalog.map(({ key }) => key)).toEqual(Object.keys(commands));
  });
});
