// The only door to the backend: one function for each command, and the events. Whatever fails is a `Failure`.
// Nothing that goes in is an amount, an address or a hash of a payment: the page approves or declines what was computed there.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

/**
 * @import { AgentView, Answers, AppView, AvailabilityView, CeilingDraft, Changed, ClosingAsked, ConnectionDraft, ConnectionReport,
 *   DesktopView, FieldError, FormView, MarketView, Moment, Opened, Prepared, PurchasesQuery, PurchasesView, ResultContent, PurchaseView, RemovalView, SandboxTrouble, SandboxView, Settings,
 *   WalletView, WindowClose } from "../types/contract.js"
 */

export const backend = {
  /** @returns {Promise<AppView>} */
  appState: () => invoke("app_state"),
  /** @returns {Promise<AppView>} */
  sandboxStart: () => invoke("sandbox_start"),
  /** @param {ConnectionDraft} draft @returns {Promise<ConnectionReport>} */
  connectionTest: (draft) => invoke("connection_test", { draft }),
  /** @param {ConnectionDraft} draft @returns {Promise<AppView>} */
  connectionSave: (draft) => invoke("connection_save", { draft }),
  /** @param {string} profileId @returns {Promise<AppView>} */
  profileActivate: (profileId) => invoke("profile_activate", { profileId }),
  /** What removing it would mean. @param {string} profileId @returns {Promise<RemovalView>} */
  profileRemoval: (profileId) => invoke("profile_removal", { profileId }),
  /** @param {string} profileId @param {string | null} typedName @returns {Promise<AppView>} */
  profileRemove: (profileId, typedName) => invoke("profile_remove", { profileId, typedName }),
  /** @returns {Promise<AppView>} */
  keyringRetry: () => invoke("keyring_retry"),
  /** @param {Settings} settings @returns {Promise<AppView>} */
  settingsSet: (settings) => invoke("settings_set", { settings }),
  /** What the desktop offers: notifications, a tray. @returns {Promise<DesktopView>} */
  desktopState: () => invoke("desktop_state"),
  /** @param {WindowClose} how @returns {Promise<void>} */
  windowClose: (how) => invoke("window_close", { how }),

  /** @param {string} query @returns {Promise<MarketView>} */
  market: (query) => invoke("market", { query }),
  /** @returns {Promise<MarketView>} */
  marketRefresh: () => invoke("market_refresh"),
  /** @param {string} id @returns {Promise<AgentView>} */
  agent: (id) => invoke("agent", { id }),
  /** @param {string} id @returns {Promise<AvailabilityView>} */
  agentAvailability: (id) => invoke("agent_availability", { id }),
  /** @param {string} id @returns {Promise<FormView>} */
  agentForm: (id) => invoke("agent_form", { id }),
  /** What was refused is not kept. @param {string} id @param {Answers} answers @returns {Promise<FieldError[]>} */
  draftSave: (id, answers) => invoke("draft_save", { id, answers }),

  /** @param {string} agentId @param {Answers} answers @param {CeilingDraft | null} ceiling @returns {Promise<Prepared>} */
  purchasePrepare: (agentId, answers, ceiling) => invoke("purchase_prepare", { agentId, answers, ceiling }),
  /** @param {string} approvalId @returns {Promise<string>} id of the purchase */
  purchaseApprove: (approvalId) => invoke("purchase_approve", { approvalId }),
  /** @param {string} approvalId @returns {Promise<void>} */
  purchaseDecline: (approvalId) => invoke("purchase_decline", { approvalId }),
  /** @param {PurchasesQuery} query @returns {Promise<PurchasesView>} */
  purchases: (query) => invoke("purchases", { query }),
  /** @param {string} id @returns {Promise<PurchaseView>} */
  purchase: (id) => invoke("purchase", { id }),
  /** The content of a result, by the name that its purchase gives it. @param {string} id @param {string} content @returns {Promise<ResultContent>} */
  purchaseResult: (id, content) => invoke("purchase_result", { id, content }),
  /** What the person looks at is polled more often. @param {string | null} id @returns {Promise<void>} */
  purchaseWatch: (id) => invoke("purchase_watch", { id }),
  /** The person has seen what is not as it should be. @param {string} id @param {string} concernId @returns {Promise<void>} */
  purchaseAcknowledge: (id, concernId) => invoke("purchase_acknowledge", { id, concernId }),
  /** Empty: the answer is on its way. @param {string} id @param {string} questionId @param {Answers} answers @returns {Promise<FieldError[]>} */
  purchaseAnswer: (id, questionId, answers) => invoke("purchase_answer", { id, questionId, answers }),
  /** What was refused is not kept. @param {string} id @param {string} questionId @param {Answers} answers @returns {Promise<FieldError[]>} */
  answerDraftSave: (id, questionId, answers) => invoke("answer_draft_save", { id, questionId, answers }),
  /** What the card offered that the person saw. @param {string} id @param {string} cardId @param {string | null} typedName @returns {Promise<void>} */
  refund: (id, cardId, typedName) => invoke("refund", { id, cardId, typedName }),
  /** @param {string} id @returns {Promise<void>} */
  paymentRetry: (id) => invoke("payment_retry", { id }),

  /** @returns {Promise<WalletView>} */
  wallet: () => invoke("wallet"),
  /** @param {string} address @returns {Promise<WalletView>} */
  walletAddressSet: (address) => invoke("wallet_address_set", { address }),

  /** @returns {Promise<SandboxView>} */
  sandboxPanel: () => invoke("sandbox_panel"),
  /** `null`: to the next deadline. @param {number | null} millis @returns {Promise<SandboxView>} */
  sandboxSkip: (millis) => invoke("sandbox_skip", { millis }),
  /** @returns {Promise<void>} */
  sandboxTopUp: () => invoke("sandbox_top_up"),
  /** Lets something go wrong, or lets it be well again. @param {SandboxTrouble} trouble @returns {Promise<SandboxView>} */
  sandboxTrouble: (trouble) => invoke("sandbox_trouble", { trouble }),
  /** Sets aside what cannot be read, and starts anew. @returns {Promise<AppView>} */
  sandboxReset: () => invoke("sandbox_reset"),
  /** Opens a page in the person's browser, after the page has shown its host. @param {string} url @returns {Promise<void>} */
  linkOpen: (url) => invoke("link_open", { url }),

  /** Calls `hear` whenever something changed. @param {(change: Changed) => void} hear */
  onChanged: (hear) => listen("changed", (event) => hear(/** @type {Changed} */ (event.payload))),
  /** A notification was clicked. @param {(opened: Opened) => void} hear */
  onOpen: (hear) => listen("open", (event) => hear(/** @type {Opened} */ (event.payload))),
  /** The window is to be closed while purchases are open. @param {(asked: ClosingAsked) => void} hear */
  onClosing: (hear) => listen("closing", (event) => hear(/** @type {ClosingAsked} */ (event.payload))),
};
