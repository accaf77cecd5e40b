import { RawSocket } from "../../load/net/raw-socket.ts";
import { httpBytes } from "../grammar/http-bytes.ts";
import type { FuzzLab } from "../lab/fuzz-lab.ts";
import type { Campaign } from "./campaign.ts";
import { shorten } from "./shorten.ts";

const DEADLINE_MS = 5000;
const QUIET_MS = 25;
const BETWEEN_MS = 2;

/** Bytes below HTTP: requests that are cut, mixed, framed wrongly, and sent behind one another. */
export class HttpBytesCampaign implements Campaign<readonly string[]> {
  readonly name = "http-bytes";
  readonly arbitrary = httpBytes;

  async run(lab: FuzzLab, pieces: readonly string[]): Promise<void> {
    await using socket = await RawSocket.open(lab.hub.port);
    for (const piece of pieces) {
      socket.write(piece.replaceAll("@token-root", lab.hub.adminToken));
      await socket.settle({ quietMs: BETWEEN_MS, maxMs: BETWEEN_MS });
    }
    await socket.settle({ quietMs: QUIET_MS, maxMs: DEADLINE_MS });
    expectGoodAnswers(lab, socket.received.toString("latin1"));
  }

  show(pieces: readonly string[]): string {
    return pieces.map(shorten).join("\n| ");
  }

  async settle(lab: FuzzLab): Promise<void> {
    await lab.renew();
  }
}

/** @throws {Error} where the hub failed, or where what came is no HTTP. */
function expectGoodAnswers({ watch }: FuzzLab, received: string): void {
  if (received === "") return;
  if (!received.startsWith("HTTP/1.1 ")) throw new Error(`This is no answer: ${shorten(received)}`);
  const failed = /HTTP\/1\.1 500|"INTERNAL"/.exec(received);
  if (failed !== null) throw new Error(`The hub failed: ${shorten(received.slice(failed.index))}`);
  if (watch.tellsSecret(received)) throw new Error(`A secret stands in the answer: ${shorten(received)}`);
}
