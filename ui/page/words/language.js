// What every language has to say.

/**
 * What a table of words is in any language: the same sentences of the same facts, with a text wherever there is one.
 * @template T
 * @typedef {T extends string ? string : T extends (...facts: infer Facts) => infer Said ? (...facts: Facts) => Words<Said> : { [Name in keyof T]: Words<T[Name]> }} Words
 */

export {};
