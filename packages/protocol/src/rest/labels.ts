import { Type } from "typebox";

/** What people call something. Spaces around it are taken away. */
export const Name = Type.String({ minLength: 1, maxLength: 128 });

/** A picture of something: a word that the client app knows. */
export const Icon = Type.String({ minLength: 1, maxLength: 64, description: "A word that the client app knows." });

/** Where something stands among its like: those with smaller numbers come first. */
export const Order = Type.Integer({
  minimum: -1_000_000,
  maximum: 1_000_000,
  description: "Those with smaller numbers come first.",
});
