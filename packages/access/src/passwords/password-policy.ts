import { ApiFailure } from "@hos/protocol/rest";

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;

/** The passwords of eight characters or more that lists of leaked ones begin with. */
const COMMON: ReadonlySet<string> = new Set(
  `123456789 1234567890 12345678 11111111 00000000 88888888 12341234 123123123 87654321 987654321 0987654321 password
  password1 password12 password123 passw0rd p@ssw0rd p@ssword qwertyui qwertyuiop qwerty123 qwerty12345 1q2w3e4r
  1q2w3e4r5t 1qaz2wsx q1w2e3r4 asdfghjk asdfghjkl zxcvbnm123 iloveyou sunshine princess football baseball superman
  trustno1 welcome1 letmein1 admin123 admin1234 administrator changeme abcd1234 abc12345 a1b2c3d4 aa123456 michelle
  computer internet starwars whatever jennifer smarthome homeassistant haptique`.split(/\s+/),
);

/**
 * Refuses what an attacker would try first. There are no rules about kinds of characters: they make passwords that are
 * hard for people and easy for machines.
 *
 * @throws {ApiFailure} INVALID_REQUEST
 */
export function checkPassword(password: string, username: string): void {
  if (password.length < MIN_LENGTH) refuse(`The password must have at least ${MIN_LENGTH} characters.`);
  if (password.length > MAX_LENGTH) refuse(`The password must have at most ${MAX_LENGTH} characters.`);
  const plain = password.normalize("NFKC").toLowerCase();
  if (plain === username.normalize("NFKC").toLowerCase()) refuse("The password must not be the user name.");
  if (COMMON.has(plain) || new Set(plain).size === 1) refuse("Everybody knows this password. Choose another one.");
}

function refuse(message: string): never {
  throw new ApiFailure("INVALID_REQUEST", message, { details: [message] });
}
