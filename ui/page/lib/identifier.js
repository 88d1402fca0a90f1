// Recognises a whole agentIdentifier in a search, as it is or as a link to its agent: the agent can be asked for although no list
// has it.

/** The identifier that was typed, as the registry spells it; `""`: something else was. @param {string} text */
export function typedIdentifier(text) {
  const typed = text.trim().replace(/^masumi:\/\/agent\/([^/]*)\/?$/i, "$1");
  // A policy id (28 bytes), and the name of an asset of it (at most 32). Some services take longer ones.
  return /^[0-9a-fA-F]{57,250}$/.test(typed) ? typed.toLowerCase() : "";
}
