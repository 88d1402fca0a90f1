// Recognises a result that reads like an error report: agents catch their own failures, and some deliver the report, which is hashed and paid.

/** Whether a text begins as reports of failures do. A hint, and never more: nothing is done about it by itself. @param {string} text */
export function reportsFailure(text) {
  const first = (text.trim().split("\n", 1)[0] ?? "").replace(/^[\s#*_`>{["']+/, "").slice(0, 80).toLowerCase();
  return /^(traceback \(most recent|error\b|exception\b|failed to\b|fatal\b|internal server error)/.test(first) || /^[a-z ]{0,40}\b(error|exception|failure)\b[^a-z]*$/.test(first);
}
