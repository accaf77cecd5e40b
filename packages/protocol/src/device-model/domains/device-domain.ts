import type { TSchema } from "typebox";
import type { CommandDescriptor } from "../catalogue/command-descriptor.ts";

/** What the device model says of one deviceType. */
export interface DeviceTypeModel {
  readonly deviceType: string;
  /** The schema of each typed state field. `null`, an unknown reading, is always allowed and stands in none of them. */
  readonly fields: Readonly<Record<string, TSchema>>;
  /** The default catalogue: what a device of this type takes when its driver describes no commands. */
  readonly commands: readonly CommandDescriptor[];
}

/** A group of device types that people know as one kind of thing. */
export interface DeviceDomain {
  readonly key: "lighting" | "media" | "climate" | "covers" | "security" | "robot_vacuums";
  /** For people. */
  readonly label: string;
  readonly deviceTypes: readonly DeviceTypeModel[];
}
