// The page's lints. The ones of our own hold three walls: text from agents never becomes HTML (except the backend's sanitised
// result, in one module), amounts are never computed with, and the page talks to nobody but the backend.
import js from "@eslint/js";
import globals from "globals";

const HTML_SINKS = [
  ...["innerHTML", "outerHTML", "srcdoc"].map((property) => ({ selector: `MemberExpression[property.name='${property}']`, message: "Text from agents must not become HTML; use a lit template." })),
  ...["insertAdjacentHTML", "writeln", "createContextualFragment", "setHTMLUnsafe", "parseFromString"].map((method) => ({ selector: `CallExpression[callee.property.name='${method}']`, message: "Text from agents must not become HTML; use a lit template." })),
  { selector: "CallExpression[callee.property.name='write']:not([callee.object.property.name='clipboard'])", message: "Text from agents must not become HTML; use a lit template." },
  { selector: "NewExpression[callee.name='Function']", message: "No code from text." },
  { selector: "CallExpression[callee.name='fetch'], NewExpression[callee.name=/^(XMLHttpRequest|WebSocket|EventSource|Worker)$/]", message: "The page talks to the backend only (backend.js)." },
];
const AMOUNTS = [
  ...["BinaryExpression", "UnaryExpression", "AssignmentExpression", "UpdateExpression"].map((kind) => `${kind} > MemberExpression[property.name='amount']`),
  "CallExpression[callee.name=/^(Number|BigInt|parseInt|parseFloat)$/] MemberExpression[property.name='amount']",
].map((selector) => ({ selector, message: "Amounts are shown as the backend wrote them, and never computed with." }));
/** `say` is bound anew for another language: a word that is read once, at load or when a page opens, stays in the old one. */
const WORDS = ["MemberExpression[object.name='say']:not(:function MemberExpression)", "FunctionDeclaration[id.name='open'] MemberExpression[object.name='say']:not(FunctionDeclaration[id.name='open'] :function MemberExpression)"]
  .map((selector) => ({ selector, message: "A word is read when it is shown, and not kept: the language can change." }));
const ONE_SINK = { name: "lit-html/directives/unsafe-html.js", message: "Only cards/result/result.js shows HTML, and only what the backend sanitised." };
const ONE_DOOR = ["@tauri-apps/api/core", "@tauri-apps/api/event"].map((name) => ({ name, message: "Only backend.js talks to the backend." }));

export default [
  { ignores: ["page/kit/icon/paths.js", "node_modules/", "types/"] },
  js.configs.recommended,
  {
    rules: {
      "eqeqeq": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  { files: ["tests/**", "**/*.test.js", "*.js", "*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["page/**"],
    ignores: ["**/*.test.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-syntax": ["error", ...HTML_SINKS, ...AMOUNTS, ...WORDS],
      "no-restricted-imports": ["error", { paths: [ONE_SINK, ...ONE_DOOR] }],
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
      "no-restricted-properties": ["error", { object: "Date", property: "now", message: "The node's time is passed in (clock.js)." }],
    },
  },
  { files: ["page/cards/result/result.js"], rules: { "no-restricted-imports": ["error", { paths: ONE_DOOR }] } },
  { files: ["page/lib/kept.js"], rules: { "no-restricted-globals": "off" } },
  { files: ["page/backend.js"], rules: { "no-restricted-imports": ["error", { paths: [ONE_SINK] }] } },
];
