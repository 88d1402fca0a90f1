// Copies the little third-party code that the page runs from node_modules to page/vendor/, which git ignores. The files are
// the published ones, unchanged but for what a bundler would write into them too; package-lock.json pins them by hash. The
// import map of index.html names them. The icons are written by icons.mjs.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { icons } from "./icons.mjs";

const FILES = {
  "lit-html": ["LICENSE", "lit-html.js", "directive.js", "async-directive.js", "directive-helpers.js", "directives/keyed.js", "directives/live.js", "directives/repeat.js", "directives/unsafe-html.js"],
  "@fontsource-variable/inter": ["LICENSE", "files/inter-latin-wght-normal.woff2", "files/inter-latin-ext-wght-normal.woff2"],
  "@tanstack/virtual-core": ["LICENSE", ...["index", "ios-gesture", "lazy-measurements", "scroll-classifier", "utils"].map((name) => `dist/esm/${name}.js`)],
  "@leeoniya/ufuzzy": ["LICENSE", "dist/uFuzzy.mjs"],
  "@tauri-apps/api": ["LICENSE-MIT", "core.js", "event.js", "external/tslib/tslib.es6.js"],
  "lucide-static": ["LICENSE"],
};

const here = new URL("./", import.meta.url).pathname;
await rm(`${here}page/vendor`, { recursive: true, force: true });
for (const [name, files] of Object.entries(FILES)) {
  for (const file of files) {
    const source = `${here}node_modules/${name}/${file}`;
    const target = `${here}page/vendor/${name}/${file}`;
    await mkdir(dirname(target), { recursive: true });
    if (name === "@tanstack/virtual-core") await writeFile(target, (await readFile(source, "utf8")).replaceAll("process.env.NODE_ENV", '"production"'));
    else await cp(source, target);
  }
}
await writeFile(`${here}page/vendor/lucide-static/icons.js`, await icons(`${here}node_modules/lucide-static/icon-nodes.json`));
