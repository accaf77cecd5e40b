import { ApiFailure } from "@hos/protocol/rest";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, test } from "vitest";
import { LoginThrottle } from "../../src/throttle/login-throttle.ts";

function createThrottle() {
  const clock = new ManualClock();
  return { clock, throttle: new LoginThrottle(clock) };
}

/** How many seconds an attempt has to wait; 0: it was let through, and was wrong. */
function guess(throttle: LoginThrottle, account: string, address: string | undefined): number {
  try {
    throttle.begin({ account, address });
    return 0;
  } catch (failure) {
    if (!(failure instanceof ApiFailure) || failure.code !== "TOO_MANY_REQUESTS") throw failure;
    return failure.retryAfterS ?? Number.NaN;
  }
}

/** Guesses whenever it may, for so long; how often it was let through. */
function guessFor(durationMs: number, { clock, throttle }: ReturnType<typeof createThrottle>, address: string): number {
  const end = clock.now() + durationMs;
  let passed = 0;
  while (clock.now() < end) {
    const waitS = guess(throttle, "owner", address);
    if (waitS === 0) passed += 1;
    else clock.advance(waitS * 1000);
  }
  return passed;
}

describe("LoginThrottle", () => {
  test("gives somebody who mistypes five tries, and then says how long to wait", () => {
    const { throttle } = createThrottle();
    const waits = Array.from({ length: 8 }, () => guess(throttle, "owner", "192.168.1.9"));
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test("lets one address guess at one account no more than some two hundred times a day", () => {
    expect(guessFor(24 * 3_600_000, createThrottle(), "192.168.1.9")).toBeLessThan(200);
  });

  test("lets one address guess at many accounts no more than some hundreds of times a day", () => {
    const { clock, throttle } = createThrottle();
    let passed = 0;
    for (const end = clock.now() + 24 * 3_600_000; clock.now() < end;) {
      const waitS = guess(throttle, `account-${passed}`, "192.168.1.9");
      if (waitS === 0) passed += 1;
      else clock.advance(waitS * 1000);
    }
    expect(passed).toBeLessThan(400);
  });

  test("does not hold up the owner at another address, however long one address guesses", () => {
    const home = createThrottle();
    for (let hour = 0; hour < 24; hour += 1) {
      guessFor(3_600_000, home, "192.168.1.66");
      expect(guess(home.throttle, "owner", `10.0.0.${hour}`)).toBe(0);
    }
  });

  test("holds up the owner by seconds only where hundreds of addresses guess, and not at all where the owner is known", () => {
    const { throttle } = createThrottle();
    throttle.begin({ account: "owner", address: "192.168.1.2" }).succeeded();
    for (let round = 0; round < 5; round += 1) {
      for (let host = 0; host < 250; host += 1) guess(throttle, "owner", `10.0.${round}.${host}`);
    }
    expect(guess(throttle, "owner", "192.168.1.3")).toBeLessThanOrEqual(5);
    expect(guess(throttle, "owner", "192.168.1.2")).toBe(0);
  });

  test("takes an IPv6 network for one that guesses, without locking out its other machines", () => {
    const { clock, throttle } = createThrottle();
    throttle.begin({ account: "guest", address: "2001:db8::cafe" }).succeeded();
    let passed = 0;
    for (let host = 1; host < 5000; host += 1) {
      if (guess(throttle, `account-${host}`, `2001:db8::${host.toString(16)}`) === 0) passed += 1;
      clock.advance(100);
    }
    // 500 s: the free ones, and one each 30 s or a little more often.
    expect(passed).toBeLessThan(100);
    expect(guess(throttle, "owner", "2001:db8::beef")).toBeLessThanOrEqual(30);
    expect(guess(throttle, "guest", "2001:db8::cafe")).toBe(0);
    expect(guess(throttle, "owner", "2001:db8:0:1::1")).toBe(0);
  });

  test("counts IPv4 in the clothes of IPv6 as the same address", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 6; attempt += 1) guess(throttle, "owner", "192.168.1.9");
    expect(guess(throttle, "owner", "::ffff:192.168.1.9")).toBeGreaterThan(0);
  });

  test("counts an address that is not known like any other", () => {
    const { throttle } = createThrottle();
    const waits = Array.from({ length: 7 }, () => guess(throttle, "owner", undefined));
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  test("does not let somebody wash off guesses at others with good logins of the own", () => {
    const { throttle } = createThrottle();
    let guessed = 0;
    for (let round = 0; round < 100; round += 1) {
      try {
        throttle.begin({ account: "mine", address: "192.168.1.9" }).succeeded();
      } catch {
        // Held up like everything from there.
      }
      if (guess(throttle, `victim-${round}`, "192.168.1.9") === 0) guessed += 1;
    }
    expect(guessed).toBe(21);
  });

  test("forgets what was mistyped once the password was right", () => {
    const { throttle } = createThrottle();
    for (let round = 0; round < 3; round += 1) {
      for (let typo = 0; typo < 5; typo += 1) expect(guess(throttle, "owner", "192.168.1.2")).toBe(0);
      throttle.begin({ account: "owner", address: "192.168.1.2" }).succeeded();
    }
    expect(guess(throttle, "owner", "192.168.1.2")).toBe(0);
  });

  test("does not count what was never looked at", () => {
    const { throttle } = createThrottle();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      throttle.begin({ account: "owner", address: "192.168.1.2" }).withdrawn();
    }
    expect(guess(throttle, "owner", "192.168.1.2")).toBe(0);
  });
});
