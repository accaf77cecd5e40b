/** The floor of ingest in Node: every frame is parsed and counted. */
import type { WebSocket } from "ws";
import { startRelay } from "./start-relay.ts";

let count = 0;

startRelay({
  onDriver: (driver) => driver.send('{"event":"CONNECTED"}'),
  onUpdate: (data, driver) => {
    const frame = JSON.parse(data.toString()) as { event?: string; method?: string };
    count += 1;
    if (frame.event !== "STATE_UPDATE") answer(driver, frame);
  },
});

function answer(driver: WebSocket, { event, method }: { event?: string; method?: string }): void {
  if (method === "driver.register") driver.send('{"event":"REGISTERED"}');
  if (event === "FENCE") driver.send(JSON.stringify({ ok: false, error: "Invalid FENCE.", count }));
}
