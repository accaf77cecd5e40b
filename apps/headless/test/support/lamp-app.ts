/** An app on another machine than the hub: dims the lamp, sees it live and tells so, one JSON object a line. */
import { HosClient } from "@hos/client";

const { HOS_URL: url = "", HOS_TOKEN: token = "" } = process.env;
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const client = new HosClient({ url, token });
client.on("error", ({ message }) => say({ event: "error", message }));
const seen = Promise.withResolvers<void>();
client.on("change", () => {
  if (client.devices.get("lamps-1-lamp")?.state["brightness"] === 70) seen.resolve();
});
client.connect();
await client.ready({ signal: AbortSignal.timeout(20_000) });
const answer = await client.command("lamps-1-lamp", "set_brightness", { brightness: 70 }, { wait: "confirmed" });
await seen.promise;
say({ event: "done", status: answer.status });
client.close();
