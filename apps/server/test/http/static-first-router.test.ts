import { Hono } from "hono";
import { expect, test } from "vitest";
import { StaticFirstRouter } from "../../src/http/static-first-router.ts";

function createApp(): Hono {
  const app = new Hono({ router: new StaticFirstRouter() });
  app.get("/spaces", (c) => c.text("list"));
  app.post("/spaces/save", (c) => c.text("save"));
  app.post("/spaces/:id/remove", (c) => c.text(`remove ${c.req.param("id")}`));
  app.post("/spaces/:id", (c) => c.text(`set ${c.req.param("id")}`));
  return app;
}

test.each([
  ["GET", "/spaces", "list"],
  ["POST", "/spaces/save", "save"],
  ["POST", "/spaces/save/remove", "remove save"],
  ["POST", "/spaces/hall", "set hall"],
  ["POST", "/spaces/a%20b/remove", "remove a b"],
])("%s %s is answered by its route", async (method, path, answer) => {
  const response = await createApp().request(path, { method });
  expect(await response.text()).toBe(answer);
});

test("a middleware is refused, since it would be passed over", () => {
  expect(() => createApp().use((_c, next) => next())).toThrow(TypeError);
  expect(() => createApp().use("/spaces", (_c, next) => next())).toThrow(TypeError);
  expect(() => createApp().get("/spaces", (c) => c.text("another"))).toThrow(TypeError);
  expect(() =>
    createApp().get(
      "/rooms",
      (_c, next) => next(),
      (c) => c.text("rooms"),
    ),
  ).toThrow(TypeError);
});

test.each([
  ["GET", "/"],
  ["GET", "/spaces/"],
  ["GET", "/spaces/save"],
  ["POST", "/spaces"],
  ["POST", "/spaces/hall/remove/all"],
  ["DELETE", "/spaces"],
])("%s %s has no route", async (method, path) => {
  expect((await createApp().request(path, { method })).status).toBe(404);
});
