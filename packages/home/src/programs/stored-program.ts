import { JsonObject } from "@hos/protocol";
import { Program, ProgramItem } from "@hos/protocol/rest";
import { type Static, Type } from "typebox";

/** A command of a program as it is kept: with its secrets. */
export const StoredItem = Type.Object({
  ...ProgramItem.properties,
  /** The payload as it is told, where something in it is secret. */
  told: Type.Optional(JsonObject),
});
export type StoredItem = Static<typeof StoredItem>;

/** A program as it is kept. It never leaves the hub: {@link tellProgram} makes what does. */
export const StoredProgram = Type.Object({ ...Program.properties, items: Type.Array(StoredItem) });
export type StoredProgram = Static<typeof StoredProgram>;

/** A program as clients see it. */
export function tellProgram({ items, ...rest }: StoredProgram): Program {
  return { ...rest, items: items.map(tellItem) };
}

/** A command of a program as clients see it. */
export function tellItem({ told, payload, ...rest }: StoredItem): ProgramItem {
  const shown = told ?? payload;
  return shown === undefined ? rest : { ...rest, payload: shown };
}
