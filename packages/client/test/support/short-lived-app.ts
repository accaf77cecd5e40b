import { HosClient } from "@hos/client";

// Run as a process of its own: it ends by itself only when the closed client leaves nothing open.
const client = new HosClient({ url: process.argv[2] ?? "" });
client.connect();
await client.ready();
const asked = client.command("light-1", "stop").catch((fault: unknown) => fault);
await client.rest.drivers().catch((fault: unknown) => fault);
client.close();
await asked;
process.stdout.write(client.status);
