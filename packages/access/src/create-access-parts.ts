import { randomBytes as systemRandomBytes } from "node:crypto";
import { createId as createUlid, type Emitter } from "@hos/runtime";
import type { AccessControlOptions } from "./access-control-options.ts";
import type { AccessEvents } from "./access-events.ts";
import { PasswordHasher } from "./passwords/password-hasher.ts";
import { Doorman } from "./people/doorman.ts";
import { People } from "./people/people.ts";
import { SetupCode } from "./setup/setup-code.ts";
import { Setup } from "./setup/setup.ts";
import { AccessStore } from "./store/access-store.ts";
import { LoginThrottle } from "./throttle/login-throttle.ts";
import { StreamTickets } from "./tickets/stream-tickets.ts";
import { Sessions } from "./tokens/sessions.ts";
import { TokenExpiry } from "./tokens/token-expiry.ts";
import { TokenKeeper } from "./tokens/token-keeper.ts";
import { TokenRegistry } from "./tokens/token-registry.ts";
import { UsageLog } from "./tokens/usage-log.ts";

/** What access control is put together from. */
export type AccessParts = ReturnType<typeof createAccessParts>;

/** Makes the parts and tells each of those that it needs. */
export function createAccessParts(options: AccessControlOptions, events: Emitter<AccessEvents>) {
  const { config, clock, logger, rootToken, adminPassword, passwordCost } = options;
  const { createId = createUlid, randomBytes = systemRandomBytes } = options;
  const common = { clock, logger, createId, randomBytes };
  const store = new AccessStore(config, () => {
    registry.refresh();
    expiry.watch();
    setup.changed();
  });
  const hasher = new PasswordHasher({ randomBytes, ...(passwordCost !== undefined && { cost: passwordCost }) });
  const throttle = new LoginThrottle(clock);
  const tickets = new StreamTickets({ clock, randomBytes });
  const usage = new UsageLog({ ...common, store });
  const onRevoked = (revocation: AccessEvents["revoked"]) => events.emit("revoked", revocation);
  const registry = new TokenRegistry({ store, usage, clock, rootToken, onRevoked });
  const expiry = new TokenExpiry({ ...common, store, registry });
  const tokens = new TokenKeeper({ ...common, store, usage, registry });
  const sessions = new Sessions({ ...common, store, usage });
  const people = new People({ ...common, store, sessions, hasher });
  const doorman = new Doorman({ store, people, sessions, hasher, throttle, logger });
  const code = new SetupCode({ clock, randomBytes, onCode: (text) => events.emit("setupCode", text) });
  const onDone = () => events.emit("setUp", undefined);
  const setup = new Setup({ store, people, sessions, code, logger, adminPassword, onDone });
  return { store, throttle, tickets, usage, registry, expiry, tokens, people, doorman, setup };
}
