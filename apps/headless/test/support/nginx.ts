import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { succeeds } from "./run-program.ts";

const CONFIG = new URL("../../../../deploy/nginx/hos.conf", import.meta.url);
const START_TIMEOUT_MS = 10_000;

/** nginx in front of a hub, as deploy/nginx/hos.conf says, with ports and a certificate of its own. */
export class Nginx implements AsyncDisposable {
  /** Where TLS is spoken, `127.0.0.1:443` so to speak. */
  readonly authority: string;
  /** Where it is not. */
  readonly plainAuthority: string;
  /** Signs the certificate, which is for 127.0.0.1. */
  readonly certificateFile: string;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(folder: string, ports: readonly [number, number]) {
    this.#folder = folder;
    this.authority = `127.0.0.1:${ports[0]}`;
    this.plainAuthority = `127.0.0.1:${ports[1]}`;
    this.certificateFile = join(folder, "cert.pem");
    this.#child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#ended = once(this.#child, "exit");
  }

  /** Whether this machine has nginx, and openssl for a certificate. */
  static async isInstalled(): Promise<boolean> {
    return (await succeeds("nginx", ["-v"])) && (await succeeds("openssl", ["version"]));
  }

  /** @param hub host and port of the hub */
  static async start(hub: string): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), "hos-nginx-"));
    const ports = [await freePort(), await freePort()] as const;
    mkdirSync(join(folder, "logs"));
    makeCertificate(folder);
    const site = readFileSync(CONFIG, "utf8")
      .replaceAll("server 127.0.0.1:8080;", `server ${hub};`)
      .replaceAll(/^ *listen \[::\]:.*\n/gm, "")
      .replaceAll("listen 443 ssl;", `listen 127.0.0.1:${ports[0]} ssl;`)
      .replaceAll("listen 80;", `listen 127.0.0.1:${ports[1]};`)
      .replaceAll("/etc/nginx/hos", folder);
    writeFileSync(join(folder, "site.conf"), site);
    writeFileSync(join(folder, "nginx.conf"), mainConfig(folder));
    const nginx = new Nginx(folder, ports);
    try {
      await untilListening(ports[0]);
      return nginx;
    } catch (error) {
      await nginx[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill("SIGTERM");
    await this.#ended;
    rmSync(this.#folder, { recursive: true });
  }
}

function mainConfig(folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  include ${folder}/site.conf;
}
`;
}

function makeCertificate(folder: string): void {
  const key = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-keyout",
    join(folder, "key.pem"),
  ];
  const names = ["-subj", "/CN=hub.example.com", "-addext", "subjectAltName=DNS:hub.example.com,IP:127.0.0.1"];
  const file = ["-days", "2", "-out", join(folder, "cert.pem")];
  execFileSync("openssl", ["req", "-x509", ...key, ...names, ...file], { stdio: "ignore" });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port could be had.");
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  for (;;) {
    signal.throwIfAborted();
    const socket = connect(port, "127.0.0.1");
    const connected = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
  }
}
