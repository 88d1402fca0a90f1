// The icons of the page: a name of our own, and what Lucide calls it. Every shape becomes one path, so that an icon is one string.
import { readFile } from "node:fs/promises";

const NAMES = {
  "alarm": "triangle-alert", "archive": "archive", "arrow": "arrow-right", "back": "chevron-left", "ban": "ban", "bell": "bell", "bell-off": "bell-off",
  "book": "book-open", "bookmark": "bookmark", "bug": "bug", "calendar": "calendar", "chart": "chart-column", "check": "check", "clock": "clock", "coins": "coins",
  "columns": "columns-3", "compare": "git-compare", "copy": "copy", "cross": "x", "dash": "minus", "diamond": "diamond", "dispute": "scale", "dot": "circle-dot",
  "down": "chevron-down", "download": "download", "edit": "pencil", "escrow": "landmark", "external": "external-link", "eye": "eye", "eye-off": "eye-off",
  "file": "file-text", "filter": "list-filter", "flag": "flag", "folder": "folder", "funnel": "funnel", "gift": "gift", "globe": "globe", "grid": "layout-grid",
  "handshake": "handshake", "hash": "hash", "heart": "heart", "help": "life-buoy", "image": "image", "info": "info", "json": "braces", "key": "key-round",
  "keyboard": "keyboard", "language": "languages", "list": "list", "lock": "lock", "market": "shopping-bag", "message": "message-circle", "moon": "moon",
  "more": "ellipsis", "money": "banknote", "next": "chevron-right", "node": "server", "offline": "wifi-off", "package": "package", "panel": "panel-left",
  "pause": "pause", "person": "user", "people": "users", "pin": "pin", "play": "play", "plug": "plug", "plus": "plus", "power": "power", "purchases": "receipt-text",
  "qr": "qr-code", "question": "circle-question-mark", "refresh": "rotate-cw", "repeat": "repeat", "reply": "message-square-reply", "rows": "rows-3",
  "sandbox": "flask-conical", "save": "save", "search": "search", "send": "send", "settings": "settings-2", "share": "split", "shield": "shield-check",
  "shield-alert": "shield-alert", "skip": "fast-forward", "sort": "arrow-up-down", "sort-down": "arrow-down", "sort-up": "arrow-up", "spark": "sparkles", "star": "star",
  "stop": "circle-stop", "sun": "sun", "table": "table", "tag": "tag", "terminal": "terminal", "trash": "trash", "trend": "trending-up", "triangle": "triangle",
  "undo": "undo-2", "unlink": "unlink", "up": "chevron-up", "upload": "upload", "verified": "badge-check", "wait": "hourglass", "wallet": "wallet", "warning": "triangle-alert",
  "zap": "zap",
};

/** Two half circles, as one path. @param {number} x @param {number} y @param {number} rx @param {number} ry */
const round = (x, y, rx, ry) => `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

/** A shape of SVG as the text of a path. @param {string} tag @param {Record<string, string>} attributes */
export function path(tag, attributes) {
  /** @param {string} name */
  const number = (name) => Number(attributes[name] ?? 0);
  switch (tag) {
    case "path":
      return attributes["d"] ?? "";
    case "circle":
      return round(number("cx"), number("cy"), number("r"), number("r"));
    case "ellipse":
      return round(number("cx"), number("cy"), number("rx"), number("ry"));
    case "line":
      return `M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`;
    case "polyline":
      return `M${attributes["points"]}`;
    case "polygon":
      return `M${attributes["points"]}z`;
    case "rect": {
      const [x, y, width, height, r] = [number("x"), number("y"), number("width"), number("height"), number("rx") || number("ry")];
      const corner = (/** @type {number} */ dx, /** @type {number} */ dy) => (r === 0 ? "" : `a${r} ${r} 0 0 1 ${dx} ${dy}`);
      return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`;
    }
    default:
      throw new Error(`no path for ${tag}`);
  }
}

/** The text of page/kit/icon/paths.js. @param {string} file Lucide's own list of shapes */
export async function icons(file) {
  const nodes = JSON.parse(await readFile(file, "utf8"));
  const lines = Object.entries(NAMES).map(([name, theirs]) => {
    if (!(theirs in nodes)) throw new Error(`Lucide has no ${theirs}`);
    // A path that begins with a small letter counts from where the one before it ended, so each begins at the corner.
    const all = nodes[theirs].map((/** @type {[string, Record<string, string>]} */ [tag, attributes]) => path(tag, attributes).replace(/^m/, "M0 0m"));
    return `  ${JSON.stringify(name)}: ${JSON.stringify(all.join(""))},`;
  });
  return `// Paths of Lucide's icons (ISC), on a square of 24, by our own names. Written by ui/icons.mjs.\nexport const PATHS = {\n${lines.join("\n")}\n};\n`;
}
