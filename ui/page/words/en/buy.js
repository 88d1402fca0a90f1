// The form of a job, and the review before it is paid.
import { and, plural, number } from "./intl.js";
import { alike, mixedAlphabets, ownContract } from "./market.js";

/** @import { Facts, FieldKind, Rule, WarningId } from "../../../types/contract.js" */

export const buy = {
  /** @param {string} name */
  title: (name) => `Job for “${name}”`,
  lead: "Fill in what the agent needs. What you type is kept. Nothing is sent and nothing is paid before you have seen the review.",
  noFields: "This agent asks nothing.",
  fromAgent: "These are the agent's questions, not Kaimono's. What you answer goes to it.",
  hidden: "The agent's form adds this, whatever you answer:",
  fieldCut: "Kaimono shows no more of this text: it is too long. Ask the seller for the rest before you agree to it.",
  required: "needed",
  requiredLegend: "marks what is needed",
  optional: "optional",
  submit: "Continue to review",
  submitting: "Preparing the review…",
  saved: "Draft kept",
  /** @param {number} count */
  errors: (count) => `${number(count)} ${plural(count, "answer needs", "answers need")} another look`,
  ceiling: "The most you will pay",
  ceilingSays: "The agent names its price with the job. If it is at most this, it is paid; if it is more, you are asked again.",
  ceilingUnit: "Token",
  choose: "Choose…",
  filePlaceholder: "https://…",
  fileSays: "Paste a public address of the file. Kaimono uploads nothing.",
  /** @param {string} accept */
  fileAccept: (accept) => `The agent accepts: “${accept}”`,
  filesSays: "Paste public addresses, one on each line. Kaimono uploads nothing.",
  passwordSays: "Sent to the agent in clear, and kept on this computer with the purchase as part of what you sent. Only the draft leaves it out. Use no password that opens anything else.",
  /** @param {string} type */
  rawType: (type) => `The agent calls this type “${type}”, which Kaimono does not know. It is sent as text.`,
  clearChoice: "No choice",
  noColor: "none chosen",
  chooseColor: "Choose a colour",
  yes: "Yes",
  no: "No",
  leaveEmpty: "Leave it empty",
  /** Of a field that was left empty on purpose. */
  leftEmpty: "Left empty. It is sent without an answer.",
  leaveEmptySays: "The agent does not say that this can be left out. If it belongs to another choice than yours, leave it empty; if the agent wants it all the same, it refuses the job and nothing is paid.",
  unreadable: "cannot be read, so it cannot be chosen",
  unnamedOption: "without a name",
  /** What JSON is wanted: an object, a list, or any. @param {string} type */
  json: (type) => (type === "array" || type === "list" ? "Write a list as JSON, for instance [\"a\", \"b\"]. It is checked, and sent as it is." : type === "json" ? "Write JSON. It is checked, and sent as it is." : "Write an object as JSON, for instance {\"name\": \"value\"}. It is checked, and sent as it is."),
  embedded: "This agent wants the file itself, written as text (base64), and not its address. Kaimono sends addresses only, so it will probably refuse the job. Nothing is paid then.",
  nonce: "The agent asks for the number that Kaimono gives this purchase. It is filled in for you.",
  noValue: "–",
};

/** The bounds of a field, as a hint. */
export const bounds = {
  /** @param {string} min @param {string} max */
  length: (min, max) => (min !== "" && max !== "" ? `${min} to ${max} characters` : min !== "" ? `At least ${min} characters` : `At most ${max} characters`),
  /** @param {string} min @param {string} max */
  value: (min, max) => (min !== "" && max !== "" ? `${min} to ${max}` : min !== "" ? `${min} or more` : `${max} or less`),
  /** @param {string} min @param {string} max */
  choices: (min, max) => (min !== "" && max !== "" ? (min === max ? `Choose ${min}` : `Choose ${min} to ${max}`) : min !== "" ? `Choose at least ${min}` : `Choose up to ${max}`),
};

/** How a value is written, where the desktop shows no picker. @type {Partial<Record<FieldKind, string>>} */
export const example = { date: "2026-11-22", "datetime-local": "2026-11-22T10:00", time: "10:00", month: "2026-11", week: "2026-W47" };

/** @type {Record<Rule, (limit: string, text: string) => string>} */
export const rule = {
  "required": () => "This is needed.",
  "number": () => "Write a plain number, for instance 12 or 0.5.",
  "ambiguous": (grouped, decimal) => `This can mean ${grouped} or ${decimal}. Write the one that you mean, with a point for decimals.`,
  "integer": () => "Write a whole number.",
  "too-small": (limit) => (limit === "" ? "This is too small." : `This must be ${limit} or more.`),
  "too-large": (limit) => (limit === "" ? "This is too large." : `This must be ${limit} or less.`),
  "step": (limit) => (limit === "" ? "This is not on the agent's step." : `This must be a multiple of ${limit}.`),
  "too-short": (limit) => `Write at least ${limit} characters.`,
  "too-long": (limit) => `Write at most ${limit} characters.`,
  "too-few-choices": (limit) => `Choose at least ${limit}.`,
  "too-many-choices": (limit) => `Choose at most ${limit}.`,
  "not-an-option": () => "Choose one of the options.",
  "email": () => "This is not an e-mail address.",
  "url": () => "This is not a web address. It begins with https://.",
  "tel": () => "This is not a telephone number.",
  "date": () => "This is not a date or time of the kind that is asked.",
  "color": () => "This is not a colour like #3355aa.",
  "json": (shape) => (shape === "object" ? "This is no JSON object. It begins with { and ends with }, with every name and text in straight double quotes." : shape === "array" ? "This is no JSON list. It begins with [ and ends with ], with every text in straight double quotes." : "This is no JSON. Texts stand in straight double quotes."),
  "not-alike": () => "There is a number in it with more digits than all programs write alike, or a name that they sort differently. Shorten it, or write the number as a text in double quotes.",
  "shape": () => "This answer does not fit the question.",
  "agent": (_limit, text) => `The agent says: “${text}”`,
  "own-key": (_limit, text) => `This contains a key of your node “${text}”. It was not sent and not saved. Whoever has this key can spend your money: no agent needs it, and Kaimono never asks for it here.`,
  "written-anew": () => "Agents differ in how they want choices. When you send it again, Kaimono writes this one another way.",
};

export const review = {
  title: "Review",
  lead: "Nothing is sent and nothing is paid until you press the button.",
  price: "Price",
  ceiling: "At most",
  freePrice: "Free",
  otherPrices: "The agent also registered these prices, and may sign one of them. It is paid only after you are asked again.",
  deposit: "Comes back at settlement",
  depositSays: "Locked beside the price, as the chain requires. An estimate.",
  fee: "Network fee",
  feeSays: "An estimate. A refund request would cost another one.",
  paidFrom: "Paid from",
  /** @param {number} count */
  among: (count) => `Your node chooses among ${number(count)} wallets. This one comes nearest.`,
  before: "Now",
  after: "After",
  short: "not enough",
  seller: "Seller",
  host: "Agent's host",
  sellerKey: "Seller key",
  network: "Network",
  escrow: "Escrow",
  freeEscrow: "None: nothing is paid, so nothing can come back.",
  lock: "Locked until",
  /** @param {string} when */
  lockSays: (when) => `At the latest ${when}. If the agent wants longer, you are asked again.`,
  happensPaid: "Kaimono asks the agent for signed terms and checks every one of them. Only if all are right and within this review, your node locks the money in escrow. The agent is paid after it has delivered and you had time to object.",
  happensAgain: "The seller has signed these terms, and every other check passed. If you agree, your node locks the money in escrow. The agent is paid after it has delivered and you had time to object.",
  /** @param {string} when */
  lockAgain: (when) => `Until ${when}, as the seller signed it.`,
  happensFree: "Kaimono sends your answers to the agent. There is no escrow and no refund.",
  ahead: "What is checked before any money moves",
  /** @param {number} count @param {number} known */
  aheadCount: (count, known) => `${number(count)} checks, ${number(known)} hold already`,
  aheadSays: "The agent answers with terms that its seller has signed. Kaimono holds each of them against what you see here. If a single one does not fit, nothing is paid.",
  answers: "What is sent to the agent",
  /** @param {string} host */
  sentTo: (host) => `All of it goes to ${host} as soon as you press the button. What each part is called is the agent's word.`,
  /** @param {number} count */
  notByYou: (count) => `${number(count)} not from you`,
  noAnswers: "Nothing",
  /** @param {string[]} amounts */
  pay: (amounts) => `Pay ${and.format(amounts)}`,
  /** @param {string[]} amounts */
  payUpTo: (amounts) => `Pay up to ${and.format(amounts)}`,
  start: "Start the job",
  play: "play money",
  sending: "Sending…",
  decline: "Back to the answers",
  declineAgain: "Do not buy",
  /** @param {string} left */
  expires: (left) => `This review is valid for ${left}`,
  expired: "This review has expired. Prices and deadlines may have changed; your answers are kept.",
  prepareAgain: "Prepare it again",
  warnings: "Before you pay",
  /** Why nothing can be paid now. */
  nodeFails: {
    offline: "Your node does not answer now, so nothing could be paid, and the agent is not asked either. Possible again as soon as it does.",
    refused: "Your node refuses the key, so nothing could be paid, and the agent is not asked either. Possible again with a key that it takes.",
    closed: "There are no keys for your node now, so nothing could be paid, and the agent is not asked either.",
    unwritable: "Nothing can be written down for this node now, and what is not written down is not sent. Possible again as soon as it can be.",
  },
};

/** @type {Record<WarningId, (facts: Facts) => string>} */
export const warning = {
  "free": () => "This agent is free. There is no escrow, no proof of what it delivers, and no refund.",
  "dynamic": () => "The agent names its price when it takes the job. Up to your ceiling it is paid at once; above it you are asked again.",
  "bought-before": (f) => (f.at ? `You bought the same thing from this agent ${f.at}. Is this meant to be another one?` : "You bought the same thing from this agent a short while ago. Is this meant to be another one?"),
  "offline": () => "The registry could not reach this agent the last time it looked. If it does not take the job, nothing is paid.",
  "simulated": (f) => (f.says ? `The agent says that it is not for real money: “${f.says}”. Whatever you pay is real to you all the same.` : "The agent says that it is not for real money: its escrow is simulated, or it only rehearses. Whatever you pay is real to you all the same."),
  "invalid": () => "The registry does not take what it found at the agent's address for this agent: another one may be named there. Its terms are checked all the same before anything is paid.",
  "not-listed": (f) => `The registry says “${f.status ?? ""}” of this agent, a word that this version of Kaimono does not know.`,
  "not-enough": (f) => (f.missing ? `The wallet that pays this lacks ${f.missing}. Top it up first, or the payment will get stuck.` : "The wallet that pays this does not hold enough. Top it up first, or the payment will get stuck."),
  "scattered": (f) => `Your node pays a purchase from one wallet. Together those that can pay this hold enough, but none of them alone${f.missing ? `: the nearest lacks ${f.missing}` : ""}.`,
  "quota-short": (f) => (f.unmatched ? `Your key's quota of ${f.unmatched} is written in the unit “lovelace”, which your node finds for no purchase: it will refuse this. Ask whoever runs it to enter the quota of ADA with an empty unit.` : f.left ? `Your key may spend only ${f.left} more, so your node will refuse this. Ask whoever runs it to raise the quota.` : "Your key's quota is used up, so your node will refuse this. Ask whoever runs it to raise the quota."),
  "quota": (f) => (f.left ? `Your key has a quota: ${f.left}. Some nodes take all of it with the first purchase, whatever that costs.` : "Your key has a quota. Some nodes take all of it with the first purchase, whatever that costs."),
  "balance-unknown": () => "What the wallet that pays this holds is not known. If it is not enough, the payment will get stuck until you top it up.",
  "no-taking-back": () => "This escrow contract (V2) does not let you take a refund request back once it is made.",
  "lapsed": (f) => (f.at ? `Your approval ran out ${f.at}, before it could be carried out. Nothing was paid. It is paid only if you approve again.` : "Your approval ran out before it could be carried out. Nothing was paid. It is paid only if you approve again."),
  "dearer": (f) => (f.before && f.after ? `The agent now asks ${f.after}. You approved ${f.before}.` : "The agent asks more than you approved."),
  "over-ceiling": (f) => (f.before && f.after ? `The agent asks ${f.after} for this job. That is more than ${f.before}, the most that you would pay without being asked.` : "The agent asks more than the most that you would pay without being asked."),
  "cheaper": (f) => (f.before && f.after ? `The agent now asks ${f.after}. You approved ${f.before}, so this is less; but it is not what you saw.` : "The agent now asks less than you approved."),
  "another-price": (f) => (f.before && f.after ? `The agent signed another price than the one you approved: ${f.after}. You approved ${f.before}. An agent can register several prices, and sign any of them.` : "The agent signed another price than the one you approved."),
  "longer": (f) => (f.before && f.after ? `The agent now wants to lock the money until ${f.after}. You approved until ${f.before}.` : "The agent wants to lock the money for longer than you approved."),
  "long-lock": (f) => (f.days && f.after ? `${f.days} days is far longer than a job needs. If you agree, the money stays in escrow until ${f.after}: it cannot be used meanwhile, and a refund that you ask for is paid out then.` : "This is far longer than a job needs. The money cannot be used meanwhile."),
  "late-dispute": (f) => (f.days && f.after ? `If you dispute the result, nobody can decide that before ${f.after}, ${f.days} days after the money would otherwise go to the agent. If you agree, disputed money stays in escrow for so long.` : "If you dispute the result, that is decided far later than usual. Disputed money stays in escrow for so long."),
  "own-contract": (f) => ownContract(f.contract ?? "", f.required ?? "", f.admins ?? ""),
  "alike": (f) => alike[f.way === "same-name" ? "same-name" : "looks-like"].says(f.name ?? "", f.id ?? "", f.alphabet ?? "", f.earlier === "yes" ? true : null),
  "mixed-alphabets": (f) => mixedAlphabets(f.alphabets ?? ""),
  "choices-anew": () => "This agent refused your choices as Kaimono wrote them before. This time they are written another way; what you chose is the same.",
  "form-changed": () => "The agent has changed its form since you filled it in. What is sent is what you see here, as you answered it then. To see what it asks now, go back to the answers.",
  "mainnet": () => "This is real money.",
};
