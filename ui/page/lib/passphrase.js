// A passphrase that nobody can guess: groups of letters and digits of which none looks like another one. Pure: bytes in, text out.

/** 32 of them, so that five bits of a byte choose one without a preference. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 6;
const LENGTH = 4;

/** So many random bytes it is made of: 120 bits of them count. */
export const BYTES = GROUPS * LENGTH;

/** @param {Uint8Array} bytes */
export const passphrase = (bytes) => Array.from({ length: GROUPS }, (_, group) => Array.from(bytes.subarray(group * LENGTH, (group + 1) * LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join("")).join("-");
