import type { Principal } from "@hos/access";
import type { Home } from "@hos/home";
import type { Hub } from "@hos/hub";
import type { Program } from "@hos/protocol/rest";
import { createDeviceIdFilter } from "./create-device-id-filter.ts";

/** The programs that somebody sees: to one who is confined, those that act on devices inside and on no other. */
export function listPrograms(
  { home, hub }: { home: Home; hub: Pick<Hub, "devices"> },
  by: Principal,
): readonly Program[] {
  const programs = home.programs.list();
  if (by.confinements.length === 0) return programs;
  const reaches = createDeviceIdFilter(hub, by);
  return programs.filter(({ items }) => items.length > 0 && items.every(({ deviceId }) => reaches(deviceId)));
}
