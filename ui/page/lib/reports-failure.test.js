// What reads like the report of a failure.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { reportsFailure } from "./reports-failure.js";

const met = JSON.parse(readFileSync(new URL("../../../tests/cases/answers/27-status-completed-error-report.json", import.meta.url), "utf8"));

test("a_result_that_reads_like_the_report_of_a_failure_is_told_from_one_that_speaks_of_failures", () => {
  for (const text of [met.body.result, "Error: no key", "Traceback (most recent call last):\n  File", "**Failed to** reach the model", '{"error": "no quota"}', "Internal Server Error"]) assert.ok(reportsFailure(text), text);
  for (const text of ["# Market report\n\nError bars are shown.", "Errors in the contract: none", "A study of failure and success", "", "Trial and error, and what it teaches about patience"]) assert.ok(!reportsFailure(text), text);
});
