import { fileURLToPath } from "node:url";
import { RemoteProcess } from "../process/remote-process.ts";
import type { DriverCalls, DriverHappening } from "./driver-calls.ts";

type NameOf = DriverHappening["name"];

/** A process of SDK drivers. */
export class DriverProcess extends RemoteProcess<DriverCalls, DriverHappening> {
  constructor(name = "driver") {
    super({ main: fileURLToPath(new URL("driver-main.ts", import.meta.url)), name });
  }

  /** The actions that came to a handler, in order. */
  get handled(): readonly Extract<DriverHappening, { name: "handled" }>["action"][] {
    return this.happenings.all.flatMap((happening) => (happening.name === "handled" ? [happening.action] : []));
  }

  /** The first happening of that name, of those that came and those that come. */
  async find<Name extends NameOf>(
    name: Name,
    fits: (happening: Extract<DriverHappening, { name: Name }>) => boolean = () => true,
  ): Promise<Extract<DriverHappening, { name: Name }>> {
    const found = await this.happenings.find(
      `"${name}" of a driver`,
      (happening) => happening.name === name && fits(happening as Extract<DriverHappening, { name: Name }>),
    );
    return found as Extract<DriverHappening, { name: Name }>;
  }

  /** The first action that came to a handler, of those of `command` where it is named. */
  async action(command?: string) {
    const { action } = await this.find(
      "handled",
      (happening) => (command ?? happening.action.command) === happening.action.command,
    );
    return action;
  }
}
