import { ApiFailure } from "@hos/protocol/rest";

/** There are no backups of a hub that stores nothing. */
export function noFiles(): ApiFailure {
  return new ApiFailure("STORAGE_UNAVAILABLE", "This hub stores nothing on a disk.", {
    details: ["Start it with a data folder to make backups."],
  });
}
