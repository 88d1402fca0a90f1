// Makes the page as the window loads it, in target/page: one script and its words, one style sheet and the fonts. A request for each of
// two hundred modules takes longer than all they do. Names stay as they are written, so that whoever reads an error finds the place. The
// words keep their addresses: one language is loaded when it is spoken, and the stories speak others.
// Beside it, in target/workshop, the page of the parts alone (kit.html), for people who work on them and for the stories; no release has it.
//
//   node bundle.mjs           once; files that come out the same stay untouched
//   node bundle.mjs --watch   and again with each change
//   node bundle.mjs --kit     likewise, and serves the parts to a browser on this computer
import { context } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { icons } from "./icons.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const target = fileURLToPath(new URL("../target/", import.meta.url));

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: here,
  outbase: "page",
  bundle: true,
  splitting: true,
  format: "esm",
  legalComments: "eof",
  minifyWhitespace: true,
  minifySyntax: true,
  assetNames: "fonts/[name]",
  chunkNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  write: false,
  metafile: true,
};

/** What a script needs before it runs: asked for with it, not after it. @param {import("esbuild").Metafile | undefined} made @param {string} script @returns {string[]} */
function needed(made, script) {
  const [place, { imports = [] } = {}] = Object.entries(made?.outputs ?? {}).find(([name]) => name.endsWith(`/${script}`)) ?? [];
  const root = place?.slice(0, -script.length) ?? "";
  return imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path.slice(root.length));
}

/** Why the engine would keep a script with two bytes a letter: twice the memory, and slower to read. @param {string} name @param {string} script @returns {{ text: string }[]} */
function twoBytes(name, script) {
  const [found] = /.{0,40}[^\0-\xff]/u.exec(script) ?? [];
  return found === undefined ? [] : [{ text: `${name}: not in Latin-1: ${found}. Write it as \\u…, in HTML as an entity.` }];
}

/** Keeps a folder as it came out of the last build, with the document that loads its script. @param {string} folder @param {string} document @param {string} script @returns {import("esbuild").Plugin} */
const kept = (folder, document, script) => ({
  name: "kept",
  setup: (built) => built.onEnd(async ({ outputFiles, metafile, errors }) => {
    if (errors.length > 0) return {};
    const files = new Map((outputFiles ?? []).map((file) => [relative(folder, file.path), Buffer.from(file.contents)]));
    const before = needed(metafile, script).map((name) => `<link rel="modulepreload" href="${name}">\n    `);
    files.set(document, Buffer.from((await readFile(`${here}page/${document}`, "utf8")).replace("<script", `${before.join("")}<script`)));
    const wide = document === "index.html" ? [...files].flatMap(([name, content]) => (name.endsWith(".js") ? twoBytes(name, content.toString()) : [])) : [];
    if (wide.length > 0) return { errors: wide };
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
    return {};
  }),
});

/** @param {string} folder under target @param {string} document @param {string} script @param {string[]} others */
const page = (folder, document, script, others) => {
  const entryPoints = [script, ...others].map((entry) => `page/${entry}`);
  return context({ ...common, entryPoints, outdir: target + folder, plugins: [kept(target + folder, document, script)] });
};

await writeFile(`${here}page/kit/icon/paths.js`, await icons(`${here}node_modules/lucide-static/icon-nodes.json`));
const pages = await Promise.all([
  page("page", "index.html", "main.js", ["begin.js", "words/say.js", "words/en/index.js", "words/de/index.js", "styles/page.css"]),
  page("workshop", "kit.html", "kit/page/page.js", ["kit/page/page.css", "styles/page.css"]),
]);
await Promise.all(pages.map((one) => one.rebuild()));

const [wish] = process.argv.slice(2);
if (wish === undefined) await Promise.all(pages.map((one) => one.dispose()));
else await Promise.all(pages.map((one) => one.watch()));
if (wish === "--kit") {
  const { port } = await /** @type {import("esbuild").BuildContext} */ (pages[1]).serve({ host: "127.0.0.1", servedir: `${target}workshop` });
  console.log(`http://127.0.0.1:${port}/kit.html`);
}
