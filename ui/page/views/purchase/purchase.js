// One purchase, from the approval to the end: what is happening now, what the agent asks, the result and its proof, where the
// money is, and what the person can do about it. Progress and detail are one live page.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { activeProfile, cannotWrite } from "../../frame/frame.js";
import { approvalCard, isAnotherAmount } from "../../cards/approval/approval.js";
import { aheadList, aheadSummary, checkList, heldList, summary, wrong, wrongList } from "../../cards/checks/checks.js";
import { copy, values } from "../../kit/copy/copy.js";
import { dossierCard } from "../../cards/dossier/dossier.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { waitsTag } from "../../cards/limits/limits.js";
import { fromAgent, named, namedByItsSeller, sentList } from "../../cards/foreign/foreign.js";
import { focusFirstError, formFields, merged } from "../../cards/form-fields/form-fields.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink, host } from "../../kit/link/link.js";
import { moneyCard } from "../../cards/money/money.js";
import { ownMoneys, texts } from "../../kit/money/money.js";
import { phasePill, tone } from "../../kit/pill/pill.js";
import { confirmRefund } from "../../cards/refund/refund.js";
import { receiptCard } from "../../cards/receipt/receipt.js";
import { remarkCard } from "../../cards/remark/remark.js";
import { body, hashVerdict, resultCard } from "../../cards/result/result.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { heard, stepList } from "../../cards/steps/steps.js";
import { ago, clock, comingUp, dated, inWords, left } from "../../kit/time/time.js";
import { announce } from "../../kit/toast/toast.js";
import { troublePanel } from "../../cards/trouble/trouble.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, debounced, reading } from "../../store.js";

/** @import { Answers, ApprovalView, Code, ConcernView, Failure, FieldError, Phase, PurchaseView, QuestionView } from "../../../types/contract.js" */

/** How long after the last key an answer's draft is kept, milliseconds. */
const DRAFT_AFTER = 400;

/** Refusals after which other answers, or the same ones written otherwise, can help. @type {Set<Code>} */
const FORM_AGAIN = new Set(/** @type {Code[]} */ (["agent-refused", "choices-refused"]));
/** What the node's row says of its error is told by the trouble. @type {Set<Code>} */
const TOLD = new Set(/** @type {Code[]} */ (["insufficient-funds", "node-stuck"]));
/** While the wallet is too poor it is looked at again this often, milliseconds. */
const LOOK_EVERY = 10_000;

/** The result that stands below says it already. @type {Set<Phase>} */
const SEEN_BELOW = new Set(/** @type {Phase[]} */ (["delivered"]));

/** So long after a deadline it is over for everybody, milliseconds. */
const AFTER = 2000;

/** Purchases made elsewhere may have no agent's name. @param {PurchaseView} view */
const name = ({ row }) => named(row.agentName);

/** The parts of the page to which an address leads. @type {Record<import("../../router.js").PurchasePart, string>} */
const PLACES = { status: "main [data-testid=status]", approval: "main [data-testid=second-approval]", question: "main [data-testid=question]", result: "main [data-testid=result]" };

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @param {import("../../router.js").PurchasePart} [at] @returns {import("../../frame/frame.js").Page} */
export function open(frame, id, at) {
  const purchase = reading(() => backend.purchase(id), drawn);
  /** What is being typed, for which question. @type {{ question: string, answers: Answers, errors: FieldError[] } | null} */
  let typing = null;
  const amountTyped = { text: "", wrong: false, redraw: frame.redraw };
  /** @type {"idle" | "answering" | "refunding" | "retrying" | "approving" | "declining" | "stopping" | "acknowledging"} */
  let busy = "idle";
  /** Why the last thing the person did failed. @type {Failure | undefined} */
  let failure;
  /** Whether that was a refund request, which then did not go out. */
  let notOut = false;
  let checksOpen = false;
  let closed = false;
  const draft = debounced(() => {
    if (typing) backend.answerDraftSave(id, typing.question, typing.answers).then(refused, fail);
  }, DRAFT_AFTER);
  /** What the newest result says; read once, since nothing changes under its name. */
  const result = reading(() => {
    const named = purchase.value?.result?.content ?? "";
    const { ask, outdatedBy } = backend.purchaseResult(id, named);
    return { ask: async () => ({ named, content: await ask() }), outdatedBy };
  }, frame.redraw);
  /** What the agent said by itself; read when somebody wants it. */
  const words = reading(() => backend.purchaseWords(id), frame.redraw);
  const remark = remarkCard({ id, redraw: frame.redraw });
  const dossier = dossierCard({ id, redraw: frame.redraw });
  const bought = resultCard({ id, redraw: frame.redraw });
  void purchase.read();
  // Nobody looks at a page that is minimised or in the tray.
  const watch = () => void backend.purchaseWatch(document.hidden ? null : id).catch(() => undefined);
  document.addEventListener("visibilitychange", watch);
  watch();
  // Money that arrives in the wallet changes nothing in the node's row.
  const looking = setInterval(() => {
    if (purchase.value?.trouble?.shortage && busy === "idle") void purchase.read();
  }, LOOK_EVERY);

  function drawn() {
    const { value } = purchase;
    if (value) {
      announce(heard(value));
      if (at !== undefined) requestAnimationFrame(() => requestAnimationFrame(arrive));
      if (value.result && result.value?.named !== value.result.content) void result.read();
      if (value.question && !value.question.sent && typing?.question !== value.question.id) typing = { question: value.question.id, answers: { ...value.question.draft }, errors: [] };
    }
    frame.redraw();
  }

  /** Goes once to where something is to be done. */
  function arrive() {
    const place = at === undefined ? null : /** @type {HTMLElement | null} */ (document.querySelector(PLACES[at]));
    if (!place) return;
    at = undefined;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  }

  /** What is not kept is said while it is being typed. @param {FieldError[]} errors */
  function refused(errors) {
    if (!typing || errors.length === 0) return;
    typing = { ...typing, errors: merged(typing.errors, errors) };
    if (!closed) frame.redraw();
  }

  /** @param {unknown} error */
  function fail(error) {
    failure = asFailure(error);
    if (!closed) frame.redraw();
  }

  /**
   * Does one thing at a time, then reads the purchase again: what is shown is what is, not what was asked for.
   * @param {typeof busy} what @param {() => Promise<unknown>} act
   */
  async function once(what, act) {
    if (busy !== "idle") return;
    busy = what;
    failure = undefined;
    frame.redraw();
    try {
      await act();
    } catch (error) {
      failure = asFailure(error);
      notOut = what === "refunding";
    }
    if (!closed) await purchase.read();
    busy = "idle";
    if (!closed) frame.redraw();
  }

  /** @param {QuestionView} question */
  const answer = (question) => once("answering", async () => {
    if (!typing) return;
    draft.flush();
    const errors = await backend.purchaseAnswer(id, question.id, typing.answers);
    typing = { ...typing, errors };
    if (errors.length > 0) requestAnimationFrame(() => requestAnimationFrame(focusFirstError));
  });

  /** @param {string} card @param {string | null} typedName */
  const refund = (card, typedName) => void once("refunding", () => backend.refund(id, card, typedName));

  /** The refund card's button once more, where the trouble is told. @param {PurchaseView} view */
  function troubleRefund({ trouble, refund: card }) {
    const { action } = card;
    if (!trouble || !["hash-without-result", "mismatch", "agent-failed"].includes(trouble.kind) || action === null || card.disabled !== null) return nothing;
    const click = async () => {
      const answer = await confirmRefund(action, card);
      if (answer) refund(answer.card, answer.typedName);
    };
    // Where the money comes back by itself, asking is not what is wanted most.
    return html`<button type="button" class="button ${trouble.kind === "agent-failed" ? "" : "button-primary"}" data-testid="trouble-refund" data-action=${action} ?disabled=${busy !== "idle"} @click=${click}>${icon("undo")}${busy === "refunding" ? say.refunding.sending : say.refundAction[action].button}</button>`;
  }

  /** In the sandbox the person does not wait. @param {import("../../../types/contract.js").Moment} at */
  const skipTo = (at) => (!activeProfile(frame.app())?.sandbox || at <= now() ? nothing : html` <button type="button" class="button button-small" data-testid="skip-to-this" data-tip=${say.sandboxBar.skipSays} ?disabled=${frame.sandbox.busy()} @click=${() => frame.sandbox.skip(at - now() + AFTER)}>${icon("skip")}${say.sandboxBar.skipToThis}</button>`);

  /** What can only be looked at asks until it was. @param {ConcernView} concern */
  function acknowledging(concern) {
    return html`<p class="quiet">${say.purchase.acknowledges}</p>
      <p class="failure-buttons"><button type="button" class="button" data-testid="acknowledge" ?disabled=${busy !== "idle"} @click=${() => once("acknowledging", () => backend.purchaseAcknowledge(id, concern.id))}>${icon("check")}${say.purchase.acknowledge}</button></p>`;
  }

  /** @param {PurchaseView} view */
  function present(view) {
    const { trouble } = view;
    const button = view.row.phase === "payment-stuck" && (trouble === null || trouble.retry)
      ? html`<button type="button" class="button button-primary" data-testid="payment-retry" ?disabled=${busy !== "idle" || cannotWrite(frame.app())} aria-describedby=${cannotWrite(frame.app()) ? "retry-why" : nothing} @click=${() => once("retrying", () => backend.paymentRetry(id))}>${icon("refresh")}${busy === "retrying" ? say.purchase.retrying : say.purchase.retryPayment}</button>${cannotWrite(frame.app()) ? html`<span class="quiet" id="retry-why">${say.review.nodeFails.unwritable}</span>` : nothing}`
      : view.failure && FORM_AGAIN.has(view.failure.code) && view.row.phase === "refused"
        ? html`<a class="button button-primary" data-testid="change-answers" href=${href({ name: "buy", id: view.row.agent })}>${say.purchase.changeAnswers}</a>`
        : nothing;
    const next = view.row.next ? html`<span class="status-next" data-testid="status-next">${comingUp(view.row.next)}.</span>${skipTo(view.row.next.at)}` : nothing;
    const told = view.failure !== null && trouble !== null && TOLD.has(view.failure.code);
    // Where the result is the news, how the purchase stands is one line above it.
    const line = view.result !== null && trouble === null && view.failure === null && failure === undefined && view.concern === null && button === nothing;
    // The check that failed is the panel.
    const refused = view.row.phase === "refused" && view.failure !== null && view.checks.some(wrong);
    const seen = line && SEEN_BELOW.has(view.row.phase) && next !== nothing;
    return html`<section class="status ${refused ? "status-refused" : line ? "status-line" : `status-${trouble ? "trouble" : tone(view.row.phase)}`}" data-testid="status" data-phase=${view.row.phase}>
      ${trouble
        ? troublePanel(trouble, { sandbox: activeProfile(frame.app())?.sandbox ?? false, action: button === nothing ? troubleRefund(view) : button, look: () => void purchase.read() })
        : view.row.waitsUntil !== null ? html`<p data-testid="waits">${view.row.paysThen ? say.limits.paysAt(inWords(view.row.waitsUntil)) : say.limits.waitsUntil(clock(view.row.waitsUntil, now()))}</p>
          <p class="failure-buttons"><button type="button" class="button" data-testid="purchase-stop" ?disabled=${busy !== "idle"} @click=${() => once("stopping", () => backend.purchaseStop(id))}>${icon("cross")}${say.limits.stop}</button></p>`
        : refused ? nothing : html`<p>${view.row.underWay ? html`<span data-testid="under-way" data-action=${view.row.underWay}>${say.underWay[view.row.underWay].says}</span>` : seen ? nothing : say.phaseSays[view.row.phase]} ${next}</p>`}
      ${view.failure && !told ? failurePanel(view.failure, { money: true, action: trouble ? nothing : button }) : trouble ? nothing : button}
      ${refused ? wrongList(view.checks) : nothing}
      ${view.unasked.length > 0 ? html`<p class="notice notice-info" data-testid="unasked">${icon("info")}<span>${say.purchase.unasked(texts(view.unasked))}</span></p>` : nothing}
      ${view.demands && view.unasked.length === 0 ? html`<p class="notice notice-warn" data-testid="demands">${icon("warning")}<span>${say.purchase.demands}</span></p>` : nothing}
      ${view.concern && !view.concern.acknowledged ? acknowledging(view.concern) : nothing}
      ${failure ? html`${notOut ? html`<p data-testid="refund-not-out"><strong>${say.refunding.notOutNow}</strong> ${say.refunding.notOutSays}</p>` : nothing}${failurePanel(failure, { money: !notOut })}` : nothing}
    </section>`;
  }

  /** What the question is about, whole: it scrolls in its place. @param {QuestionView} question */
  const saidBeside = ({ says }) => (says === null ? nothing : html`<div class="said-beside" data-testid="question-says" tabindex="0" role="region" aria-label=${say.question.about}>${body(says.shown)}</div>
    ${says.more === 0 ? nothing : html`<p class="notice notice-warn" data-testid="question-more">${icon("warning")}<span>${say.question.more(says.more)}</span></p>`}`);

  /** What cannot be shown as a form: all that there is of it, and the way on. @param {PurchaseView} view @param {QuestionView} question @param {NonNullable<QuestionView["unread"]>} unread */
  const unreadCard = (view, question, unread) => html`<section class="card question" data-testid="question" data-sent="false"><h2>${icon("question")}${say.question.title}</h2>
      <p class="notice notice-warn" data-testid="question-unread" data-why=${unread.why}>${icon("warning")}<span>${say.question.unread[unread.why]} ${view.refund.verdict === "free" ? say.question.unreadFree : say.question.unreadTodo}</span></p>
      ${question.says === null && unread.asked === null ? nothing : fromAgent({ title: say.foreign.from(name(view)), host: view.host, says: say.question.fromAgent }, html`${saidBeside(question)}
        ${unread.asked === null ? nothing : html`<div class="said-beside" data-testid="question-as-came" tabindex="0" role="region" aria-label=${say.question.asCame}>${body(unread.asked)}</div>${unread.asked.shownCut ? html`<p class="quiet">${say.question.unreadCut}</p>` : nothing}`}`)}
      ${unread.asked === null ? nothing : html`<footer class="form-buttons"><button type="button" class="button" data-testid="question-copy" @click=${() => copy(/** @type {NonNullable<typeof unread.asked>} */ (unread.asked).text)}>${icon("copy")}${say.question.copyWhat}</button></footer>`}
    </section>`;

  /** @param {PurchaseView} view */
  function questionCard(view) {
    const { question } = view;
    if (!question) return nothing;
    if (question.sent) return html`<section class="card question" data-testid="question" data-sent="true"><h2>${icon("check")}${say.question.answered}</h2><p role="status">${say.question.sent}</p></section>`;
    const late = question.due !== null && question.due <= now();
    if (question.unread) return unreadCard(view, question, question.unread);
    return html`<section class="card question" data-testid="question" data-sent="false"><h2>${icon("question")}${say.question.title}</h2>
      ${question.due === null ? nothing : html`<p class="notice ${late ? "notice-danger" : "notice-warn"}" data-testid="question-due">${icon("clock")}<span>${(question.dueByAgent ? (late ? say.question.closed : say.question.until) : late ? say.question.overdue : say.question.due)(clock(question.due, now()), left(question.due, now()))}</span></p>`}
      <form novalidate @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        void answer(question);
      }}>
        ${fromAgent({ title: say.foreign.from(name(view)), host: view.host, says: say.question.fromAgent }, html`${saidBeside(question)}${formFields({
          form: question.form, notes: question.notes, answers: typing?.answers ?? {}, errors: typing?.errors ?? [], disabled: question.apart || busy === "answering",
          onInput(field, value) {
            if (!typing) return;
            typing = { ...typing, answers: { ...typing.answers, [field]: value }, errors: typing.errors.filter((error) => error.field !== field) };
            draft.later();
            frame.redraw();
          },
        })}`)}
        ${question.apart ? html`<p class="notice notice-warn" data-testid="question-apart">${icon("warning")}<span>${say.question.apart}</span></p>`
          : html`${cannotWrite(frame.app()) ? html`<p class="notice notice-warn" id="send-why" data-testid="send-why">${icon("warning")}<span>${say.review.nodeFails.unwritable}</span></p>` : nothing}
            <footer class="form-buttons"><button type="submit" class="button button-primary" data-testid="question-send" ?disabled=${busy !== "idle" || cannotWrite(frame.app())} aria-describedby=${cannotWrite(frame.app()) ? "send-why" : nothing}>${busy === "answering" ? say.question.submitting : say.question.submit}</button></footer>`}
      </form></section>`;
  }

  /** @param {ApprovalView} approval */
  async function approveAgain({ id, toType }) {
    try {
      await backend.purchaseApprove(id, toType === null ? null : amountTyped.text);
      amountTyped.text = "";
    } catch (error) {
      if (!isAnotherAmount(asFailure(error))) throw error;
      amountTyped.wrong = true;
    }
  }

  /** @param {PurchaseView} view */
  const secondApproval = ({ approval }) => (approval === null ? nothing : html`<section class="second" data-testid="second-approval"><h2 class="visually-hidden">${say.purchase.again}</h2>
    ${approvalCard(approval, {
      busy: busy === "approving" || busy === "declining" ? busy : busy === "idle" ? "idle" : "declining",
      approve: () => void once("approving", () => approveAgain(approval)),
      decline: () => void once("declining", () => backend.purchaseDecline(approval.id)),
      again: null,
      health: frame.app().health.state,
      why: cannotWrite(frame.app()) ? say.review.nodeFails.unwritable : null,
      typing: amountTyped,
    })}</section>`);

  /** What the agent gives beside a result, or in its place. @param {import("../../../types/contract.js").AgentSays} says @param {boolean} hasResult */
  const given = ({ beside }, hasResult) => (beside.length === 0 ? nothing : html`<p class="quiet">${hasResult ? say.purchase.givenBeside : say.purchase.givenInstead}</p>
    <dl class="facts" data-testid="agent-gives">${beside.map(({ name, value, isLink }) => html`<div><dt>${name}</dt><dd>${isLink ? foreignLink(value, host(value) || value) : html`<code class="code">${value}</code>`}</dd></div>`)}</dl>`);

  /** All that it said, with when. */
  const saidSoFar = () => html`<details class="agent-log" data-testid="agent-log" @toggle=${(/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && words.value === undefined) void words.read();
  }}><summary data-testid="agent-log-toggle">${say.purchase.agentLog}</summary>
    ${shown(words, { loading: skeleton(2), view: (all) => (all.length === 0 ? html`<p class="quiet">${say.purchase.agentLogEmpty}</p>` : html`<ol class="agent-log-words">${all.map(({ word, text, at }) => html`<li data-testid="agent-log-word"><span class="quiet">${dated(at)} · ${say.foreign.quoted(word)}</span>${text === "" ? nothing : html`<blockquote>${text}</blockquote>`}</li>`)}</ol>`) })}</details>`;

  /** @param {PurchaseView} view */
  const way = (view) => html`<section class="card"><h2>${say.purchase.progress}</h2>${stepList(view)}
    ${view.agentSays && (view.agentSays.text !== "" || view.agentSays.offline || view.agentSays.tooMuch || view.agentSays.beside.length > 0) ? html`<div class="agent-says" data-testid="agent-says"><h3>${say.purchase.agentSays} <span class="quiet">${ago(view.agentSays.at)}</span></h3>
      <blockquote>${view.agentSays.text || view.agentSays.word}</blockquote>${given(view.agentSays, view.result !== null)}<p class="quiet" data-testid="agent-words">${say.purchase.agentWords}</p>${view.agentSays.offline ? html`<p class="quiet">${say.purchase.agentOffline}</p>` : nothing}${view.agentSays.tooMuch ? html`<p class="quiet" data-testid="agent-too-much">${say.purchase.agentTooMuch}</p>` : nothing}${saidSoFar()}</div>` : nothing}</section>`;

  /** @param {Event} event */
  const toggled = (event) => void (checksOpen = /** @type {HTMLDetailsElement} */ (event.target).open);

  /** @param {PurchaseView} view */
  const ahead = (view) => (view.ahead.length === 0 ? nothing : html`<details class="card fold" data-testid="ahead" .open=${checksOpen} @toggle=${toggled}>
    <summary data-testid="ahead-toggle">${say.review.ahead}<span class="fold-note">${icon("shield")}${aheadSummary(view.ahead)}</span></summary>
    <p class="quiet">${say.review.aheadSays}</p>${aheadList(view.ahead)}</details>`);

  /** @param {PurchaseView} view */
  const verification = ({ checks, row }) => (checks.length === 0 ? nothing : html`<details class="card fold" data-testid="verification" .open=${checksOpen || (checks.some(wrong) && row.phase !== "refused")} @toggle=${toggled}>
    <summary data-testid="verification-toggle">${say.purchase.checks}<span class="fold-note ${checks.some(wrong) ? "bad" : "good"}">${icon(checks.some(wrong) ? "warning" : "shield")}${summary(checks)}</span></summary>
    <p class="quiet">${say.purchase.checksSays}</p>${row.phase === "refused" ? heldList(checks) : checkList(checks)}</details>`);

  /** @param {PurchaseView} view */
  const checked = (view) => html`${ahead(view)}${verification(view)}`;

  /** What does not hold is the news: it stands above everything else, of a refused purchase in the panel that says so. @param {PurchaseView} view */
  const broken = (view) => view.checks.some(wrong) && view.row.phase !== "refused" && view.approval !== null;

  /** @param {PurchaseView} view */
  const transactions = (view) => (view.transactions.length === 0 ? nothing : html`<section class="card"><h2>${say.purchase.transactions}</h2><ul class="transactions" data-testid="transactions">
    ${view.transactions.map((transaction) => html`<li data-testid="transaction" data-status=${transaction.status}>
      ${transaction.leadsTo === "" ? nothing : html`<span class="transaction-state">${say.leadsTo[transaction.leadsTo] ?? say.foreign.quoted(transaction.leadsTo)}</span>`}
      <span class="quiet">${say.transactionStatus[transaction.status] ?? say.foreign.quoted(transaction.status)}${transaction.confirmations === null ? nothing : html` · ${say.purchase.confirmations(transaction.confirmations)}`}</span>
      ${values([{ name: say.purchase.transaction, value: transaction.hash }])}
      ${transaction.explorer === "" ? nothing : foreignLink(transaction.explorer, say.purchase.explorer)}</li>`)}</ul></section>`);

  /** @param {PurchaseView} view */
  const sent = (view) => (view.answers.length === 0 ? nothing : html`<details class="card fold" data-testid="answers"><summary data-testid="answers-toggle">${view.row.waitsUntil === null || view.row.paysThen ? say.purchase.answers : say.review.answers}</summary>
    ${view.host === "" ? nothing : html`<p class="quiet">${say.purchase.sentTo(view.host)}</p>`}${sentList(view.answers)}</details>`);

  /** @param {PurchaseView} view */
  const identifiers = (view) => (view.identifiers.length === 0 ? nothing : html`<details class="card fold" data-testid="identifiers"><summary data-testid="identifiers-toggle">${say.purchase.identifiers}</summary>${values(view.identifiers.map(([name, value]) => ({ name: say.identifier[name], value })))}</details>`);

  /** @param {PurchaseView} view */
  function content(view) {
    const proofAlone = view.result === null && ["no-result", "withdrawn", "beyond"].includes(view.hash.state);
    return html`
      ${present(view)}
      ${secondApproval(view)}
      ${broken(view) ? checked(view) : nothing}
      <div class="columns">
        <div class="column">
          ${questionCard(view)}
          ${view.result ? bought.view(view.result, result.value && result.value.named === view.result.content ? result.value.content : (result.failure ?? null), view.hash, view.hashCheck, name(view), view.refund) : nothing}
          ${proofAlone ? html`<section class="card">${hashVerdict(view.hash, view.hashCheck)}</section>` : nothing}
          ${dossier.view(view)}
          ${view.row.whose === "here" ? way(view) : html`<p class="notice notice-info" data-testid="whose" data-whose=${view.row.whose}>${icon("info")}<span>${say.whose[view.row.whose].says} ${say.purchase.elsewhere}</span></p>`}
          ${broken(view) ? nothing : checked(view)}${sent(view)}${transactions(view)}${identifiers(view)}
        </div>
        <div class="column column-side purchase-rail">
          ${moneyCard(view, { busy: busy === "refunding", act: refund })}
          ${view.row.whose !== "here" || view.row.agent === "" ? nothing : html`<p><a class="button" data-testid="buy-again" href=${href({ name: "buy", id: view.row.agent, fill: { kind: "again", purchase: id } })}>${icon("repeat")}${say.fill.buyAgain}</a></p>`}
          ${view.batch === null ? nothing : html`<p><a class="link" data-testid="to-batch" href=${href({ name: "batch", id: view.batch })}>${say.batch.partOf}</a></p>`}
          ${remark.view(view.remark)}
          ${receiptCard(id, frame.redraw)}
        </div>
      </div>`;
  }

  return {
    title: () => (purchase.value ? say.purchase.title(name(purchase.value)) : say.purchases.title),
    tick: 1000,
    readings: [purchase, result, words],
    close() {
      closed = true;
      clearInterval(looking);
      draft.flush();
      remark.close(purchase.value?.remark);
      dossier.close();
      announce("");
      document.removeEventListener("visibilitychange", watch);
      void backend.purchaseWatch(null).catch(() => undefined);
    },
    view() {
      const row = purchase.value?.row;
      return html`<div class="page page-wide" data-testid="purchase" data-id=${id}>
        <header class="page-head"><a class="back" href=${href({ name: "purchases" })} data-testid="back">${icon("back")}<span>${say.purchases.title}</span></a>
          <div class="page-head-row"><div>${row ? namedByItsSeller(say.purchase.from, row.agentName) : html`<h1 tabindex="-1" data-testid="page-title">${say.purchases.title}</h1>`}</div>${row ? (row.waitsUntil !== null ? waitsTag(row) : phasePill(row.phase)) : nothing}<span class="head-price">${row ? ownMoneys(row.price, say.purchases.free) : nothing}</span></div>
          ${row ? html`<p class="page-status"><span class="clamp-one">${row.title}</span>${ago(row.createdAt)}${row.agent ? html`<a class="link" data-testid="to-agent" href=${href({ name: "agent", id: row.agent })}>${say.purchase.toAgent}</a>` : nothing}</p>` : nothing}</header>
        ${firstHourLine(frame, "purchase", purchase.value?.question?.sent === false)}
        ${shown(purchase, { loading: skeleton(3, "page"), view: content })}
      </div>`;
    },
  };
}

