import assert from "node:assert/strict";
import { test } from "node:test";
import { headOf } from "./csv-head.js";

test("the_first_line_has_each_question_by_a_name_that_is_its_own", () => {
  const fields = [
    { id: "text", label: "Your text" }, { id: "a", label: "Size, \"exact\"" }, { id: "b", label: "Style" }, { id: "c", label: "style " }, { id: "d", label: "" }, { id: "e", label: "=HYPERLINK(1)" },
  ];
  assert.equal(headOf(fields), "Your text,\"Size, \"\"exact\"\"\",b,c,d,'=HYPERLINK(1)");
});
