// Decides what a stranger's link leads to: a page that the browser may open, an email address, or nothing that is opened. Pure. The
// backend applies the same rule once more before it opens anything.

/** @typedef {{ kind: "page", host: string, address: string } | { kind: "mail", address: string } | { kind: "neither", address: string }} Target */

/** An address that people write, and nothing that a shell or a wallet could take for its own. */
const MAIL = /^[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text as it was given @returns {Target} `address`: what is opened or copied, as it is shown */
export function target(text) {
  const [, mail] = /^mailto:([^?#]*)/i.exec(text) ?? [];
  if (mail !== undefined && MAIL.test(decoded(mail))) return { kind: "mail", address: decoded(mail) };
  try {
    const url = new URL(text);
    if (url.protocol === "https:" && url.host !== "" && url.username === "" && url.password === "") return { kind: "page", host: url.host, address: url.href };
  } catch {
    // What is no address leads nowhere.
  }
  return { kind: "neither", address: text };
}
