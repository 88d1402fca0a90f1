// Makes the page as the window loads it, in target/page: one script, with the other language in a second, one style sheet and the
// fonts. A request for each of two hundred modules takes longer than all they do. Names stay as they are written, so that whoever reads
// an error finds the place.
// Beside it, in target/workshop, the page of the parts alone (kit.html), for people who work on them and for the stories; no release has it.
//
//   node bundle.mjs           once; files that come out the same stay untouched
//   node bundle.mjs --watch   and again with each change
//   node bundle.mjs --kit     likewise, and serves the parts to a browser on this computer
import { context } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { icons } from "./icons.mjs";

const here = new URL("./", import.meta.url).pathname;
const target = new URL("../target/", import.meta.url).pathname;

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: here,
  outbase: "page",
  bundle: true,
  splitting: true,
  format: "esm",
  charset: "utf8",
  legalComments: "eof",
  minifyWhitespace: true,
  minifySyntax: true,
  assetNames: "fonts/[name]",
  chunkNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  write: false,
};

/** Keeps a folder as it came out of the last build, with the document that loads it. @param {string} folder @param {string} document @returns {import("esbuild").Plugin} */
const kept = (folder, document) => ({
  name: "kept",
  setup: (built) => built.onEnd(async ({ outputFiles, errors }) => {
    if (errors.length > 0) return;
    const files = new Map((outputFiles ?? []).map((file) => [relative(folder, file.path), Buffer.from(file.contents)]));
    files.set(document, await readFile(`${here}page/${document}`));
    await mkdir(folder, { recursive: true });
    for (const old of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const name = relative(folder, `${old.parentPath}/${old.name}`);
      if (old.isFile() && !files.has(name)) await rm(`${folder}/${name}`);
    }
    for (const [name, content] of files) {
      const place = `${folder}/${name}`;
      if ((await readFile(place).catch(() => undefined))?.equals(content)) continue;
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, content);
    }
  }),
});

/** @param {string} folder under target @param {string} document @param {string[]} entries */
const page = (folder, document, entries) =>
  context({ ...common, entryPoints: entries.map((entry) => `page/${entry}`), outdir: target + folder, plugins: [kept(target + folder, document)] });

await writeFile(`${here}page/kit/icon/paths.js`, await icons(`${here}node_modules/lucide-static/icon-nodes.json`));
const pages = await Promise.all([
  page("page", "index.html", ["main.js", "styles/page.css"]),
  page("workshop", "kit.html", ["kit/page/page.js", "kit/page/page.css", "styles/page.css"]),
]);
await Promise.all(pages.map((one) => one.rebuild()));

const [wish] = process.argv.slice(2);
if (wish === undefined) await Promise.all(pages.map((one) => one.dispose()));
else await Promise.all(pages.map((one) => one.watch()));
if (wish === "--kit") {
  const { port } = await /** @type {import("esbuild").BuildContext} */ (pages[1]).serve({ host: "127.0.0.1", servedir: `${target}workshop` });
  console.log(`http://127.0.0.1:${port}/kit.html`);
}
