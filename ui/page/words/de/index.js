// What Kaimono says, in German. The English table gives the type, so `tsc` fails when a sentence is missing here, or is one too many.
// A word that means one thing is always translated alike: docs/german.md says how.
import { frame, network, health, keyring, keyringActions, keys, keysMissingBanner, removedBanner, store } from "./frame.js";
import { moved, failure, failing } from "./failure.js";
import { welcome, connect, connectionCheck, connectionFound, connectionNote, connectionWarned, lineState } from "./connect.js";
import { market, facet, facetValue, facetPill, payableTodo, agentStatus, agentStatusSays, blocked, alike, agent, availability, generation, generationSays, walletFor, legalKind, link, foreign } from "./market.js";
import { changes, changed, news, past } from "./past.js";
import { facts, tie, record, went, live, sample, compare, priceKind } from "./agent.js";
import { batch } from "./batch.js";
import { fill, textFile } from "./fill.js";
import { buy, bounds, example, rule, ceilingRule, review, warning } from "./buy.js";
import { dossier, dossierAbout, objectionReason } from "./dossier.js";
import { purchases, remark, purchaseOutcome, group, whose, underWay, phase, phaseSays, moneyIs, need, next, purchase, step, stepState, stepping, question, onChain, transactionStatus, leadsTo, ledger, identifier } from "./purchase.js";
import { trouble, troubled, shortage } from "./trouble.js";
import { check, checkOutside, checkMeans, checkGroup, known, outcome, deadlineEnd } from "./checks.js";
import { detail } from "./detail.js";
import { result, files, hash, proven, beyond, hashing, variant } from "./result.js";
import { timeline, refund, verdict, refundAction, withdrawDispute, refundDisabled, refunding } from "./refund.js";
import { forecast, ending, foretold, outlook, becomes, agenda } from "./forecast.js";
import { wallet, addressSource, spending } from "./wallet.js";
import { settings, noticeKind, closing, sandboxTrouble, theme, languageChoice } from "./settings.js";
import { command, commandGroup, commands, keyName } from "./commands.js";
import { firstHour, forReal, pasting, operator, nothingYet } from "./first-hour.js";
import { kit } from "./kit.js";
import { hosts, hostOwner, hostPurpose, pictures, diagnostics, redacted } from "./privacy.js";
import { backup } from "./backup.js";
import { receipt, receiptLine, receiptStands, noReceipt } from "./receipt.js";
import { bookmarks } from "./bookmarks.js";
import { conditions, conditionName, conditionSays } from "./conditions.js";
import { nodeSwitch, foot, sandboxBar, settingsIndex, appearance, font } from "./surroundings.js";
import { limits } from "./limits.js";
import { palette, copying, time } from "./small.js";
import { LOCALE, amount, bytes, decimal } from "./intl.js";

/** @type {import("../en/index.js").Language} */
export const de = {
  tag: "de",
  dir: "ltr",
  locale: LOCALE,
  firstHour, forReal, pasting, operator, nothingYet,
  frame, network, health, keyring, keyringActions, keys, keysMissingBanner, removedBanner, store,
  moved, failure, failing,
  welcome, connect, connectionCheck, connectionFound, connectionNote, connectionWarned, lineState,
  market, facet, facetValue, facetPill, payableTodo, agentStatus, agentStatusSays, blocked, alike, agent, availability, generation, generationSays, walletFor, legalKind, link, foreign,
  changes, changed, news, past,
  facts, tie, record, went, live, sample, compare, priceKind,
  batch, fill, textFile, buy, bounds, example, rule, ceilingRule, review, warning, conditions, conditionName, conditionSays,
  purchases, group, whose, underWay, phase, phaseSays, moneyIs, trouble, troubled, shortage, need, next, purchase, step, stepState, stepping, check, checkMeans, checkOutside, checkGroup, known, outcome, deadlineEnd, detail, question, remark, purchaseOutcome, dossier, dossierAbout, objectionReason,
  result, hash, beyond, hashing, variant, onChain, transactionStatus, leadsTo, ledger, identifier, proven, files,
  kit, nodeSwitch, foot, sandboxBar, settingsIndex, appearance, font,
  timeline, refund, verdict, refundAction, withdrawDispute, refundDisabled, refunding,
  forecast, ending, foretold, outlook, becomes, agenda,
  hosts, hostOwner, hostPurpose, pictures, diagnostics, redacted, bookmarks, backup, receipt, receiptLine, receiptStands, noReceipt,
  limits, wallet, addressSource, spending, settings, sandboxTrouble, noticeKind, closing, theme, languageChoice, palette, copying, time, bytes, amount, decimal,
  command, commandGroup, commands, keyName,
};
