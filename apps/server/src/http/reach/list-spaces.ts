import { createDeviceFilter, type Principal } from "@hos/access";
import type { Home } from "@hos/home";
import type { Hub } from "@hos/hub";
import type { Space } from "@hos/protocol/rest";

/** The spaces that somebody sees: to one who is confined, those inside, and those where one of the devices inside is. */
export function listSpaces({ home, hub }: { home: Home; hub: Pick<Hub, "devices"> }, by: Principal): readonly Space[] {
  const spaces = home.spaces.list();
  const sees = createDeviceFilter(by);
  if (sees === undefined) return spaces;
  const occupied = new Set(
    Array.from(hub.devices.list())
      .filter(sees)
      .map(({ spaceId }) => spaceId),
  );
  // A device without a name, to ask for the space alone.
  const visible = spaces.filter(({ id }) => occupied.has(id) || sees({ id: "", spaceId: id }));
  const ids = new Set(visible.map(({ id }) => id));
  return visible.map((space) => hideParent(space, ids));
}

function hideParent(space: Space, visible: ReadonlySet<string>): Space {
  return space.parentId === null || visible.has(space.parentId) ? space : { ...space, parentId: null };
}
