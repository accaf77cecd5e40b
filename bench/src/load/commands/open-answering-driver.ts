import type { Target } from "../../protocols/load-protocol.ts";
import { type HosDriverIdentity, openHosDriver } from "../../protocols/open-hos-driver.ts";
import { encodeWebSocketFrame } from "../../wire/encode-web-socket-frame.ts";
import type { RawConnection } from "../../wire/raw-connection.ts";
import { readTexts } from "../../wire/read-texts.ts";

interface ActionFrame {
  readonly event?: string;
  readonly device_id?: string;
  readonly data?: { readonly requestId?: string; readonly command?: string };
}

/** A driver that answers every command with success, at once. */
export async function openAnsweringDriver(target: Target, identity: HosDriverIdentity): Promise<RawConnection> {
  const connection = await openHosDriver(target, identity);
  connection.take = readTexts((text) => {
    const { event, device_id, data } = JSON.parse(text) as ActionFrame;
    if (event !== "ACTION") return;
    const result = { success: true, requestId: data?.requestId, command: data?.command };
    connection.write(encodeWebSocketFrame(JSON.stringify({ event: "ACTION_RESULT", device_id, data: result })).bytes);
  });
  return connection;
}
