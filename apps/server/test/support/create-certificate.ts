import { generateKeyPairSync, sign } from "node:crypto";

/** Says what a certificate is made of. */
export interface CertificateOptions {
  /** @default hub.test */
  readonly commonName?: string;
  /** @default 2020 */
  readonly notBefore?: Date;
  /** @default 2099 */
  readonly notAfter?: Date;
}

const OID_COMMON_NAME = [0x55, 0x04, 0x03];
const OID_ECDSA_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const [INTEGER, BIT_STRING, OID, UTF8, GENERALIZED_TIME, SEQUENCE, SET] = [2, 3, 6, 12, 24, 0x30, 0x31] as const;

/** Makes a new key and a certificate (X.509, self-signed) for it, both PEM. */
export function createCertificate(options: CertificateOptions = {}): { readonly cert: string; readonly key: string } {
  const { commonName = "hub.test" } = options;
  const { notBefore = new Date("2020-01-01"), notAfter = new Date("2099-01-01") } = options;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, der(OID, Buffer.from(OID_ECDSA_SHA256)));
  const attribute = der(SEQUENCE, der(OID, Buffer.from(OID_COMMON_NAME)), der(UTF8, Buffer.from(commonName)));
  const name = der(SEQUENCE, der(SET, attribute));
  const validity = der(SEQUENCE, time(notBefore), time(notAfter));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const body = der(SEQUENCE, der(INTEGER, Buffer.from([1])), algorithm, name, validity, name, spki);
  const signature = sign("sha256", body, privateKey);
  const certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  return { cert: pem(certificate), key: privateKey.export({ type: "pkcs8", format: "pem" }) };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function time(date: Date): Buffer {
  return der(GENERALIZED_TIME, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\..*/g, "")}Z`));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
