// A file of the person's as text: one that was chosen, or dropped. What is no text, or written in an encoding that would have to be
// guessed, is said to be so; nothing is read into a field that is not what the file says.

/** @typedef {"large" | "encoding" | "binary" | "unreadable"} Wrong */

/** The encoding that a file names by its first bytes; UTF-8 where it names none. @param {Uint8Array} bytes */
function encoding(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** @param {Uint8Array} bytes @returns {{ text: string } | { wrong: Wrong }} */
export function decoded(bytes) {
  try {
    const text = new TextDecoder(encoding(bytes), { fatal: true }).decode(bytes);
    return text.includes("\0") ? { wrong: "binary" } : { text };
  } catch {
    return { wrong: bytes.includes(0) ? "binary" : "encoding" };
  }
}

/** @param {Blob} file @param {number} most bytes @returns {Promise<{ text: string } | { wrong: Wrong }>} */
export async function readText(file, most) {
  if (file.size > most) return { wrong: "large" };
  try {
    return decoded(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // It was taken away, or is a folder.
    return { wrong: "unreadable" };
  }
}
