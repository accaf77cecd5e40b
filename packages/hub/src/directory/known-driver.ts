import type { DriverDetail, DriverSummary } from "@hos/protocol/rest";

/** A driver instance as the hub knows it: what people decided of it is not the hub's to say. */
export type KnownDriver = Omit<DriverSummary, "access" | "pairing" | "status"> & {
  readonly status: Exclude<DriverSummary["status"], "waiting">;
};

/** A driver instance in detail, as the hub knows it. */
export type KnownDriverDetail = Omit<DriverDetail, keyof DriverSummary | "waiting"> & KnownDriver;
