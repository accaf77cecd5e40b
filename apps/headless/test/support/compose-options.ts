import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What of a service of compose.yaml the tests look at, and run a container with. */
export interface ComposeService {
  readonly profiles?: readonly string[];
  readonly build?: { readonly target: string };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly pids_limit?: number;
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly hostname?: string;
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const FILE = new URL("../../compose.yaml", import.meta.url);

/** The services of compose.yaml by name. */
export function readCompose(): Readonly<Record<string, ComposeService>> {
  const { services } = parse(readFileSync(FILE, "utf8"), { merge: true }) as {
    readonly services: Readonly<Record<string, ComposeService>>;
  };
  return services;
}

/** The options of `run` that say what the service says, its volumes under names of the test's own. */
export function toRunOptions(service: ComposeService, volumePrefix: string): readonly string[] {
  const options: string[] = [];
  const add = (name: string, values: readonly (string | number)[] | undefined) => {
    for (const value of values ?? []) options.push(name, String(value));
  };
  if (service.read_only === true) options.push("--read-only");
  add("--cap-drop", service.cap_drop);
  add(
    "--security-opt",
    service.security_opt?.map((option) => option.replace(":true", "")),
  );
  add("--tmpfs", service.tmpfs);
  add("--pids-limit", service.pids_limit === undefined ? [] : [service.pids_limit]);
  add("--memory", service.mem_limit === undefined ? [] : [service.mem_limit]);
  add("--cpus", service.cpus === undefined ? [] : [service.cpus]);
  add("--hostname", service.hostname === undefined ? [] : [service.hostname]);
  add(
    "--volume",
    service.volumes?.map((volume) => `${volumePrefix}-${volume}`),
  );
  // What compose fills in from the environment has a default after `:-`.
  add(
    "--env",
    Object.entries(service.environment ?? {}).map(([name, value]) => `${name}=${withDefaults(value)}`),
  );
  return options;
}

function withDefaults(text: string): string {
  return text.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, "$1");
}
