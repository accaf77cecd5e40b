/** What `task` throws, or `undefined` where it returns. */
export function caught(task: () => unknown): unknown {
  try {
    task();
    return undefined;
  } catch (error) {
    return error;
  }
}
