/** Does something again and again, one after the other, and says how long each took, milliseconds. */
export async function measureLatencies(seconds: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const latencies: number[] = [];
  const endAt = performance.now() + seconds * 1000;
  while (performance.now() < endAt) {
    const beganAt = performance.now();
    await work();
    latencies.push(performance.now() - beganAt);
  }
  return latencies;
}
