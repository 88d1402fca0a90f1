// What is wrong with a connection as it is typed, before anybody is asked. Pure.

/** @typedef {"nodeUrl" | "nodeKey" | "registryUrl" | "registryKey"} Field */
/** `missing`: nothing is typed; `scheme`: an address that does not begin as one. @typedef {"missing" | "scheme"} Wrong */

/**
 * @param {Record<Field, string>} draft
 * @param {(key: "nodeKey" | "registryKey") => boolean} keeps whether a blank key is the stored one
 * @returns {Partial<Record<Field, Wrong>>} in the order of the form
 */
export function wrongs(draft, keeps) {
  /** @type {Partial<Record<Field, Wrong>>} */
  const found = {};
  for (const [url, key] of /** @type {const} */ ([["nodeUrl", "nodeKey"], ["registryUrl", "registryKey"]])) {
    if (draft[url].trim() === "") found[url] = "missing";
    else if (!/^\s*https?:\/\//iu.test(draft[url])) found[url] = "scheme";
    if (draft[key].trim() === "" && !keeps(key)) found[key] = "missing";
  }
  return found;
}
