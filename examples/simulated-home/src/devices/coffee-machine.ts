import { approach } from "./approach.ts";
import type { Commands, SimulatedDevice, Tick } from "./simulated-device.ts";

const DRINKS = ["espresso", "lungo", "cappuccino"] as const;
type Drink = (typeof DRINKS)[number];

const BREW_MS = 8_000;
const WATER_PER_CUP = 15;

/**
 * A device that the device model does not know. Its commandCatalog tells the hub and every client what it takes:
 * the hub refuses what does not fit, and a client can draw a form from it.
 */
export class CoffeeMachine implements SimulatedDevice {
  readonly deviceType = "coffee_machine";
  readonly properties = {
    manufacturer: "ACME",
    model: "Barista 3",
    commandCatalog: [
      {
        key: "brew",
        label: "Brew",
        idempotent: false,
        payloadSchema: {
          type: "object",
          properties: {
            drink: { enum: DRINKS, title: "Drink" },
            strength: { type: "integer", minimum: 1, maximum: 5, default: 3, title: "Strength" },
          },
          required: ["drink"],
          additionalProperties: false,
        },
        confirms: { status: "brewing", drink: "$drink" },
      },
      { key: "cancel", label: "Cancel", interrupts: true, confirms: { status: "idle" } },
      { key: "refill", label: "Refill the water", confirms: { water: 100 } },
    ],
  };
  #drink: Drink | null = null;
  #strength = 3;
  #leftMs = 0;
  #water = 60;
  #cups = 0;

  readonly commands: Commands = {
    brew: (payload) => {
      const drink = payload.oneOf("drink", DRINKS);
      const strength = payload.has("strength") ? payload.number("strength", 1, 5) : 3;
      if (this.#drink !== null) throw new Error(`It is making a cup of ${this.#drink}.`);
      if (this.#water < WATER_PER_CUP) throw new Error("The water tank is empty. Refill it.");
      this.#drink = drink;
      this.#strength = strength;
      this.#leftMs = BREW_MS;
      this.#water -= WATER_PER_CUP;
      return { readyInMs: BREW_MS };
    },
    cancel: () => void (this.#drink = null),
    refill: () => void (this.#water = 100),
  };

  get state() {
    return {
      status: this.#drink === null ? "idle" : "brewing",
      drink: this.#drink,
      strength: this.#strength,
      water: this.#water,
      cups: this.#cups,
    };
  }

  tick({ elapsedMs }: Tick): void {
    if (this.#drink === null) return;
    this.#leftMs = approach(this.#leftMs, 0, elapsedMs);
    if (this.#leftMs > 0) return;
    this.#drink = null;
    this.#cups += 1;
  }
}
