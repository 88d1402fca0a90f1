// Receipts: saving one, and checking anybody's. The same sentences stand in the window and on the page that is saved.

/** @import { NoReceipt, ReceiptLineId, ReceiptStands } from "../../../types/contract.js" */

export const receipt = {
  title: "Receipt",
  says: "One file that anybody can check, without you, without Kaimono and without a network. It contains what you asked and what came back, but no key and none of your wallets.",
  saveJson: "Save to check",
  saveJsonSays: "A JSON file, for whoever wants to check it",
  saveHtml: "Save to read",
  saveHtmlSays: "A page to read and print",
  saving: "Saving…",
  /** @param {string} path */
  saved: (path) => `Saved as ${path}`,
  toCheck: "Check a receipt",
  checkTitle: "Check a receipt",
  checkSays: "Tells what a receipt proves, yours or anybody else’s.",
  checkLead: "A receipt is a file about one purchase. Kaimono computes from the file alone what it proves, and sends nothing anywhere.",
  choose: "Choose a file…",
  paste: "Or paste the receipt, or type the name of its file",
  pasteSays: "The whole text, or a path like /home/you/kaimono-receipt.json.",
  check: "Check",
  checking: "Checking…",
  noDialog: "This desktop has no dialog to choose a file. Paste the receipt, or type the name of its file.",
  noFile: "No file could be read there. Check its name.",
  holds: "Nothing in this receipt is wrong",
  holdsSays: "Everything that the file can prove, it proves. What it cannot prove is listed too: read that before you rely on it.",
  unsigned: "No seller signed anything in this receipt",
  unsignedSays: "Nothing in it is wrong, but anybody could have written it. So it is with free jobs and with terms that were refused, and where somebody took the signed terms out.",
  fails: "Something in this receipt is wrong",
  failsSays: "It was changed after it was written, or somebody made it up. Ask for the original file.",
  proven: "What the file can prove",
  unproven: "What the file cannot prove",
  unprovenSays: "For this there is only the word of whoever wrote the receipt. The transactions can be looked up on the blockchain: the contract’s data must contain the identifier of the purchase and the hash of the result.",
  sandbox: "This purchase was a trial in a sandbox. Nothing of it is on a blockchain.",
  of: "What it is about",
  asked: "What was asked",
  came: "What came back",
  nothingCame: "No result is in this receipt.",
  more: "Only the beginning is shown. The JSON file has all of it.",
  price: "Price",
  agent: "Agent",
  created: "Approved",
  transactions: "Transactions",
  explorer: "Look it up",
  signed: "What the seller signed",
  facts: "Hashes, times and amounts",
};

/** What was checked. @type {Record<ReceiptLineId, string>} */
export const receiptLine = {
  document: "The file is a whole receipt",
  input: "What was asked matches the hash of the answers",
  signature: "The seller signed the terms",
  seller: "The signature is by the key of the seller’s address",
  terms: "The terms are about these answers and this agent",
  identifier: "The identifier on the blockchain says what was signed",
  body: "The payment request repeats what was signed",
  price: "The seller signed the price",
  result: "The result is whole",
  resultHash: "The hash of the result was made of this result",
  registry: "What the registry said about the agent",
  approval: "What was approved, and when",
  chain: "The transactions, and that the hash of the result is on the blockchain",
  times: "When each step happened",
};

/** What came of it. @type {Record<ReceiptStands, string>} */
export const receiptStands = {
  holds: "Proven",
  part: "Proven in part",
  fails: "Wrong",
  absent: "Not in this file",
  unprovable: "Not proven here",
};

/** Why it is no receipt. @type {Record<NoReceipt, string>} */
export const noReceipt = {
  tooLarge: "This is too large to be a receipt.",
  other: "This is not a receipt of Kaimono.",
  otherVersion: "This receipt was written by another version of Kaimono, which uses another format. Check it with a newer version.",
  altered: "This looks like a receipt, but it was changed after it was written. Ask for the original file.",
};
