import { systemClock, type Unsubscribe } from "@hos/runtime";
import type { ClientEvents, HosClient } from "../../src/index.ts";

const DEADLINE_MS = 5_000;

/** The next `event` of `client` that `matches`; rejects when none comes in time. */
export function nextEvent<Name extends keyof ClientEvents>(
  client: HosClient,
  event: Name,
  matches: (payload: ClientEvents[Name]) => boolean = () => true,
): Promise<ClientEvents[Name]> {
  return within(`the event ${event}`, (resolve) =>
    client.on(event, (payload) => {
      if (matches(payload)) resolve(payload);
    }),
  );
}

/** What `subscribe` gives to its `resolve`; rejects, naming `subject`, when nothing comes in time. */
export function within<Value>(
  subject: string,
  subscribe: (resolve: (value: Value) => void) => Unsubscribe,
  deadlineMs = DEADLINE_MS,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = systemClock.setTimeout(() => {
      unsubscribe();
      reject(new Error(`Waited in vain for ${subject}.`));
    }, deadlineMs);
    const unsubscribe = subscribe((value) => {
      cancel();
      unsubscribe();
      resolve(value);
    });
  });
}
