import { fileURLToPath } from "node:url";
import type { LiveEvent } from "@hos/protocol/live";
import { RemoteProcess } from "../process/remote-process.ts";
import type { ClientCalls, ClientHappening, ClientKind } from "./client-calls.ts";

/** A process of clients. */
export class ClientProcess extends RemoteProcess<ClientCalls, ClientHappening> {
  /** Starts a process with one client of each kind that is named; a client has the name of its kind. @param token @default the admin's */
  static async start(url: string, kinds: readonly ClientKind[], token?: string): Promise<ClientProcess> {
    const process = new ClientProcess();
    try {
      const who = token === undefined ? {} : { token };
      for (const kind of kinds) await process.call("open", { name: kind, kind, url, ...who });
      return process;
    } catch (fault) {
      await process[Symbol.asyncDispose]();
      throw fault;
    }
  }

  constructor(name = "client") {
    super({ main: fileURLToPath(new URL("client-main.ts", import.meta.url)), name });
  }

  /** The live events that a client saw, in order. */
  eventsOf(name: string): readonly LiveEvent[] {
    return this.happenings.all.flatMap((happening) =>
      happening.name === name && "event" in happening ? [happening.event] : [],
    );
  }

  /** The first event that fits, of those that a client saw and those that it sees. */
  async event<Name extends LiveEvent["event"]>(
    client: string,
    name: Name,
    fits: (event: Extract<LiveEvent, { event: Name }>) => boolean = () => true,
  ): Promise<Extract<LiveEvent, { event: Name }>> {
    const found = await this.happenings.find(`${name} at the client ${client}`, (happening) => {
      if (happening.name !== client || !("event" in happening)) return false;
      return happening.event.event === name && fits(happening.event as Extract<LiveEvent, { event: Name }>);
    });
    if (!("event" in found)) throw new Error("Not an event.");
    return found.event as Extract<LiveEvent, { event: Name }>;
  }
}
