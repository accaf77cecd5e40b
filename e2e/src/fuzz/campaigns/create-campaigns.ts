import type { Campaign } from "./campaign.ts";
import { DriverFrameCampaign } from "./driver-frames.ts";
import { HttpBytesCampaign } from "./http-bytes.ts";
import { RestCampaign } from "./rest.ts";
import { SocketIoCampaign } from "./socket-io.ts";
import { WebSocketBytesCampaign } from "./web-socket-bytes.ts";

/** All campaigns. */
export function createCampaigns(): readonly Campaign<unknown>[] {
  return [
    hideCase(new DriverFrameCampaign()),
    hideCase(new WebSocketBytesCampaign()),
    hideCase(new RestCampaign()),
    hideCase(new HttpBytesCampaign()),
    hideCase(new SocketIoCampaign()),
  ];
}

/** Each campaign is given cases of its own only. */
function hideCase<Case>(campaign: Campaign<Case>): Campaign<unknown> {
  return campaign;
}
