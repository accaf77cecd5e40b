/** Opens the storage of a folder, writes one document, says so and holds it until it is killed. */
import { SqliteStorage } from "../../src/sqlite/index.ts";

const [, , folder = ""] = process.argv;
const storage = await SqliteStorage.open({ folder, restorePolicy: {} });
await storage.documents.write([{ collection: "things", id: "held", body: {} }]);
process.stdout.write("held\n");
