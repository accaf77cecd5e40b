import { describe, expect, it } from "vitest";
import { parseNetDev } from "../../src/sensors/parse-net-dev.ts";

const CAPTURED = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
  eth0: 356363523   10133    0    0    0     0          0         0   934137    7594    0    0    0     0       0          0
wlp2s0:18446744073   20133    0    2    0     0          0        11   112233    7594    0    0    0     0       0          0
eth0:1:     500       5    0    0    0     0          0         0      600       6    0    0    0     0       0          0
`;

describe("parseNetDev", () => {
  it("reads the counters of each interface but the loopback", () => {
    expect(Object.fromEntries(parseNetDev(CAPTURED))).toEqual({
      eth0: { receivedBytes: 356_363_523, sentBytes: 934_137 },
      wlp2s0: { receivedBytes: 18_446_744_073, sentBytes: 112_233 },
      "eth0:1": { receivedBytes: 500, sentBytes: 600 },
    });
  });

  it("reads nothing from an empty file", () => {
    expect(parseNetDev("").size).toBe(0);
  });
});
