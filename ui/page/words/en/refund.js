// Escrow, its deadlines, and asking for the money back.

/** @import { RefundAction, RefundDisabled, RefundVerdict, StretchState, StretchWhat } from "../../../types/contract.js" */

export const timeline = {
  title: "Escrow",
  /** @type {Record<StretchWhat, string>} */
  word: { paying: "time to pay", working: "time to deliver", objecting: "time to object", disputing: "until the admins may decide" },
  /** What can be said of a stretch that ends `when`. @type {Record<StretchWhat, Record<StretchState, (when: string) => string>>} */
  says: {
    paying: {
      "ahead": (when) => `The money must be locked by ${when}.`,
      "if-delivered": (when) => `The money must be locked by ${when}.`,
      "past": (when) => `The time to pay ended ${when}.`,
      "done": () => "The money was locked.",
      "was": (when) => `Pay by ${when}`,
    },
    working: {
      "ahead": (when) => `The agent must deliver by ${when}.`,
      "if-delivered": (when) => `The agent must deliver by ${when}.`,
      "past": (when) => `The time to deliver ended ${when}.`,
      "done": () => "The agent put a proof on the chain in time.",
      "was": (when) => `Deliver by ${when}`,
    },
    objecting: {
      "ahead": (when) => `You can object until ${when}. After that, the seller is paid.`,
      "if-delivered": (when) => `If a result arrives, you can object to it until ${when}.`,
      "past": (when) => `The time to object ended ${when}.`,
      "done": () => "You asked for the money back in time.",
      "was": (when) => `Object until ${when}`,
    },
    disputing: {
      "ahead": (when) => `The admins may decide a dispute from ${when} on.`,
      "if-delivered": (when) => `The admins may decide a dispute from ${when} on.`,
      "past": (when) => `The admins have been able to decide the dispute since ${when}.`,
      "done": () => "The admins decided.",
      "was": (when) => `Admins decide from ${when} on`,
    },
  },
  /** @param {string} now */
  label: (now) => `Escrow deadlines, drawn to scale. It is now ${now}.`,
};

export const refund = { title: "Money back" };

/** What the node does with what it was asked for, and from when on. @param {string} actsAt */
const takesMinutes = (actsAt) => (actsAt === "" ? "This takes a few minutes, or up to half an hour with a slow node." : `The chain makes your node wait after your last action, so it carries this out from ${actsAt} on.`);

/** The refund card. `at`, `until`, `before` and `actsAt` are moments in words, or "". @type {Record<RefundVerdict, (at: string, until: string, before: string, actsAt: string) => string>} */
export const verdict = {
  "not-paid": () => "Nothing is in escrow, so there is nothing to ask back.",
  "not-yet": () => "As far as Kaimono knows, no money is in escrow yet. Once it is, this card tells you how it comes back.",
  "free": () => "This job is free. There is no escrow and no refund.",
  "can-request": (at) => (at === "" ? "No result is proven on the chain yet. If none is in time, the money comes back by itself. You can also ask for it now." : `No result is proven on the chain yet. If none is in time, your node takes the money back by itself around ${at}. You can also ask for it now.`),
  "no-time-to-request": (at) => (at === "" ? "No result is proven on the chain yet. After your last action, the chain makes your node wait too long to ask for the money again. If nothing is delivered in time, the money comes back by itself." : `No result is proven on the chain yet. After your last action, the chain makes your node wait too long to ask for the money again. If nothing is delivered in time, the money comes back by itself around ${at}.`),
  "automatic": (at) => (at === "" ? "No result was proven on the chain in time. Your node takes the money back by itself. You do not need to do anything." : `No result was proven on the chain in time. Your node takes the money back by itself around ${at}. You do not need to do anything.`),
  "not-collected": (at) => (at === "" ? "The seller had agreed to give the money back when you withdrew your request. On escrow V1, no node collects it by itself after that." : `The seller had agreed to give the money back when you withdrew your request. On escrow V1, no node collects it by itself after that. The seller can deliver again until ${at}, and be paid. Otherwise the money stays in escrow.`),
  "can-dispute": (_at, until) => (until === "" ? "A result is proven on the chain. If it is not right, or does not arrive, you can ask for the money back. That is a dispute." : `A result is proven on the chain. If it is not right, or does not arrive, you can ask for the money back until ${until}. That is a dispute. After that time, the seller is paid.`),
  "no-time-to-dispute": (at, _until, notBefore) => (at === "" || notBefore === "" ? "A result is proven on the chain. After your last action, the chain makes your node wait, so a new request would come after the time to object ends. Then the seller is paid." : `A result is proven on the chain. After your last action, the chain makes your node wait until ${notBefore}. That is too late for a new request: the time to object ends ${at}, and then the seller is paid.`),
  "window-closed": (at) => (at === "" ? "A result is proven on the chain, and the time to object is over. The seller is paid next." : `A result is proven on the chain, and the time to object ended ${at}. The seller is paid next.`),
  "requested-v1": (at) => (at === "" ? "You asked for the money back. It is not known when it returns: that is up to the seller and your node. You can withdraw the request." : `You asked for the money back. If nothing is delivered in time, your node takes it back by itself around ${at}. You can withdraw the request.`),
  "requested-v2": (at) => (at === "" ? "You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself." : `You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself around ${at}.`),
  "disputed-v1": (at) => (at === "" ? "You disputed the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide." : `You disputed the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide, from ${at} on.`),
  "disputed-v2": (at) => (at === "" ? "You disputed the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide." : `You disputed the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide, from ${at} on.`),
  "authorized": () => "The seller agreed to give the money back. Your node takes it back by itself. You do not need to do anything.",
  "agreed-v1": () => "The seller agreed to give the money back. On escrow V1, no node collects it by itself after a dispute.",
  "requesting": (at, _until, _before, actsAt) => (at === "" ? `You asked for the money back. ${takesMinutes(actsAt)}` : `You asked for the money back. ${takesMinutes(actsAt)} If nothing is delivered in time, the money comes back by itself around ${at} in any case.`),
  "disputing": (_at, _until, _before, actsAt) => `You disputed the result. ${takesMinutes(actsAt)}`,
  "withdrawing": (_at, _until, _before, actsAt) => `You withdrew your request. ${takesMinutes(actsAt)}`,
  "releasing": (_at, _until, _before, actsAt) => `You accepted the result, and your node is releasing the payment. ${takesMinutes(actsAt)}`,
  "in-progress": () => "Your node is taking the money back right now. The chain needs a few minutes.",
  "stuck-too-late": () => "The request came too late to be carried out before the time to object ended.",
  "refunded": () => "The money is back in your wallet.",
  "released": () => "You released the payment, so the seller can take it. You can no longer ask for the money back.",
  "seller-paid": () => "The seller was paid. You can no longer ask for the money back.",
  "decided": () => "The Masumi admins decided. You see above where the money went.",
  "no-lock": () => "Your node found no valid lock on the chain. That usually means nothing was paid. If there is a transaction below, check it.",
  "unknown": () => "This version of Kaimono does not know the state of this purchase, so it offers no button.",
};

/** @type {Record<RefundAction, { button: string, title: string, says: string, points: string[], confirm: string }>} */
export const refundAction = {
  request: {
    button: "Request refund",
    title: "Ask for the money back?",
    says: "This sends a request to the chain through your node. The escrow contract there decides what becomes of it.",
    points: ["If nothing is delivered in time, the money comes back by itself, even without a request.", "The seller can still deliver after your request. It then becomes a dispute.", "The request costs a network fee."],
    confirm: "Request refund",
  },
  dispute: {
    button: "Dispute the result",
    title: "Dispute this result?",
    says: "A result is proven on the chain, so asking for the money back is a dispute.",
    points: ["The money stays in escrow until the seller agrees or the Masumi admins decide as arbiters. No date is set for it to come back.", "On an Escrow V2 contract, a dispute cannot be taken back: you can only release the payment to the seller. On Escrow V1, you can withdraw it.", "If you do nothing, the seller is paid when the time to object is over.", "The request costs a network fee."],
    confirm: "Dispute the result",
  },
  withdraw: {
    button: "Withdraw the request",
    title: "Withdraw your request?",
    says: "The purchase continues as if you had not asked for the money.",
    points: ["If there is a result, the seller is paid when the time to object is over.", "The chain makes you wait between two requests, so this can take about half an hour.", "It costs a network fee."],
    confirm: "Withdraw the request",
  },
  release: {
    button: "Accept and release payment",
    title: "Accept the result and release the payment?",
    says: "The seller gets the money. This cannot be undone.",
    points: ["You give up the dispute for good.", "The seller can take the money right away."],
    confirm: "Release the payment",
  },
};

/** As `withdraw`, where there is a result. */
export const withdrawDispute = {
  ...refundAction.withdraw,
  button: "Withdraw the dispute",
  title: "Withdraw your dispute?",
  says: "You accept the result after all. The purchase continues as if you had not asked for the money.",
  confirm: "Withdraw the dispute",
};

/** Why a refund button does not work now. `when` is a moment in words, or "". @type {Record<RefundDisabled, (when: string) => string>} */
export const refundDisabled = {
  "in-flight": () => "Your node is still working on something for this purchase. Wait until the chain has confirmed it.",
  "cooldown": (when) => (when === "" ? "The chain makes you wait after your last action." : `The chain makes you wait after your last action. You can press this button again ${when}.`),
  "too-late": () => "The time to object is almost over: the request would not reach the chain in time.",
  "other-key": () => "This was bought with another key. Only that key, or one with admin rights, may ask.",
  "offline": () => "Your node does not answer, or does not accept your key. You can press this button again once it does.",
  "removed": () => "This node was removed. You can press this button again once you have connected it again.",
  "sent": () => "The request was sent. Waiting for your node.",
  "no-transaction": () => "Your node reports no transaction for this purchase, and accepts no request without one.",
  "unwritable": () => "Nothing can be saved for this node now, and Kaimono sends nothing that it cannot save first. You can press this button again once it can be saved.",
};

export const refunding = {
  /** @param {string} when @param {string} left */
  until: (when, left) => `Possible until ${when}, ${left}`,
  /** The agent's name; of one without a name the end of its identifier. @param {string} word */
  typeName: (word) => `To confirm, type this: ${word}`,
  nameLabel: "Name of the purchase",
  sending: "Asking your node…",
  /** The cooldown of what the person did last. @param {string} when */
  actsAt: (when) => `The chain makes your node wait after your last action, so it carries this out from ${when} on.`,
  /** @param {string} when */
  notOut: (when) => `Your request of ${when} was not sent.`,
  notOutNow: "Your request was not sent.",
  notOutSays: "Nothing was requested, and the money is where it was. You can ask again at any time.",
  /** @param {string} when */
  mayBeOut: (when) => `It is not known whether your request of ${when} reached your node.`,
  mayBeOutSays: "Kaimono is checking with your node what became of it. If nothing changes in a few minutes, ask again.",
};
