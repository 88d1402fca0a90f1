// How another agent is named in a line: by its seller's name for it, and by its identifier, since names repeat.
import { named } from "../../cards/foreign/foreign.js";
import { say } from "../../words/say.js";

/** @param {string} name @param {string} id short */
export const foreignName = (name, id) => say.facts.version(named(name), id);
