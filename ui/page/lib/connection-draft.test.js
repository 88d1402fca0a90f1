// What is said of a connection before anybody is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongs } from "./connection-draft.js";

const GOOD = { nodeUrl: "https://node.example.org", nodeKey: "a key", registryUrl: " http://127.0.0.1:3000", registryKey: "another" };
const nobody = () => false;

test("what_can_be_tried_has_nothing_wrong", () => {
  assert.deepEqual(wrongs(GOOD, nobody), {});
  // Whatever else an address may be, the backend says.
  assert.deepEqual(wrongs({ ...GOOD, nodeUrl: "https://" }, nobody), {});
});

test("what_is_not_typed_is_missing_unless_it_is_kept", () => {
  const empty = { nodeUrl: " ", nodeKey: "", registryUrl: "", registryKey: " " };
  assert.deepEqual(Object.entries(wrongs(empty, nobody)), [["nodeUrl", "missing"], ["nodeKey", "missing"], ["registryUrl", "missing"], ["registryKey", "missing"]]);
  assert.deepEqual(wrongs({ ...GOOD, nodeKey: "", registryKey: "" }, (key) => key === "nodeKey"), { registryKey: "missing" });
});

test("an_address_begins_as_one", () => {
  for (const nodeUrl of ["127.0.0.1:3001", "localhost:3001", "node.example.org", "ftp://node.example.org"]) {
    assert.deepEqual(wrongs({ ...GOOD, nodeUrl }, nobody), { nodeUrl: "scheme" }, nodeUrl);
  }
});
