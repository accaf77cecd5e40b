import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { ONE, startScripted } from "../support/scripted-admission.ts";

const TOKEN = "hosd_01J_planted-secret";

describe("secrets", () => {
  it("reach no log line, no fault, no event and no refusal, whatever becomes of them", async () => {
    await using test = await startScripted();
    const events: unknown[] = [];
    for (const name of ["frameRejected", "sessionOpened", "sessionClosed"] as const) {
      test.running.hub.events.on(name, (event) => events.push(event));
    }
    const params = { ...ONE, protocolVersion: 1, token: TOKEN };
    const attempts: unknown[] = [
      { method: "driver.register", params: { ...params, driverKey: "no" } },
      { method: "driver.register", params: { ...params, token: { secret: TOKEN } } },
      { method: "driver.register", params: { ...params, token: TOKEN.repeat(100) } },
      { method: "driver.register", params: { ...params, protocolVersion: 9 } },
      { method: "driver.event", params: { event: "DRIVER_LOG", token: TOKEN } },
      { event: "SYNC", token: TOKEN },
      { method: TOKEN },
      `{"method":"driver.register","params":{"token":"${TOKEN}"`,
      `{"token":secret}`,
    ];
    for (const attempt of attempts) {
      await using driver = await PlainDriver.connect(test.running.url, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      driver.send(attempt);
      expect(await driver.next()).toMatchObject({ ok: false });
    }
    const answers = [
      { type: "refused", reason: "No." },
      { type: "busy", reason: "Later." },
      { type: "admitted" },
    ] as const;
    for (const answer of answers) {
      test.admission.answer = () => answer;
      await using driver = await PlainDriver.connect(test.running.url);
      await driver.register("one", "TEST", TOKEN);
      if (answer.type === "admitted") {
        driver.send({ method: "driver.register", params });
        await driver.next();
      }
    }
    test.admission.answer = () => test.admission.pairing();
    await using waiting = await PlainDriver.connect(test.running.url);
    const asked = await waiting.register("two");
    const { code } = asked["pairing"] as { code: string };
    test.running.hub.gateway.paired({ driver: { ...ONE, instanceId: "two" }, code, token: TOKEN });
    await waiting.next();
    test.running.hub.gateway.expel(ONE, "The credential was revoked.");

    const { hub } = test.running;
    const told = inspect(
      [
        test.running.lines,
        events,
        test.running.live,
        hub.drivers.list(),
        hub.drivers.get(ONE),
        hub.gateway.refusals.list(),
        [...hub.gateway.refusals.totals()],
      ],
      { depth: 10, maxArrayLength: null, maxStringLength: null },
    );
    expect(told).toContain("TEST");
    // A part of it, too: the JSON parser quotes what is around a fault.
    expect(told).not.toMatch(/planted|secret/);
    expect(told).not.toContain(code);
  });
});
