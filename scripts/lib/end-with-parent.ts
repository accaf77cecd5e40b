/**
 * Loaded before a program that was spawned with an IPC channel: ends the program when its parent is gone, however that
 * ended.
 */
const GRACE_MS = 6_000;

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
// Otherwise the program alone decides how long it lives.
process.channel?.unref();
