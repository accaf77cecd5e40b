import type { RemoteCalls, RemoteMessage, RemoteRequest } from "./remote-calls.ts";

/**
 * Answers what the test asks of this process, which ends when the test is gone.
 *
 * @returns tells the test that something happened.
 */
export function serveCalls<Calls extends RemoteCalls<Calls>, Happening>(calls: Calls): (happening: Happening) => void {
  const handlers = new Map<string, (input: never) => unknown>(Object.entries(calls));
  process.on("message", (message) => {
    const { id, method, input } = message as RemoteRequest;
    void answer(id, () => handlers.get(method)?.(input as never)).then(say);
  });
  process.on("disconnect", () => process.exit());
  return (happened) => say({ happened });
}

function say(message: RemoteMessage): void {
  process.send?.(message);
}

async function answer(id: number, work: () => unknown): Promise<RemoteMessage> {
  try {
    return { id, value: await work() };
  } catch (fault) {
    return { id, error: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}
