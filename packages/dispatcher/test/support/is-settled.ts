/** Whether a promise is settled by now, without moving time. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return settled;
}
