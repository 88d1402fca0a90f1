// The form of a job, and the review before it is paid.
import { and, plural, number, bound } from "./intl.js";
import { alike, mixedAlphabets, ownContract } from "./market.js";

/** @import { Facts, FieldKind, Rule, WarningId } from "../../../types/contract.js" */

export const buy = {
  /** @param {string} name */
  title: (name) => `Job for “${name}”`,
  lead: "Fill in what the agent needs. Kaimono keeps what you type. Nothing is sent or paid before you have seen the review.",
  noFields: "This agent asks for nothing.",
  fromAgent: "These are the agent's questions, not Kaimono's. Your answers go to the agent.",
  hidden: "The agent's form adds this, whatever you answer:",
  fieldCut: "This text is too long to show in full. Ask the seller for the rest before you agree to anything.",
  required: "required",
  requiredLegend: "marks required fields",
  optional: "optional",
  submit: "Continue to review",
  submitting: "Preparing the review…",
  saved: "Draft saved",
  /** @param {number} count */
  errors: (count) => `${number(count)} ${plural(count, "answer needs", "answers need")} another look`,
  ceiling: "The most you will pay",
  ceilingSays: "The agent names its price for each job. Up to this amount, it is paid. If it is more, Kaimono asks you again.",
  ceilingUnit: "Token (currency)",
  choose: "Choose…",
  filePlaceholder: "https://…",
  fileSays: "Paste a public web address of the file. Kaimono uploads nothing.",
  /** @param {string} accept */
  fileAccept: (accept) => `The agent accepts: “${accept}”`,
  filesSays: "Paste public web addresses, one per line. Kaimono uploads nothing.",
  passwordSays: "The agent receives this password readable, and it is kept on this computer with the purchase as part of what you sent. Only the draft leaves it out. Do not use a password that opens anything else.",
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
  leaveEmptySays: "The agent does not say that you can leave this out. If it belongs to a choice you did not make, leave it empty. If the agent wants it after all, it refuses the job, and nothing is paid.",
  unreadable: "cannot be read, so you cannot choose it",
  unnamedOption: "no name",
  /** What JSON is wanted: an object, a list, or any. @param {string} type */
  json: (type) => (type === "array" || type === "list" ? "Write a list as JSON, such as [\"a\", \"b\"]. Kaimono checks it and sends it as it is." : type === "json" ? "Write JSON. Kaimono checks it and sends it as it is." : "Write an object as JSON, such as {\"name\": \"value\"}. Kaimono checks it and sends it as it is."),
  embedded: "This agent wants the file itself, written as text (base64), not its address. Kaimono sends only addresses, so the agent will probably refuse the job. In that case, nothing is paid.",
  nonce: "The agent asks for the number that Kaimono gives this purchase. It is filled in for you.",
  noValue: "–",
};

/** The bounds of a field, as a hint. */
export const bounds = {
  /** @param {string} min @param {string} max */
  length: (min, max) => (min !== "" && max !== "" ? `${bound(min)} to ${bound(max)} characters` : min !== "" ? `At least ${bound(min)} characters` : `At most ${bound(max)} characters`),
  /** @param {string} min @param {string} max */
  value: (min, max) => (min !== "" && max !== "" ? `${min} to ${max}` : min !== "" ? `${min} or more` : `${max} or less`),
  /** @param {string} min @param {string} max */
  choices: (min, max) => (min !== "" && max !== "" ? (min === max ? `Choose ${min}` : `Choose ${min} to ${max}`) : min !== "" ? `Choose at least ${min}` : `Choose up to ${max}`),
};

/** How a value is written, where the desktop shows no picker. @type {Partial<Record<FieldKind, string>>} */
export const example = { date: "2026-11-22", "datetime-local": "2026-11-22T10:00", time: "10:00", month: "2026-11", week: "2026-W47" };

/** @type {Record<Rule, (limit: string, text: string) => string>} */
export const rule = {
  "required": () => "This is required.",
  "number": () => "Write a plain number, such as 12 or 0.5.",
  "ambiguous": (grouped, decimal) => `This could mean ${grouped} or ${decimal}. Write the one you mean, with a point before the decimals.`,
  "integer": () => "Write a whole number.",
  "too-small": (limit) => (limit === "" ? "This is too small." : `This must be ${limit} or more.`),
  "too-large": (limit) => (limit === "" ? "This is too large." : `This must be ${limit} or less.`),
  "step": (limit) => (limit === "" ? "The agent does not allow this value." : `This must be a multiple of ${limit}.`),
  "too-short": (limit) => `Write at least ${bound(limit)} characters.`,
  "too-long": (limit) => `Write at most ${bound(limit)} characters.`,
  "too-few-choices": (limit) => `Choose at least ${limit}.`,
  "too-many-choices": (limit) => `Choose at most ${limit}.`,
  "not-an-option": () => "Choose one of the options.",
  "email": () => "This is not an email address.",
  "url": () => "This is not a web address. Web addresses begin with https://.",
  "tel": () => "This is not a phone number.",
  "date": () => "This is not a date or time in the form the agent asks for.",
  "color": () => "This is not a colour like #3355aa.",
  "json": (shape) => (shape === "object" ? "This is not a JSON object. It begins with { and ends with }, and every name and text is in straight double quotes." : shape === "array" ? "This is not a JSON list. It begins with [ and ends with ], and every text is in straight double quotes." : "This is not JSON. Texts are in straight double quotes."),
  "not-alike": () => "It contains a number with too many digits, or a name, that programs do not all treat alike. Shorten it, or write the number as text in double quotes.",
  "shape": () => "This answer does not fit the question.",
  "agent": (_limit, text) => `The agent says: “${text}”`,
  "own-key": (_limit, text) => `This contains a key of your node “${text}”. It was not sent and not saved. Whoever has this key can spend your money. No agent needs it, and Kaimono never asks for it here.`,
  "written-anew": () => "Agents differ in how they want choices written. If you send it again, Kaimono writes this one another way.",
};

/** What is wrong with the most that the person will pay, where it is written as the language writes amounts. @type {Partial<Record<Rule, (grouped: string, decimal: string) => string>>} */
export const ceilingRule = {
  "number": () => "Write an amount like 12 or 0.50, with a point before the decimals.",
  "ambiguous": (grouped, decimal) => `This could mean ${grouped} or ${decimal}. Write ${grouped} without the comma, or the decimals after a point.`,
};

export const review = {
  title: "Review",
  lead: "Nothing is sent and nothing is paid until you press the button.",
  price: "Price",
  ceiling: "At most",
  freePrice: "Free",
  otherPrices: "The agent also registered these prices and may sign one of them. Kaimono asks you again before it pays one.",
  deposit: "Deposit, comes back at settlement",
  depositSays: "The chain requires it beside the price. This is an estimate.",
  fee: "Network fee",
  feeSays: "It goes to the chain and not to the seller. This is an estimate. A refund request would cost another fee.",
  paidFrom: "Paid from",
  /** @param {number} count */
  among: (count) => `Your node chooses among ${number(count)} wallets. This one comes closest to holding enough.`,
  before: "Now",
  after: "After",
  short: "not enough",
  seller: "Seller",
  host: "Agent's host",
  sellerKey: "Seller key",
  network: "Network",
  escrow: "Escrow",
  freeEscrow: "None: nothing is paid, so nothing can come back.",
  lock: "Money locked until",
  /** @param {string} when */
  lockSays: (when) => `${when} at the latest. If the agent wants longer, Kaimono asks you again.`,
  happensPaid: "Kaimono asks the agent for signed terms and checks every one of them. Only if all of them are right and within this review does your node lock the money in escrow. The agent is paid after it has delivered and you have had time to object.",
  happensAgain: "The seller has signed these terms, and every other check passed. If you agree, your node locks the money in escrow. The agent is paid after it has delivered and you have had time to object.",
  /** @param {string} when */
  lockAgain: (when) => `${when}, as signed by the seller.`,
  happensFree: "Kaimono sends your answers to the agent. There is no escrow and no refund.",
  ahead: "What Kaimono checks before any money moves",
  /** @param {number} count @param {number} known */
  aheadCount: (count, known) => `${number(count)} checks, ${number(known)} already passed`,
  aheadSays: "The agent answers with terms signed by its seller. Kaimono compares each of them with what you see here. If a single one does not match, nothing is paid.",
  answers: "What is sent to the agent",
  /** @param {string} host */
  sentTo: (host) => `All of it goes to ${host} as soon as you press the button. The agent chose what each part is called.`,
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
  expired: "This review has expired. Prices and deadlines may have changed. Your answers are kept.",
  prepareAgain: "Prepare the review again",
  /** @param {string} amount */
  typeAmount: (amount) => `Type the amount to approve it: ${amount}`,
  typeAmountSays: "You asked for this in Settings, Limits. Without it nothing is sent or paid.",
  typedAnother: "This is another amount. Nothing was sent or paid.",
  warnings: "Before you pay",
  /** Why nothing can be paid now. */
  nodeFails: {
    offline: "Your node is not answering, so it could not pay. Kaimono does not ask the agent either. You can continue once the node answers.",
    refused: "Your node refuses your key, so it would not pay. Kaimono does not ask the agent either. You can continue with a key that your node accepts.",
    closed: "There are no keys for your node now, so nothing could be paid. Kaimono does not ask the agent either.",
    unwritable: "Nothing can be saved for this node now, and Kaimono sends nothing that it cannot save first. You can continue once it can be saved.",
  },
};

/** @type {Record<WarningId, (facts: Facts) => string>} */
export const warning = {
  "free": () => "This agent is free. There is no escrow, no proof of what it delivers, and no refund.",
  "dynamic": () => "The agent names its price when it accepts the job. Up to your limit, Kaimono pays right away. Above it, Kaimono asks you again.",
  "bought-before": (f) => (f.at ? `You bought the same thing from this agent ${f.at}. Do you want to buy it again?` : "You bought the same thing from this agent a short while ago. Do you want to buy it again?"),
  "offline": () => "The registry could not reach this agent at its last check. If the agent does not accept the job, nothing is paid.",
  "simulated": (f) => (f.says ? `The agent says it is not for real money: “${f.says}”. What you pay is real all the same.` : "The agent says it is not for real money: its escrow is simulated, or it is only a rehearsal. What you pay is real all the same."),
  "invalid": () => "What the registry found at the agent's address does not fit this agent: another one may be named there. Kaimono still checks its terms before anything is paid.",
  "not-listed": (f) => `The registry gives this agent the status “${f.status ?? ""}”, which this version of Kaimono does not know.`,
  "no-taking-back": () => "This escrow contract (V2) does not let you take back a refund request once it is made.",
  "lapsed": (f) => (f.at ? `Your approval ran out ${f.at}, before it could be carried out. Nothing was paid, and nothing is paid unless you approve again.` : "Your approval ran out before it could be carried out. Nothing was paid, and nothing is paid unless you approve again."),
  "dearer": (f) => (f.before && f.after ? `The agent now asks for ${f.after}. You approved ${f.before}.` : "The agent asks for more than you approved."),
  "over-ceiling": (f) => (f.before && f.after ? `The agent asks for ${f.after} for this job. That is more than ${f.before}, the most you would pay without being asked.` : "The agent asks for more than the most you would pay without being asked."),
  "cheaper": (f) => (f.before && f.after ? `The agent now asks for ${f.after}. You approved ${f.before}. This is less, but it is not what you saw.` : "The agent now asks for less than you approved."),
  "another-price": (f) => (f.before && f.after ? `The agent signed a different price than the one you approved: ${f.after}. You approved ${f.before}. An agent can register several prices and sign any of them.` : "The agent signed a different price than the one you approved."),
  "longer": (f) => (f.before && f.after ? `The agent now wants to lock the money until ${f.after}. You approved until ${f.before}.` : "The agent wants to lock the money for longer than you approved."),
  "long-lock": (f) => (f.days && f.after ? `${f.days} days is far longer than a job needs. If you agree, the money stays in escrow until ${f.after}. You cannot use it meanwhile, and a refund you ask for is paid out only then.` : "This is far longer than a job needs. You cannot use the money meanwhile."),
  "late-dispute": (f) => (f.days && f.after ? `If you dispute the result, nobody can decide the dispute before ${f.after}. That is ${f.days} days after the money would otherwise go to the agent. If you agree, disputed money stays in escrow that long.` : "If you dispute the result, the dispute is decided far later than usual. Disputed money stays in escrow that long."),
  "own-contract": (f) => ownContract(f.contract ?? "", f.required ?? "", f.admins ?? ""),
  "alike": (f) => alike[f.way === "same-name" ? "same-name" : "looks-like"].says(f.name ?? "", f.id ?? "", f.alphabet ?? "", f.earlier === "yes" ? true : null),
  "mixed-alphabets": (f) => mixedAlphabets(f.alphabets ?? ""),
  "choices-anew": () => "This agent refused your choices as Kaimono wrote them last time. This time Kaimono writes them another way. What you chose is the same.",
  "form-changed": () => "The agent has changed its form since you filled it in. Kaimono sends what you see here, as you answered it then. To see what the agent asks now, go back to the answers.",
  "mainnet": () => "This is real money.",
};
