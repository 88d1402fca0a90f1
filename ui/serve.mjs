// Shows the page's parts to people: serves ui/page on this computer alone, with the content policy of the window.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const PAGE = new URL("page/", import.meta.url);
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2" };
const { csp } = JSON.parse(await readFile(new URL("../src-tauri/tauri.conf.json", import.meta.url), "utf8")).app.security;

/** The window's policy, with the import map let through by its hash as the window does it. @param {string} html */
function policy(html) {
  const hashes = [...html.matchAll(/<script type="importmap">([^]*?)<\/script>/g)].map(([, text]) => `'sha256-${createHash("sha256").update(text ?? "").digest("base64")}'`);
  return Object.entries(csp).map(([what, whence]) => `${what} ${[whence, ...(what === "script-src" ? hashes : [])].join(" ")}`).join("; ");
}

const server = createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = new URL(`.${pathname === "/" ? "/kit.html" : decodeURIComponent(pathname)}`, PAGE);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file.pathname))];
    if (type === undefined || !file.href.startsWith(PAGE.href)) throw new Error("nothing of ours");
    const content = await readFile(file);
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...(type.startsWith("text/html") ? { "content-security-policy": policy(content.toString()) } : {}) });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`http://127.0.0.1:${address.port}/kit.html`);
});
