// Writes the seed corpora of the fuzz targets from the recordings, the vectors and the cases: one directory a target.
//   node scripts/fuzz-seeds.mjs <directory>
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const into = process.argv[2];
if (!into) throw new Error("say where to");
const tests = new URL("../tests/", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, tests), "utf8"));
const counts = {};

/** @param {string} target @param {string | Uint8Array} bytes @param {number} [first] a leading byte that the target reads itself */
function seed(target, bytes, first) {
  const directory = join(into, target);
  mkdirSync(directory, { recursive: true });
  counts[target] = (counts[target] ?? 0) + 1;
  const body = Buffer.from(bytes);
  writeFileSync(join(directory, `seed-${counts[target]}`), first === undefined ? body : Buffer.concat([Buffer.of(first), body]));
}

for (const { start_job_response: answer, decoded, start_job_request: request } of json("vectors/blockchain-identifier.json")) {
  seed("identifier", answer.blockchainIdentifier);
  seed("identifier", Buffer.from(answer.blockchainIdentifier, "hex"), 0);
  seed("start_job", JSON.stringify(answer), 0);
  if (decoded) seed("cose", Buffer.concat([Buffer.from(decoded.key, "hex"), Buffer.from(decoded.signature, "hex")]), decoded.key.length / 2);
  if (request) seed("start_job", JSON.stringify(request), 0);
}

for (const name of readdirSync(new URL("recordings/", tests)).filter((name) => name.endsWith(".json"))) {
  const { request, response } = json(`recordings/${name}`);
  const { body, status } = response;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const url = request?.url ?? "";
  if (url.endsWith("/start_job")) seed("start_job", text, { 200: 0, 400: 3, 422: 6, 500: 8 }[status] ?? 0);
  if (url.includes("/status?")) seed("status", text, status === 200 ? 0 : 4);
  if (url.endsWith("/input_schema")) seed("form", `hello|5|!|#0|2026-11-22\n${text}`);
  const data = body?.data;
  for (const row of data?.Purchases ?? (data?.blockchainIdentifier ? [data] : [])) seed("node_row", JSON.stringify(row));
  for (const source of data?.PaymentSources ?? []) seed("node_row", JSON.stringify(source));
  for (const entry of data?.entries ?? (data?.sellerWallet ? [data] : [])) {
    seed("registry_entry", JSON.stringify(entry));
    if (entry.description) seed("text", entry.description);
  }
}

/** Every case, by what it is of: its name says so where its file does not. @param {string} folder */
const cases = (folder) =>
  readdirSync(new URL(`cases/${folder}/`, tests))
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ name, case: json(`cases/${folder}/${name}`) }));
for (const { case: schema } of [...cases("schemas"), ...cases("found").filter(({ name }) => name.startsWith("schema-"))]) {
  seed("form", `hello|5|!|#0|2026-11-22\n${JSON.stringify(schema)}`);
}
for (const { case: met } of [...cases("answers"), ...cases("found").filter(({ name }) => !name.startsWith("schema-"))]) {
  const text = JSON.stringify(met.body);
  if (met.request.includes("/start_job")) seed("start_job", text, { 200: 0, 400: 3, 422: 6, 500: 8 }[met.http] ?? 0);
  if (met.request.includes("/status")) seed("status", text, met.http === 200 ? 0 : 4);
}
for (const { case: row } of cases("node")) seed("node_row", JSON.stringify(row));

const markdown = ["# Report\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x](https://example.org/a_b)\n- ![i](https://example.org/i.png)\n\n```js\n1 < 2\n```\n",
  "<script>alert(1)</script> <a href='javascript:alert(1)'>x</a> **b** _i_ ~~s~~ &amp; \u202e", "{\"a\":[1.0,{}],\"raw\":\"x\"}"];
for (const text of markdown) seed("text", text);
for (const text of ["3500000", "1,200.50", "0.000001", "1795370053582", "\"2026-11-22T05:57:21.698Z\"", "1795326917", "16a55b2a349361ff88c03788f93e1e966e5d689605d044fef722ddde0014df10745553444d"]) seed("figures", text, 6);
const fields = ["text", "number", "range", "option", "multiselect", "radio", "boolean", "none", "hidden", "date", "file", "color"].map((type) => ({
  id: type, type, name: type, data: { values: ["a", "b"], description: "d", value: "v", default: 0, step: 0.1 },
  validations: [{ validation: "optional", value: "true" }, { validation: "min", value: "1" }, { validation: "max", value: 9 }, { validation: "format", value: "integer" }],
}));
seed("form", `x|5|!|#01\n${JSON.stringify({ input_groups: [{ id: "g", title: "G", input_data: fields }] })}`);
seed("form", `x|5\n${JSON.stringify({ type: "object", required: ["a"], properties: { a: { type: "string", enum: ["s", "m"] }, b: { type: "integer", minimum: 1 } } })}`);

console.log(Object.entries(counts).map(([target, count]) => `${target} ${count}`).join(", "));
