/* oxlint-disable no-console -- It is the example of the README, word for word. */
import { CommandError, HosClient } from "@hos/client";

const client = new HosClient({ url: "http://127.0.0.1:8080" });

client.on("status", ({ status, retryInMs }) => console.log("status", status, retryInMs ?? ""));
client.on("change", ({ changed, removed }) => {
  for (const id of changed) console.log(id, client.devices.get(id)?.state);
  for (const id of removed) console.log(id, "is gone");
});

client.connect();
await client.ready();
console.log(client.devices.size, "devices at revision", client.devices.revision);

try {
  const answer = await client.command("light-1", "set_brightness", { brightness: 60 }, { wait: "confirmed" });
  console.log("command", answer.status, answer.commandId);
} catch (fault) {
  if (!(fault instanceof CommandError)) throw fault;
  console.log(fault.code, fault.message, fault.outcomeKnown ? "Nothing was done." : "It may have been done.");
} finally {
  client.close();
}
