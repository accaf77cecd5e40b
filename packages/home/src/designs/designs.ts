import { LIMITS } from "@hos/protocol";
import {
  ApiFailure,
  DesignProfile,
  type DesignProfileList,
  type SaveDesignProfile,
  SelectDesignProfile,
} from "@hos/protocol/rest";
import type { ConfigCollection } from "@hos/storage";
import { expectRoom } from "../expect-room.ts";
import type { HomeContext } from "../home-context.ts";
import { BUILT_IN_DESIGNS } from "./built-in-designs.ts";

const SELECTED = "selected";

/** The looks of the client app: those that come with the hub, then those that people made. One is selected. */
export class Designs {
  readonly #context: HomeContext;
  readonly #profiles: ConfigCollection<DesignProfile>;
  readonly #selection: ConfigCollection<SelectDesignProfile>;

  constructor(context: HomeContext) {
    this.#context = context;
    this.#profiles = context.store.collection("design-profiles", DesignProfile);
    this.#selection = context.store.collection("design", SelectDesignProfile);
  }

  /** Every profile, and which is selected. Shared: never change it. */
  list(): DesignProfileList {
    return { profiles: [...BUILT_IN_DESIGNS, ...this.#profiles.list()], selectedId: this.selected().id };
  }

  /** The selected profile; the first of the hub where none was selected, or that one is gone. */
  selected(): DesignProfile {
    const id = this.#selection.get(SELECTED)?.id;
    return (id === undefined ? undefined : this.#find(id)) ?? BUILT_IN_DESIGNS[0];
  }

  /**
   * Makes a profile, or puts it in the place of the one with this id. Durable when it settles.
   *
   * @throws {ApiFailure} NO_DESIGN_PROFILE; CONFLICT for one that comes with the hub, or where there are too many.
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async save({ id, name, design }: SaveDesignProfile): Promise<DesignProfile> {
    return await this.#context.turns.take(async () => {
      if (id === undefined) expectRoom(this.#profiles.size, LIMITS.designProfiles, "design profiles");
      else this.#expectOwn(id);
      const profile = { id: id ?? this.#context.createId(), name, design, builtIn: false };
      await this.#profiles.put(profile.id, profile);
      this.#context.changed("designs");
      return profile;
    });
  }

  /** Selects a profile for all. @throws {ApiFailure} NO_DESIGN_PROFILE @throws {StorageError} */
  async select({ id }: SelectDesignProfile): Promise<DesignProfile> {
    return await this.#context.turns.take(async () => {
      const profile = this.#expect(id);
      await this.#selection.put(SELECTED, { id });
      this.#context.changed("designs");
      return profile;
    });
  }

  /**
   * Removes a profile; if it was selected, the first of the hub is now.
   *
   * @throws {ApiFailure} NO_DESIGN_PROFILE; CONFLICT for one that comes with the hub.
   * @throws {StorageError} when it could not be written; nothing changed then.
   */
  async remove(id: string): Promise<void> {
    await this.#context.turns.take(async () => {
      this.#expectOwn(id);
      await this.#profiles.remove(id);
      this.#context.changed("designs");
    });
  }

  #find(id: string): DesignProfile | undefined {
    return BUILT_IN_DESIGNS.find((profile) => profile.id === id) ?? this.#profiles.get(id);
  }

  #expect(id: string): DesignProfile {
    const profile = this.#find(id);
    if (profile !== undefined) return profile;
    throw new ApiFailure("NO_DESIGN_PROFILE", `There is no design profile ${id}.`);
  }

  #expectOwn(id: string): void {
    const { name, builtIn } = this.#expect(id);
    if (!builtIn) return;
    throw new ApiFailure("CONFLICT", `The design profile ${name} comes with the hub and stays as it is.`, {
      details: ["Save it without id to get one of your own."],
    });
  }
}
