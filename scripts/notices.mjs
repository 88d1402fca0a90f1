// Usage: node scripts/notices.mjs licences|sbom TRIPLE FILE — writes what a package for TRIPLE tells of the parts that others
// made: their licences, as a text, or all of them as a CycloneDX bill of materials. Rust's part comes from cargo-about and
// cargo-cyclonedx, which must be in PATH; the page's from the packages that its bundle takes code of. The same sources make the same bytes.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");
const [what, triple, file] = process.argv.slice(2);
const byName = (one, other) => (one < other ? -1 : Number(one > other));
const ui = join(root, "ui");
const lock = JSON.parse(readFileSync(join(ui, "package-lock.json"), "utf8")).packages;

/** The packages that are in the page: what the bundle of ui/bundle.mjs is made of, and the shapes of the icons. */
async function inPage() {
  const { build } = await import(pathToFileURL(join(ui, "node_modules/esbuild/lib/main.js")).href);
  const { metafile } = await build({ absWorkingDir: ui, entryPoints: ["page/main.js", "page/styles/page.css"], bundle: true, splitting: true, format: "esm", loader: { ".woff2": "file" }, outdir: "nowhere", write: false, metafile: true });
  const names = Object.keys(metafile.inputs).map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set([...names.filter((name) => name !== undefined), "lucide-static"])].sort(byName).map((name) => ({ name, ...lock[`node_modules/${name}`] }));
}

const run = (program, ...words) => execFileSync(program, words, { cwd: root, maxBuffer: 2 ** 28, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const cargo = (...words) => run("cargo", ...words);
// The time that a bill of materials tells of is that of the commit.
process.env.SOURCE_DATE_EPOCH ??= run("git", "log", "-1", "--format=%ct").trim();

function licences() {
  const found = JSON.parse(cargo("about", "generate", "--offline", "--locked", "--fail", "--config", "about.toml", "--manifest-path", "src-tauri/Cargo.toml", "--target", triple, "--format", "json"));
  const texts = new Map();
  let crates = 0;
  let without = 0;
  const add = (title, text, used) => {
    const key = `${title}\n${text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").replace(/^\n+|\s+$/g, "")}`;
    texts.set(key, [...(texts.get(key) ?? []), used]);
  };
  for (const { name, id, text, source_path: source, used_by: users } of found.licenses) {
    for (const { crate } of users) {
      if (crate.source === null) continue; // Ours.
      crates += 1;
      // Where a package has no file with its licence, there is only the text that all share.
      if (!source) without += 1;
      add(`${name} (${id})`, text, `${crate.name} ${crate.version}${source ? "" : ", whose package has no text of its own"}`);
    }
  }
  for (const { name, version, license } of page) {
    const names = readdirSync(join(ui, "node_modules", name)).filter((entry) => entry.startsWith("LICENSE"));
    if (names.length === 0) throw new Error(`${name} has no LICENSE`);
    for (const entry of names) add(license, readFileSync(join(ui, "node_modules", name, entry), "utf8"), `${name} ${version}, in the page`);
  }
  const rule = "=".repeat(80);
  const parts = [...texts]
    .map(([key, users]) => {
      const [title, ...text] = key.split("\n");
      return `${rule}\n${title}\n\n${users.sort(byName).map((user) => `* ${user}`).join("\n")}\n\n${text.join("\n")}\n`;
    })
    .sort(byName);
  const head = `Kaimono is made of these packages of others as well, each under the licence that stands below its name.\nKaimono's own licence is MIT or Apache 2.0, whichever you prefer.\n\n`;
  console.log(`licences: ${crates} crates (${without} whose package has no text of its own), ${page.length} packages of the page, ${parts.length} texts`);
  return head + parts.join("\n");
}

function sbom() {
  // It writes a file beside the manifest of each package that has a program.
  const places = JSON.parse(cargo("metadata", "--no-deps", "--locked", "--format-version", "1")).packages.map((one) => dirname(one.manifest_path));
  let text;
  try {
    cargo("cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5", "--describe", "binaries", "--target", triple, "--manifest-path", "src-tauri/Cargo.toml");
    text = readFileSync(join(root, "src-tauri/kaimono_bin.cdx.json"), "utf8");
  } finally {
    for (const place of places) for (const name of readdirSync(place)) if (name.endsWith("_bin.cdx.json")) rmSync(join(place, name));
  }
  // Where it was built is nobody's business, and would be another one each time.
  const bill = JSON.parse(text.replaceAll(`path+${pathToFileURL(root)}/`, ""));
  const crates = bill.components.length;
  const self = bill.metadata.component["bom-ref"];
  for (const { name, version, license, integrity } of page) {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    const [algorithm, digest] = integrity.split("-");
    if (algorithm !== "sha512") throw new Error(`${name} is pinned by ${algorithm}`);
    const hashes = [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }];
    bill.components.push({ type: "library", "bom-ref": purl, name, version, scope: "required", hashes, licenses: [{ expression: license }], purl });
    bill.dependencies.push({ ref: purl });
    bill.dependencies.find(({ ref }) => ref === self).dependsOn.push(purl);
  }
  console.log(`sbom: ${bill.components.length} components: ${crates} crates, ${page.length} packages of the page`);
  return `${JSON.stringify(bill, null, 2)}\n`;
}

const page = await inPage();
const making = { licences, sbom }[what];
if (!making || !file) throw new Error("usage: node scripts/notices.mjs licences|sbom TRIPLE FILE");
const content = making();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, content);
