import type { TSchema } from "typebox";
import { REST_ROUTES } from "./rest-routes.ts";
import type { RestParameter, RestRoute } from "./routes/rest-route.ts";

/** The client API as one readable HTML page, without scripts and without anything from elsewhere. */
export function createApiPage(version: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>HOS client API</title>
<style>${STYLE}</style>
<main>
<h1>HOS client API <small>${escapeHtml(version)}</small></h1>
<p>The base paths <code>/app/os</code>, <code>/api/os</code> and <code>/v1/os</code> are equal. Every failure has the body
<code>{"ok": false, "code", "error", "details"}</code>. The same for machines: <a href="/openapi.json">openapi.json</a>.</p>
${REST_ROUTES.map(createRoute).join("\n")}
</main>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 small { font-weight: normal; opacity: .6; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .6rem 0; }
summary { cursor: pointer; }
code, pre { font: 14px/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px; }
b { display: inline-block; min-width: 3rem; font: 600 14px ui-monospace, monospace; }
`;

function createRoute(route: RestRoute): string {
  const { method, path, at, summary, scope, wholeHome, parameters, body, answers, errors } = route;
  const where = at === "root" ? path : `/app/os${path}`;
  const whole = wholeHome === true ? ", not for credentials that are confined to a part of the home" : "";
  return `<details>
<summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(where)}</code> ${escapeHtml(summary)}</summary>
<p>For: <code>${scope}</code>${whole}.${at === "both" ? ` Also at <code>${escapeHtml(path)}</code>.` : ""}</p>
${parameters.length === 0 ? "" : `<ul>${parameters.map(createParameter).join("")}</ul>`}
${body === undefined ? "" : `<p>Body</p>${createSchema(body)}`}
${Object.entries(answers)
  .map(
    ([status, { description, schema }]) =>
      `<p>${status}: ${escapeHtml(description)}</p>${schema === undefined ? "" : createSchema(schema)}`,
  )
  .join("")}
${errors.length === 0 ? "" : `<p>Failures: ${errors.map((code) => `<code>${code}</code>`).join(" ")}</p>`}
</details>`;
}

function createParameter({ name, in: place, description }: RestParameter): string {
  return `<li><code>${escapeHtml(name)}</code> (${place}): ${escapeHtml(description)}</li>`;
}

function createSchema(schema: TSchema): string {
  return `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
