// The style sheets' lints. Ours hold one wall: colours, sizes of type, spaces, corners and durations are tokens (page/styles/tokens.css),
// so that a look changes in one place; and no rule knows left from right, so that a page can be read from either side.
const PHYSICAL = [
  "/^(margin|padding|border|inset)-(left|right|top|bottom)/", "left", "right", "top", "bottom", "/^border-(top|bottom)-(left|right)-radius$/", "/^scroll-(margin|padding)-(left|right|top|bottom)$/", "float",
];
/** A length that is a token, a sum of tokens, nothing, or in proportion to the text or the place it stands in. */
const SPACE = ["/^((-?var\\(--s\\w+\\)|calc\\([^;]*var\\(--s\\w+\\)[^;]*\\)|0|auto|-?[\\d.]+(em|ch)|inherit)( |$))+$/"];

export default {
  extends: ["stylelint-config-standard"],
  ignoreFiles: ["node_modules/**"],
  rules: {
    "color-no-hex": true,
    "color-named": "never",
    "function-disallowed-list": ["/^(rgb|hsl|hwb|lab|lch|oklab|oklch|light-dark)a?$/"],
    "property-disallowed-list": PHYSICAL,
    "declaration-property-value-disallowed-list": { "text-align": ["left", "right"], "/^transition/": ["/\\d+m?s/"], "animation": ["/\\d+m?s/"] },
    "declaration-property-value-allowed-list": {
      "font-size": ["/^var\\(--size(-\\w+)?\\)$/", "/^[\\d.]+em$/", "inherit"],
      "font-weight": ["/^var\\(--weight(-\\w+)?\\)$/", "inherit"],
      "line-height": ["/^var\\(--leading(-\\w+)?\\)$/", "1", "inherit"],
      "/^border(-\\w+)*-radius$/": ["/^((var\\(--round(-\\w+)?\\)|0)( |$))+$/", "inherit"],
      "/^(margin|padding)/": SPACE,
      "/^(row-|column-)?gap$/": SPACE,
      "z-index": ["/^var\\(--layer-\\w+\\)$/"],
      "box-shadow": ["/^(var\\(--[\\w-]+\\)|none)$/", "/^inset 0 0 0 \\d+px var\\(--[\\w-]+\\)$/", "/^0 0 0 \\d+px var\\(--[\\w-]+\\)$/"],
    },
    "import-notation": "string",
    "no-descending-specificity": null,
    "custom-property-empty-line-before": null,
    "value-keyword-case": ["lower", { ignoreKeywords: ["Inter"], camelCaseSvgKeywords: true, ignoreProperties: ["/^--/"] }],
    "selector-class-pattern": "^[a-z][a-z0-9-]*$",
  },
  overrides: [{ files: ["page/styles/tokens.css"], rules: { "color-no-hex": null, "function-disallowed-list": null, "declaration-property-value-allowed-list": null } }],
};
