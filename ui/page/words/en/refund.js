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
      "ahead": (when) => `Until ${when} you can object. Then the seller is paid.`,
      "if-delivered": (when) => `If a result comes, you can object to it until ${when}.`,
      "past": (when) => `The time to object ended ${when}.`,
      "done": () => "You asked for the money back in time.",
      "was": (when) => `Object until ${when}`,
    },
    disputing: {
      "ahead": (when) => `A dispute may be decided by the admins from ${when}.`,
      "if-delivered": (when) => `A dispute may be decided by the admins from ${when}.`,
      "past": (when) => `The admins may decide the dispute since ${when}.`,
      "done": () => "The admins decided.",
      "was": (when) => `Decision of the admins from ${when}`,
    },
  },
  /** @param {string} now */
  label: (now) => `Escrow deadlines, drawn to scale. It is now ${now}.`,
};

export const refund = { title: "Money back" };

/** What the node does with what it was asked for, and from when on. @param {string} actsAt */
const takesMinutes = (actsAt) => (actsAt === "" ? "That takes some minutes, and up to half an hour at a slow node." : `The chain makes your node wait after what you did last: it carries this out from ${actsAt} on.`);

/** The refund card. `at`, `until`, `before` and `actsAt` are moments in words, or "". @type {Record<RefundVerdict, (at: string, until: string, before: string, actsAt: string) => string>} */
export const verdict = {
  "not-paid": () => "Nothing is in escrow, so there is nothing to ask back.",
  "not-yet": () => "No money is known to be in escrow yet. Once it is, you read here how it comes back.",
  "free": () => "This job is free. There is no escrow and no refund.",
  "can-request": (at) => (at === "" ? "No result is proven on the chain yet. If none is in time, the money comes back by itself. You can also ask for it now." : `No result is proven on the chain yet. If none is in time, your node takes the money back by itself around ${at}. You can also ask for it now.`),
  "no-time-to-request": (at) => (at === "" ? "No result is proven on the chain yet. The chain makes your node wait after what you did last, for too long to ask for the money once more. If nothing is delivered in time, it comes back by itself." : `No result is proven on the chain yet. The chain makes your node wait after what you did last, for too long to ask for the money once more. If nothing is delivered in time, it comes back by itself around ${at}.`),
  "automatic": (at) => (at === "" ? "No result was proven on the chain in time. Your node takes the money back by itself; there is nothing to do." : `No result was proven on the chain in time. Your node takes the money back by itself around ${at}; there is nothing to do.`),
  "can-dispute": (_at, until) => (until === "" ? "A result is proven on the chain. If it is not right, or does not come, you can ask for the money back. That is a dispute." : `A result is proven on the chain. If it is not right, or does not come, you can ask for the money back until ${until}. That is a dispute. After that the seller is paid.`),
  "no-time-to-dispute": (at, _until, notBefore) => (at === "" || notBefore === "" ? "A result is proven on the chain. The chain makes your node wait after what you did last, so a new request could not be carried out before the time to object ends. The seller is paid then." : `A result is proven on the chain. The chain makes your node wait after what you did last, until ${notBefore}. That is too late for a new request: the time to object ends ${at}, and then the seller is paid.`),
  "window-closed": (at) => (at === "" ? "A result is proven on the chain, and the time to object is over. The seller is paid next." : `A result is proven on the chain, and the time to object ended ${at}. The seller is paid next.`),
  "requested-v1": (at) => (at === "" ? "You asked for the money back. When it returns is not known: it is for the seller and your node to settle. You can withdraw the request." : `You asked for the money back. If nothing is delivered in time, your node takes it back by itself around ${at}. You can withdraw the request.`),
  "requested-v2": (at) => (at === "" ? "You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself." : `You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself around ${at}.`),
  "disputed-v1": (at) => (at === "" ? "You dispute the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide." : `You dispute the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide, from ${at} on.`),
  "disputed-v2": (at) => (at === "" ? "You dispute the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide." : `You dispute the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide, from ${at} on.`),
  "authorized": () => "The seller agreed to give the money back. Your node takes it back by itself; there is nothing to do.",
  "agreed-v1": () => "The seller agreed to give the money back. On escrow V1 no node collects it by itself after a dispute.",
  "requesting": (at, _until, _before, actsAt) => (at === "" ? `You asked for the money back. ${takesMinutes(actsAt)}` : `You asked for the money back. ${takesMinutes(actsAt)} If nothing is delivered in time, the money comes back by itself around ${at} in any case.`),
  "disputing": (_at, _until, _before, actsAt) => `You dispute the result. ${takesMinutes(actsAt)}`,
  "withdrawing": (_at, _until, _before, actsAt) => `You withdrew your request. ${takesMinutes(actsAt)}`,
  "releasing": (_at, _until, _before, actsAt) => `You accepted the result, and the payment is released. ${takesMinutes(actsAt)}`,
  "in-progress": () => "Your node is taking the money back at this moment. The chain takes a few minutes.",
  "stuck-too-late": () => "The request came too late to be carried out before the time to object ended.",
  "refunded": () => "The money is back in your wallet.",
  "released": () => "You released the payment: the seller can take it. The money cannot be asked back any more.",
  "seller-paid": () => "The seller was paid. The money cannot be asked back any more.",
  "decided": () => "The Masumi admins decided. See above where the money went.",
  "no-lock": () => "Your node found no valid lock on the chain. Usually that means nothing was paid. If there is a transaction below, look at it.",
  "unknown": () => "This version of Kaimono does not know the state of this purchase, so it offers no button.",
};

/** @type {Record<RefundAction, { button: string, title: string, says: string, points: string[], confirm: string }>} */
export const refundAction = {
  request: {
    button: "Request refund",
    title: "Ask for the money back?",
    says: "This sends a request to the chain through your node. The chain decides.",
    points: ["If nothing is delivered in time, the money comes back by itself, even without a request.", "The seller can still deliver after the request. Then it becomes a dispute.", "The request costs a network fee."],
    confirm: "Request refund",
  },
  dispute: {
    button: "Dispute the result",
    title: "Dispute this result?",
    says: "A result is proven on the chain, so asking for the money back is a dispute.",
    points: ["The money stays in escrow until the seller agrees or the Masumi admins decide. There is no date by which it comes back.", "On an Escrow V2 contract a dispute cannot be taken back: you can only release the payment to the seller. On Escrow V1 you can withdraw it.", "If you do nothing, the seller is paid when the time to object is over.", "The request costs a network fee."],
    confirm: "Request refund (dispute)",
  },
  withdraw: {
    button: "Withdraw the request",
    title: "Withdraw your request?",
    says: "The purchase goes on as if you had not asked for the money.",
    points: ["If there is a result, the seller is paid when the time to object is over.", "The chain makes you wait between two requests, so this can take about half an hour.", "It costs a network fee."],
    confirm: "Withdraw the request",
  },
  release: {
    button: "Accept and release payment",
    title: "Accept the result and release the payment?",
    says: "The seller gets the money. This cannot be undone.",
    points: ["You give up the dispute for good.", "The seller can take the money at once."],
    confirm: "Release the payment",
  },
};

/** As `withdraw`, where there is a result. */
export const withdrawDispute = {
  ...refundAction.withdraw,
  button: "Withdraw the dispute",
  title: "Withdraw your dispute?",
  says: "You accept the result after all. The purchase goes on as if you had not asked for the money.",
  confirm: "Withdraw the dispute",
};

/** Why a refund button does not work now. `when` is a moment in words, or "". @type {Record<RefundDisabled, (when: string) => string>} */
export const refundDisabled = {
  "in-flight": () => "Your node has something under way for this purchase. Wait until the chain has confirmed it.",
  "cooldown": (when) => (when === "" ? "The chain makes you wait between two requests." : `The chain makes you wait between two requests. Possible again ${when}.`),
  "too-late": () => "It is too close to the end of the time to object: the request would not get onto the chain in time.",
  "other-key": () => "Bought with another key: only that one, or one with admin rights, may ask.",
  "offline": () => "Your node does not answer, or does not take your key. Possible again when it does.",
  "removed": () => "This node was removed. Possible again when it is connected anew.",
  "sent": () => "The request was sent. Waiting for your node.",
  "no-transaction": () => "Your node tells of no transaction for this purchase, and takes no request without one.",
  "unwritable": () => "Nothing can be written down for this node now, and what is not written down is not sent. Possible again as soon as it can be.",
};

export const refunding = {
  /** @param {string} when @param {string} left */
  until: (when, left) => `Possible until ${when}, ${left}`,
  /** The agent's name; of one without a name the end of its identifier. @param {string} word */
  typeName: (word) => `To confirm, type this: ${word}`,
  nameLabel: "What names the purchase",
  sending: "Asking your node…",
  /** The cooldown of what the person did last. @param {string} when */
  actsAt: (when) => `The chain makes your node wait after what you did last: it carries this out from ${when} on.`,
  /** @param {string} when */
  notOut: (when) => `The request of ${when} did not go out.`,
  notOutNow: "The request did not go out.",
  notOutSays: "Nothing was asked for, and the money is where it was. Ask again when you like.",
  /** @param {string} when */
  mayBeOut: (when) => `Whether the request of ${when} reached your node is not known.`,
  mayBeOutSays: "Kaimono reads from your node what became of it. If nothing has changed in a few minutes, ask again.",
};
