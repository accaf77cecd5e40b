import { LIMITS } from "@hos/protocol";
import { ApiFailure, type SaveSpace, Space } from "@hos/protocol/rest";
import type { ConfigCollection } from "@hos/storage";
import { expectRoom } from "../expect-room.ts";
import type { HomeContext } from "../home-context.ts";
import { listInOrder, orderAtEnd } from "../list-in-order.ts";
import { isInside } from "./is-inside.ts";

/** The rooms and zones of a home. What it hands out is shared: never change it. */
export class Spaces {
  readonly #context: HomeContext;
  readonly #spaces: ConfigCollection<Space>;
  readonly #removed: (spaceId: string) => Promise<void>;

  /** @param removed takes the devices out of a space that is gone; never rejects. */
  constructor(context: HomeContext, removed: (spaceId: string) => Promise<void>) {
    this.#context = context;
    this.#spaces = context.store.collection("spaces", Space);
    this.#removed = removed;
  }

  /** In their order. */
  list(): readonly Space[] {
    return listInOrder(this.#spaces.list());
  }

  get(id: string): Space | undefined {
    return this.#spaces.get(id);
  }

  /** Whether there is a space with this id. Can be passed on as it is. */
  readonly has = (id: string): boolean => this.#spaces.get(id) !== undefined;

  /**
   * Makes a space, or changes the one with this id. Durable when it settles.
   *
   * @throws {ApiFailure} NO_SPACE where there is none with this id, or the parent is not there; CONFLICT where it would
   * be inside itself, or there are too many.
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async save(request: SaveSpace): Promise<Space> {
    return await this.#context.turns.take(async () => {
      const space = this.#apply(request);
      this.#checkParent(space);
      await this.#spaces.put(space.id, space);
      this.#context.changed("spaces");
      return space;
    });
  }

  /**
   * Removes a space. The spaces in it go to its parent, the devices in it are in no space any more.
   *
   * @throws {ApiFailure} NO_SPACE
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async remove(id: string): Promise<void> {
    await this.#context.turns.take(async () => {
      const { parentId } = this.#expect(id);
      const children = this.#spaces.list().filter((space) => space.parentId === id);
      await this.#context.store.write([
        ...children.map((child) => this.#spaces.putting(child.id, { ...child, parentId })),
        this.#spaces.removing(id),
      ]);
      this.#context.changed("spaces");
    });
    await this.#removed(id);
  }

  #apply({ id, ...given }: SaveSpace): Space {
    if (id !== undefined) return { ...this.#expect(id), ...given };
    expectRoom(this.#spaces.size, LIMITS.spaces, "spaces");
    const order = orderAtEnd(this.#spaces.list());
    return { id: this.#context.createId(), kind: "room", parentId: null, icon: null, order, ...given };
  }

  #checkParent({ id, name, parentId }: Space): void {
    if (parentId === null) return;
    if (this.#spaces.get(parentId) === undefined && parentId !== id) throw noSpace(parentId);
    if (!isInside(this.#spaces, parentId, id)) return;
    throw new ApiFailure("CONFLICT", `The space ${name} would be inside itself.`, {
      details: [`parentId must not be the space itself or one that is inside it, as ${parentId} is.`],
    });
  }

  #expect(id: string): Space {
    const space = this.#spaces.get(id);
    if (space === undefined) throw noSpace(id);
    return space;
  }
}

function noSpace(id: string): ApiFailure {
  return new ApiFailure("NO_SPACE", `There is no space ${id}.`, {
    details: ["GET /spaces lists those that there are. The hub gives a new one its id: save it without."],
  });
}
