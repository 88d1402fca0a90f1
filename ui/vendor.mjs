// Copies the little third-party code that the page runs from node_modules to page/vendor/, which git ignores. The files are
// the published ones, unchanged; package-lock.json pins them by hash. The import map of index.html names them.
import { cp, mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";

const FILES = {
  "lit-html": ["LICENSE", "lit-html.js", "directive.js", "directive-helpers.js", "directives/live.js", "directives/repeat.js", "directives/unsafe-html.js"],
  "@fontsource-variable/inter": ["LICENSE", "files/inter-latin-wght-normal.woff2", "files/inter-latin-ext-wght-normal.woff2"],
  "@tauri-apps/api": ["LICENSE-MIT", "core.js", "event.js", "external/tslib/tslib.es6.js"],
};

const here = new URL("./", import.meta.url).pathname;
await rm(`${here}page/vendor`, { recursive: true, force: true });
for (const [name, files] of Object.entries(FILES)) {
  for (const file of files) {
    const target = `${here}page/vendor/${name}/${file}`;
    await mkdir(dirname(target), { recursive: true });
    await cp(`${here}node_modules/${name}/${file}`, target);
  }
}
