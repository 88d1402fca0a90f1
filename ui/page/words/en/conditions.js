// What paying a purchase needs, and how everything of it stands.
import { number, plural } from "./intl.js";

/** @import { ConditionId, Facts, LineState } from "../../../types/contract.js" */

export const conditions = {
  title: "What paying needs",
  /** Its state, for whoever does not see the mark. @type {Record<LineState, string>} */
  state: { passed: "There", warned: "May not be enough", failed: "Missing", skipped: "Not known yet" },
  /** @param {number} known of all @param {number} later those that are not known */
  there: (known, later) => (later === 0 ? "All there" : `${number(known)} there, ${number(later)} not known yet`),
  /** @param {number} failed @param {number} warned */
  missing: (failed, warned) => (failed === 0 ? `To be paid, ${number(warned)} ${plural(warned, "thing", "things")} to look at` : `To be paid, ${number(failed)} ${plural(failed, "thing is", "things are")} missing`),
  rest: "What else paying needs",
  read: "Kaimono asks your node and its wallets.",
};

/** @type {Record<ConditionId, string>} */
export const conditionName = {
  node: "Node",
  key: "Key",
  quota: "Quota",
  source: "Escrow contract",
  wallet: "Wallet",
  tokens: "Tokens",
  ada: "ADA",
  collateral: "Security",
  time: "Time to pay",
  limits: "Your limits",
};

/** @type {Record<ConditionId, Partial<Record<LineState, (facts: Facts) => string>>>} */
export const conditionSays = {
  node: {
    passed: (f) => (f.label && f.host ? `“${f.label}” at ${f.host} answers and pays.` : "Your node answers."),
    failed: (f) => (f.label && f.host ? `“${f.label}” at ${f.host} would pay. It does not answer now, or it refuses your key.` : "Your node does not answer now, or it refuses your key."),
  },
  key: {
    passed: () => "Your key may pay on this network.",
    failed: () => "Your key may not pay on this network. Ask whoever runs your node for a key that may.",
    skipped: () => "Your node has not said yet what your key may do.",
  },
  quota: {
    passed: () => "Your key has no quota.",
    warned: (f) => (f.left ? `Your key has a quota: ${f.left}. Some nodes use up all of it with the first purchase, whatever that costs.` : "Your key has a quota. Some nodes use up all of it with the first purchase, whatever that costs."),
    failed: (f) => (f.unmatched ? `Your key's quota of ${f.unmatched} is in the unit “lovelace”, which your node does not count for any purchase, so it will refuse this. Ask whoever runs it to enter the ADA quota with an empty unit.` : f.left ? `Your key may spend only ${f.left} more, so your node will refuse this. Ask whoever runs it to raise the quota.` : "Your key's quota is used up, so your node will refuse this. Ask whoever runs it to raise the quota."),
    skipped: () => "Your node has not said yet whether your key has a quota.",
  },
  source: {
    passed: () => "Your node pays into the contract that this agent uses.",
    failed: () => "Your node does not pay into the contract that this agent uses. Whoever runs it can add a payment source.",
    skipped: () => "Your node has not said yet which contracts it pays into.",
  },
  wallet: {
    passed: (f) => (f.among ? `${f.among} wallets of your node can pay this, and your node chooses. What is said here is about the one that comes closest to holding enough.` : "The wallet that pays this is known."),
    warned: () => "Kaimono knows only wallets that pay into the other escrow contract. Those cannot pay this.",
    skipped: () => "Kaimono does not know which wallet pays this, or what it holds. If it is not enough, the payment will get stuck until you top it up.",
  },
  tokens: {
    passed: (f) => (f.needed ? `The ${f.needed} of the price are there.` : "The price is there."),
    failed: held,
    skipped: (f) => (f.needed ? `The wallet that pays this must hold ${f.needed}.` : "The wallet that pays this must hold the price."),
  },
  ada: {
    passed: (f) => (f.needed ? `${f.needed} for everything that is paid in ADA, deposit and fee included, is there.` : "The ADA for deposit and fee is there."),
    failed: held,
    skipped: (f) => (f.needed ? `The wallet that pays this must hold ${f.needed}, deposit and fee included.` : "The wallet that pays this must hold ADA for deposit and fee."),
  },
  collateral: {
    passed: (f) => (f.needed ? `After paying, the wallet still holds the ${f.needed} that your node needs there as security when it asks for money back.` : "After paying, the wallet still holds what asking for money back takes as security."),
    warned: (f) => (f.left && f.needed ? `After paying, only ${f.left} is left in the wallet. To ask for money back, your node needs ${f.needed} there as security, which are not spent. Top it up before you need that.` : "After paying, little is left in the wallet. To ask for money back, your node needs some ADA there as security, which is not spent."),
    skipped: (f) => (f.needed ? `To ask for money back, your node needs ${f.needed} in the wallet as security, which are not spent.` : "To ask for money back, your node needs some ADA in the wallet as security, which is not spent."),
  },
  time: {
    passed: (f) => (f.until ? `You can approve this until ${f.until}. After that, too little time is left to pay.` : "There is time to pay."),
    failed: (f) => (f.until ? `There was time to approve this until ${f.until}. Now too little is left to pay.` : "Too little time is left to pay."),
    skipped: () => "The agent says until when it can be paid when it accepts the job. If that is too soon for your node, nothing is paid.",
  },
  limits: {
    passed: () => "Your limits allow it.",
    failed: () => "Your own limits do not allow it now.",
  },
};

/** @param {Facts} f */
function held(f) {
  if (f.scattered) return `Your node pays each purchase from a single wallet. Together, those that can pay this hold enough, but none of them does alone${f.missing ? `: the closest is short of ${f.missing}` : ""}.`;
  return f.missing ? `The wallet that pays this is short of ${f.missing}. Top it up first, or the payment will get stuck.` : "The wallet that pays this does not hold enough. Top it up first, or the payment will get stuck.";
}
