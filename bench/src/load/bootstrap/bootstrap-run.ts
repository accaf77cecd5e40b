import { readCpuMs } from "../../machine/read-cpu-ms.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import { RawConnection } from "../../wire/raw-connection.ts";
import { readHttpAnswers } from "../../wire/read-http-answers.ts";

/** The whole home, asked for again and again. */
export interface BootstrapJob {
  readonly target: Target;
  readonly serverPid: number;
  readonly times: number;
}

/** What came out of a {@link BootstrapJob}. */
export interface BootstrapResult {
  readonly serverCpuMs: number;
  readonly wallMs: number;
  readonly bytes: number;
}

const WARM_UP = 5;

/** Does a {@link BootstrapJob}; the figures are those of one answer. */
export async function runBootstrap({ target, serverPid, times }: BootstrapJob): Promise<BootstrapResult> {
  let answered: ((body: Buffer) => void) | undefined;
  const take = readHttpAnswers((status, body) => {
    if (status !== 200) throw new Error(`GET /bootstrap: ${status} ${body.toString()}`);
    answered?.(body);
  });
  const connection = await RawConnection.open(target, take);
  const headers = [`host: ${target.host}:${target.port}`, `authorization: Bearer ${target.token}`].join("\r\n");
  const ask = () => {
    connection.write(`GET /app/os/bootstrap HTTP/1.1\r\n${headers}\r\n\r\n`);
    return new Promise<Buffer>((resolve) => (answered = resolve));
  };
  for (let count = 0; count < WARM_UP; count += 1) await ask();
  const cpuBefore = readCpuMs(serverPid);
  const beganAt = performance.now();
  let bytes = 0;
  for (let count = 0; count < times; count += 1) bytes = (await ask()).length;
  const wallMs = (performance.now() - beganAt) / times;
  connection.close();
  return { serverCpuMs: (readCpuMs(serverPid) - cpuBefore) / times, wallMs, bytes };
}
