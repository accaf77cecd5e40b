import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createSetUpHome, OWNER } from "./create-access.ts";
import { UnwritablePersistence } from "./unwritable-persistence.ts";

test("no password, token, ticket or code stands in a log line, a failure, a listing or what is stored", async () => {
  const rootToken = "planted-root-token-of-many-characters";
  const persistence = new UnwritablePersistence();
  const home = await createSetUpHome({ rootToken, persistence });
  const { access, owner, ownerId, clock, codes, lines } = home;
  const planted = {
    own: OWNER.password,
    wrong: "planted wrong password",
    next: "planted next password",
    guest: "planted guest password",
    asName: "planted password as name",
  };
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (failure) {
      failures.push(failure);
    }
  };

  const guest = await access.createUser({ username: "guest", password: planted.guest, role: "guest" });
  const session = await access.logIn({ username: "guest", password: planted.guest }, "10.0.0.1");
  const api = await access.createToken(owner, { name: "script", scopes: ["devices:read"] });
  const { ticket } = access.issueTicket(owner);
  const used = access.issueTicket(owner).ticket;
  access.redeemTicket(used);
  await attempt(() => access.setUp({ code: codes[0] ?? "", ...OWNER }, "10.0.0.1"));
  for (let tried = 0; tried < 8; tried += 1) {
    await attempt(() => access.logIn({ ...OWNER, password: planted.wrong }, "10.0.0.9"));
    await attempt(() => access.logIn({ username: planted.asName, password: planted.own }, "10.0.0.9"));
  }
  await attempt(() => access.changePassword(owner, { current: planted.wrong, password: planted.next }, "10.0.0.8"));
  await attempt(() => access.changePassword(owner, { current: planted.own, password: planted.next }, "10.0.0.8"));
  await attempt(() => access.updateUser(owner, ownerId, { password: planted.wrong }));
  await attempt(() => access.updateUser(owner, guest.id, { password: planted.next }));
  await attempt(() => access.revokeToken(owner, api.token));
  await attempt(() => access.createUser({ username: "x", password: "planted", role: "guest" }));
  const reset = await access.resetPassword("guest");
  access.authenticate(api.token);
  persistence.full = true;
  await attempt(() => access.revokeToken(owner, api.id));
  await attempt(() => access.logIn({ username: "guest", password: reset }, "10.0.0.7"));
  clock.advance(300_000);
  await access.close();

  const told = inspect([lines, failures, access.listTokens(owner), access.listUsers(), access.describe(owner)], {
    depth: 10,
    showHidden: true,
  });
  const all = `${told}${JSON.stringify(await persistence.load())}`;
  expect(failures.length).toBeGreaterThan(10);
  const secrets = [session.token, api.token, home.ownerToken].map((token) => token.slice(-40));
  for (const secret of [...Object.values(planted), ...secrets, rootToken, ticket, used, reset, codes[0] ?? ""]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(all).not.toContain(secret);
  }
});
