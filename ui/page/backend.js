// The only door to the backend: one function for each command, and what the backend tells unasked. Whatever fails is a `Failure`.
// Nothing that goes in is an amount, an address or a hash of a payment: the page approves or declines what was computed there.
// Written from `src-tauri/src/commands.rs` by `UPDATE_CONTRACT=1 cargo test -p kaimono --test contract`; not edited by hand.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

/** @import { AgendaView, AgentCard, AgentPast, AgentView, AgentWordView, Answers, AppView, ApprovalView, BackupSavedView, BackupView, BatchAsked, BatchHead, BatchPrepared, BatchReview, BatchView, BookmarksView, CeilingDraft, Changed, CheckedReceipt, ClosingAsked, Condition, ConnectionDraft, ConnectionReport, DesktopView, DiagnosticsView, DossierWords, ExportFormat, ExportedView, FacetsView, FetchView, FetchedView, FieldError, Fill, FormView, Forward, HostNames, HostsView, Id, InsideView, JsonPlace, JsonRow, LimitDraft, LimitsView, LinkView, LiveView, MarketNews, MarketQuery, MarketStanding, MarketStretch, MarketView, Number, ObjectionReason, Opened, OutlookView, PageWords, Passphrase, Prepared, PurchaseFacets, PurchaseOutcome, PurchaseView, PurchasesQuery, PurchasesView, ReceiptFormat, ReceiptFrom, RemovalView, RestoreDraft, RestoredView, ResultContent, ResultForm, SampleView, SandboxTrouble, SandboxView, SavedView, Searched, Settings, SharedFormView, SheetWords, SideBySide, SpendingView, Typed, Until, WaitDraft, WalletView, WindowClose } from "../types/contract.js" */

/**
 * A question whose answer is shown: it is asked again after a change that outdates it.
 * @template T
 * @typedef {object} Query
 * @property {() => Promise<T>} ask
 * @property {(change: Changed) => boolean} outdatedBy
 */

export const backend = {
  /** What the frame shows. @returns {Query<AppView>} */
  appState: () => ({ ask: () => invoke("app_state"), outdatedBy: (change) => change.topic === "app" || change.topic === "purchases" }),
  /** Starts the embedded sandbox, and makes its profile the first time. @returns {Promise<AppView>} */
  sandboxStart: () => invoke("sandbox_start"),
  /** Says line by line what works with these addresses and keys. Keeps nothing. @param {ConnectionDraft} draft @returns {Promise<ConnectionReport>} */
  connectionTest: (draft) => invoke("connection_test", { draft }),
  /** Keeps a connection, and opens it. @param {ConnectionDraft} draft @returns {Promise<AppView>} */
  connectionSave: (draft) => invoke("connection_save", { draft }),
  /** Looks at another profile. @param {Id} profileId @returns {Promise<AppView>} */
  profileActivate: (profileId) => invoke("profile_activate", { profileId }),
  /** What removing it would mean. @param {Id} profileId @returns {Query<RemovalView>} */
  profileRemoval: (profileId) => ({ ask: () => invoke("profile_removal", { profileId }), outdatedBy: () => false }),
  /** Removes a node and its keys; its history stays. @param {Id} profileId @param {Typed | null} typedName @returns {Promise<AppView>} */
  profileRemove: (profileId, typedName) => invoke("profile_remove", { profileId, typedName }),
  /** Sets a history aside that cannot be read, and begins a new one, into which its node tells what it knows. @param {Id} profileId @param {Typed} typedName @returns {Promise<AppView>} */
  historyBeginAnew: (profileId, typedName) => invoke("history_begin_anew", { profileId, typedName }),
  /** Asks the keyring again. @returns {Promise<AppView>} */
  keyringRetry: () => invoke("keyring_retry"),
  /** Ends the waiting for what the keyring asks the person. @returns {Promise<void>} */
  keyringStop: () => invoke("keyring_stop"),
  /** Keeps what the person chose. @param {Settings} settings @returns {Promise<AppView>} */
  settingsSet: (settings) => invoke("settings_set", { settings }),
  /** What the desktop offers: notifications, a tray. @returns {Query<DesktopView>} */
  desktopState: () => ({ ask: () => invoke("desktop_state"), outdatedBy: () => false }),
  /** Has the session start Kaimono without its window, or not any more. @param {boolean} on @returns {Promise<DesktopView>} */
  autostartSet: (on) => invoke("autostart_set", { on }),
  /** Has the desktop show a notification of which nothing is true but that it came. Whether the desktop took it. @returns {Promise<boolean>} */
  noticeTest: () => invoke("notice_test"),
  /** Closes the window, or asks what that means. @param {WindowClose} how @returns {Promise<void>} */
  windowClose: (how) => invoke("window_close", { how }),
  /** Makes a list of the agents that match, and tells its beginning. @param {MarketQuery} query @returns {Query<MarketView>} */
  market: (query) => ({ ask: () => invoke("market", { query }), outdatedBy: () => false }),
  /** What the agents of a list can be chosen by. Completes its order; another list that is asked for breaks this off. @param {Id} listing @returns {Query<FacetsView>} */
  marketFacets: (listing) => ({ ask: () => invoke("market_facets", { listing }), outdatedBy: () => false }),
  /** A stretch of a list. `null`: that agent is not listed any more. @param {MarketStretch} stretch @returns {Query<Array<AgentCard | null>>} */
  marketRows: (stretch) => ({ ask: () => invoke("market_rows", { stretch }), outdatedBy: () => false }),
  /** Where in a list an agent is, from 0. @param {Id} listing @param {Id} id @returns {Query<number | null>} */
  marketPlace: (listing, id) => ({ ask: () => invoke("market_place", { listing, id }), outdatedBy: () => false }),
  /** How far the list of agents is. @returns {Query<MarketStanding>} */
  marketStanding: () => ({ ask: () => invoke("market_standing"), outdatedBy: (change) => change.topic === "market" || change.topic === "app" }),
  /** Brings the list of agents up to date. @returns {Promise<MarketStanding>} */
  marketRefresh: () => invoke("market_refresh"),
  /** Ends the reading of the registry that is under way. @returns {Promise<void>} */
  marketCancel: () => invoke("market_cancel"),
  /** What changed in the market since the person looked. @returns {Query<MarketNews>} */
  marketNews: () => ({ ask: () => invoke("market_news"), outdatedBy: (change) => change.topic === "market" }),
  /** How many changes there are that the person has not seen. @returns {Query<number>} */
  marketUnseen: () => ({ ask: () => invoke("market_unseen"), outdatedBy: (change) => change.topic === "market" || change.topic === "app" }),
  /** Notes that the person has seen what changed until now. @returns {Promise<void>} */
  marketLooked: () => invoke("market_looked"),
  /** What an agent was before. @param {Id} id @returns {Query<AgentPast>} */
  agentPast: (id) => ({ ask: () => invoke("agent_past", { id }), outdatedBy: (change) => change.topic === "market" }),
  /** One agent, whole. @param {Id} id @returns {Query<AgentView>} */
  agent: (id) => ({ ask: () => invoke("agent", { id }), outdatedBy: (change) => change.topic === "market" || change.topic === "app" || change.topic === "purchases" }),
  /** The picture of an agent, as a `data:` address; `null`: none is shown. @param {Id} id @returns {Query<string | null>} */
  agentPicture: (id) => ({ ask: () => invoke("agent_picture", { id }), outdatedBy: () => false }),
  /** What the person marked, and looked at last. @returns {Query<BookmarksView>} */
  bookmarks: () => ({ ask: () => invoke("bookmarks"), outdatedBy: (change) => change.topic === "bookmarks" || change.topic === "app" }),
  /** Makes an agent a favourite, or not any more. @param {Id} id @param {boolean} on @returns {Promise<BookmarksView>} */
  favourite: (id, on) => invoke("favourite", { id, on }),
  /** Keeps a search of a list under a name: what stands behind the `?` of its address. The same search once more gets another name. @param {Searched} list @param {Typed} name @param {Typed} query @returns {Promise<BookmarksView>} */
  saveSearch: (list, name, query) => invoke("save_search", { list, name, query }),
  /** Forgets a search. @param {Id} id @returns {Promise<BookmarksView>} */
  forgetSearch: (id) => invoke("forget_search", { id }),
  /** The link from outside that is to be followed, given once; `null`: none. @returns {Promise<LinkView | null>} */
  linkTake: () => invoke("link_take"),
  /** Asks an agent whether it takes jobs now. @param {Id} id @returns {Query<LiveView>} */
  agentAvailability: (id) => ({ ask: () => invoke("agent_availability", { id }), outdatedBy: () => false }),
  /** Fetches an example output of an agent, by the name that its page gives it. @param {Id} id @param {Id} example @returns {Query<SampleView>} */
  agentExample: (id, example) => ({ ask: () => invoke("agent_example", { id, example }), outdatedBy: () => false }),
  /** Asks an agent for the demo of what it does. @param {Id} id @returns {Query<SampleView>} */
  agentDemo: (id) => ({ ask: () => invoke("agent_demo", { id }), outdatedBy: () => false }),
  /** Asks an agent for its form, with what was typed before. @param {Id} id @returns {Query<FormView>} */
  agentForm: (id) => ({ ask: () => invoke("agent_form", { id }), outdatedBy: () => false }),
  /** The same, filled in with what is known already. @param {Id} id @param {Fill} fill @returns {Query<FormView>} */
  agentFormFilled: (id, fill) => ({ ask: () => invoke("agent_form_filled", { id, fill }), outdatedBy: () => false }),
  /** Keeps answers to an agent's form under a name. The errors by field: what was refused is not kept. @param {Id} id @param {Typed} name @param {Answers} answers @returns {Promise<Array<FieldError>>} */
  templateSave: (id, name, answers) => invoke("template_save", { id, name, answers }),
  /** Forgets a template. @param {Id} id @returns {Promise<BookmarksView>} */
  templateForget: (id) => invoke("template_forget", { id }),
  /** Saves a template as a file. Where; `null`: the person said nowhere. @param {Id} id @returns {Promise<SavedView | null>} */
  templateExport: (id) => invoke("template_export", { id }),
  /** Takes a template from the text of a file. @param {Typed} text @returns {Promise<BookmarksView>} */
  templateImport: (text) => invoke("template_import", { text }),
  /** Keeps what was typed into an agent's form. The errors by field: what was refused is not kept. @param {Id} id @param {Answers} answers @returns {Promise<Array<FieldError>>} */
  draftSave: (id, answers) => invoke("draft_save", { id, answers }),
  /** What paying an agent would need, and how everything of it stands now. @param {Id} id @returns {Query<Array<Condition>>} */
  paymentConditions: (id) => ({ ask: () => invoke("payment_conditions", { id }), outdatedBy: (change) => change.topic === "wallet" || change.topic === "purchases" }),
  /** Computes what buying would mean, for the person to approve or decline. @param {Id} agentId @param {Answers} answers @param {CeilingDraft | null} ceiling @returns {Promise<Prepared>} */
  purchasePrepare: (agentId, answers, ceiling) => invoke("purchase_prepare", { agentId, answers, ceiling }),
  /** The person's yes, with the amount where they have to type it. Gives the id of the purchase. @param {Id} approvalId @param {Typed | null} typedAmount @returns {Promise<string>} */
  purchaseApprove: (approvalId, typedAmount) => invoke("purchase_approve", { approvalId, typedAmount }),
  /** The person's no. @param {Id} approvalId @returns {Promise<void>} */
  purchaseDecline: (approvalId) => invoke("purchase_decline", { approvalId }),
  /** What several agents ask, of which the same is asked once, with what was typed before. @param {Array<Id>} agents @returns {Query<SharedFormView>} */
  sharedForm: (agents) => ({ ask: () => invoke("shared_form", { agents }), outdatedBy: () => false }),
  /** Computes what buying all of this would mean, for the person to approve or decline together. @param {BatchAsked} asked @returns {Promise<BatchPrepared>} */
  batchPrepare: (asked) => invoke("batch_prepare", { asked }),
  /** Buys those of a review as well that are the same as another one, or does not. @param {Id} reviewId @param {boolean} bought @returns {Promise<BatchReview>} */
  batchRepeated: (reviewId, bought) => invoke("batch_repeated", { reviewId, bought }),
  /** One of several that are reviewed, whole; by its number. @param {Id} reviewId @param {Number} number @returns {Query<ApprovalView>} */
  batchReviewRow: (reviewId, number) => ({ ask: () => invoke("batch_review_row", { reviewId, number }), outdatedBy: () => false }),
  /** The person's yes to all of them, with the amount where they have to type it. Gives the id of the batch. @param {Id} reviewId @param {Typed | null} typedAmount @returns {Promise<string>} */
  batchApprove: (reviewId, typedAmount) => invoke("batch_approve", { reviewId, typedAmount }),
  /** The person's no to all of them. @param {Id} reviewId @returns {Promise<void>} */
  batchDecline: (reviewId) => invoke("batch_decline", { reviewId }),
  /** Several purchases that one yes was to. @param {Id} id @returns {Query<BatchView>} */
  batch: (id) => ({ ask: () => invoke("batch", { id }), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** The newest batches. @returns {Query<Array<BatchHead>>} */
  batches: () => ({ ask: () => invoke("batches"), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** Stops those of a batch whose jobs have not begun. How many. @param {Id} id @returns {Promise<number>} */
  batchStop: (id) => invoke("batch_stop", { id }),
  /** Notes which purchase of a batch the person keeps; `null`: none of them any more. @param {Id} id @param {Id | null} purchaseId @returns {Promise<void>} */
  batchKeep: (id, purchaseId) => invoke("batch_keep", { id, purchaseId }),
  /** The results of a batch beside each other, held against one of them; `null`: against the first that is there. @param {Id} id @param {Id | null} base @returns {Query<SideBySide>} */
  batchSideBySide: (id, base) => ({ ask: () => invoke("batch_side_by_side", { id, base }), outdatedBy: (change) => change.topic === "purchases" }),
  /** Saves a batch with its answers and results as one table. Where; `null`: the person said nowhere. @param {Id} id @returns {Promise<ExportedView | null>} */
  batchExport: (id) => invoke("batch_export", { id }),
  /** Stops a purchase whose job waits to be started. @param {Id} id @returns {Promise<void>} */
  purchaseStop: (id) => invoke("purchase_stop", { id }),
  /** The purchases of a group that match what was typed. @param {PurchasesQuery} query @returns {Query<PurchasesView>} */
  purchases: (query) => ({ ask: () => invoke("purchases", { query }), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** Purchases inside whose answers or results all words stand that were typed, and that the list of the same query does not have. @param {PurchasesQuery} query @returns {Query<InsideView>} */
  purchasesInside: (query) => ({ ask: () => invoke("purchases_inside", { query }), outdatedBy: (change) => change.topic === "purchases" }),
  /** Saves the purchases of a list, all of them, as a table. Where; `null`: the person said nowhere. @param {PurchasesQuery} query @param {ExportFormat} format @returns {Promise<ExportedView | null>} */
  purchasesExport: (query, format) => invoke("purchases_export", { query, format }),
  /** What purchases can be chosen by, as far as any has it. @returns {Query<PurchaseFacets>} */
  purchaseFacets: () => ({ ask: () => invoke("purchase_facets"), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** Gives a purchase these labels and no others. @param {Id} id @param {Array<Typed>} labels @returns {Promise<void>} */
  purchaseLabels: (id, labels) => invoke("purchase_labels", { id, labels }),
  /** Gives several purchases one more label: all of them, or none. @param {Array<Id>} ids @param {Typed} label @returns {Promise<void>} */
  purchasesLabel: (ids, label) => invoke("purchases_label", { ids, label }),
  /** Keeps a note about a purchase. @param {Id} id @param {Typed} note @returns {Promise<void>} */
  purchaseNote: (id, note) => invoke("purchase_note", { id, note }),
  /** Keeps why the person objects to a purchase, in a word and in their own words: what goes into its dossier. @param {Id} id @param {ObjectionReason | null} reason @param {Typed} statement @returns {Promise<void>} */
  purchaseObjection: (id, reason, statement) => invoke("purchase_objection", { id, reason, statement }),
  /** Keeps of what use a purchase was, as the person says; `null`: no longer said. @param {Id} id @param {PurchaseOutcome | null} outcome @returns {Promise<void>} */
  purchaseOutcome: (id, outcome) => invoke("purchase_outcome", { id, outcome }),
  /** One purchase, whole. @param {Id} id @returns {Query<PurchaseView>} */
  purchase: (id) => ({ ask: () => invoke("purchase", { id }), outdatedBy: (change) => (change.topic === "purchase" && change.id === id) || change.topic === "app" }),
  /** What becomes of the open purchases if the person does nothing, until then; `null`: to the end of all. @param {Until | null} until @returns {Query<OutlookView>} */
  outlook: (until) => ({ ask: () => invoke("outlook", { until }), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** All deadlines of purchases. @returns {Query<AgendaView>} */
  agenda: () => ({ ask: () => invoke("agenda"), outdatedBy: (change) => change.topic === "purchases" || change.topic === "app" }),
  /** Saves the deadlines as a calendar. Where. @returns {Promise<SavedView | null>} */
  agendaSave: () => invoke("agenda_save"),
  /** The content of a result, by the name that its purchase gives it. Nothing changes under that name. @param {Id} id @param {Id} content @returns {Query<ResultContent>} */
  purchaseResult: (id, content) => ({ ask: () => invoke("purchase_result", { id, content }), outdatedBy: () => false }),
  /** Saves the receipt of a purchase, to be checked or to be read in these words. Where. @param {Id} id @param {ReceiptFormat} format @param {SheetWords} words @returns {Promise<SavedView | null>} */
  receiptSave: (id, format, words) => invoke("receipt_save", { id, format, words }),
  /** Saves what is held against a purchase, in the words of the window, with its receipt. Where. @param {Id} id @param {DossierWords} words @param {SheetWords} receipt @returns {Promise<SavedView | null>} */
  dossierSave: (id, words, receipt) => invoke("dossier_save", { id, words, receipt }),
  /** Checks a receipt of anybody's. `null`: the person chose none. @param {ReceiptFrom} from @returns {Promise<CheckedReceipt | null>} */
  receiptCheck: (from) => invoke("receipt_check", { from }),
  /** What is in a branch of a result that is JSON, a portion of it. @param {Id} id @param {Id} content @param {JsonPlace} place @returns {Query<Array<JsonRow>>} */
  purchaseResultInside: (id, content, place) => ({ ask: () => invoke("purchase_result_inside", { id, content, place }), outdatedBy: () => false }),
  /** A value of a result that is JSON, to be copied. @param {Id} id @param {Id} content @param {JsonPlace} place @returns {Query<string>} */
  purchaseResultValue: (id, content, place) => ({ ask: () => invoke("purchase_result_value", { id, content, place }), outdatedBy: () => false }),
  /** Saves a result in a form; in these words, where it is a page. Where; `null`: the person said nowhere. @param {Id} id @param {Id} content @param {ResultForm} form @param {PageWords} words @returns {Promise<SavedView | null>} */
  purchaseResultSave: (id, content, form, words) => invoke("purchase_result_save", { id, content, form, words }),
  /** What a purchase's agent said by itself, the newest first. @param {Id} id @returns {Query<Array<AgentWordView>>} */
  purchaseWords: (id) => ({ ask: () => invoke("purchase_words", { id }), outdatedBy: (change) => (change.topic === "purchase" && change.id === id) }),
  /** The files that were fetched of a purchase's result. @param {Id} id @returns {Query<Array<FetchedView>>} */
  purchaseFiles: (id) => ({ ask: () => invoke("purchase_files", { id }), outdatedBy: () => false }),
  /** Fetches what is at an address that stands in a result. @param {Id} id @param {Id} content @param {Id} address @returns {Promise<FetchView>} */
  purchaseFileFetch: (id, content, address) => invoke("purchase_file_fetch", { id, content, address }),
  /** Which purchase the person looks at: it is asked about more often. `null`: none. @param {Id | null} id @returns {Promise<void>} */
  purchaseWatch: (id) => invoke("purchase_watch", { id }),
  /** The person has seen what is not as it should be. @param {Id} id @param {Id} concernId @returns {Promise<void>} */
  purchaseAcknowledge: (id, concernId) => invoke("purchase_acknowledge", { id, concernId }),
  /** Answers an agent's question. The errors by field; none: the answer is on its way. @param {Id} id @param {Id} questionId @param {Answers} answers @returns {Promise<Array<FieldError>>} */
  purchaseAnswer: (id, questionId, answers) => invoke("purchase_answer", { id, questionId, answers }),
  /** Keeps what was typed as an answer. The errors by field: what was refused is not kept. @param {Id} id @param {Id} questionId @param {Answers} answers @returns {Promise<Array<FieldError>>} */
  answerDraftSave: (id, questionId, answers) => invoke("answer_draft_save", { id, questionId, answers }),
  /** Does what the refund card offered that the person saw. @param {Id} id @param {Id} cardId @param {Typed | null} typedName @returns {Promise<void>} */
  refund: (id, cardId, typedName) => invoke("refund", { id, cardId, typedName }),
  /** Tries a payment again that is stuck at the node. @param {Id} id @returns {Promise<void>} */
  paymentRetry: (id) => invoke("payment_retry", { id }),
  /** The purchasing wallets, and what is in escrow. @returns {Query<WalletView>} */
  wallet: () => ({ ask: () => invoke("wallet"), outdatedBy: (change) => change.topic === "wallet" || change.topic === "purchases" || change.topic === "app" }),
  /** What was paid for purchases that were approved here: by token, and within one by month and agent. @param {Typed | null} unit @returns {Query<SpendingView>} */
  spending: (unit) => ({ ask: () => invoke("spending", { unit }), outdatedBy: (change) => change.topic === "purchases" }),
  /** Remembers a purchasing wallet's address; `""` forgets it. @param {Typed} address @returns {Promise<WalletView>} */
  walletAddressSet: (address) => invoke("wallet_address_set", { address }),
  /** What the person allows themselves to spend on the network of the open profile. @returns {Query<LimitsView>} */
  limits: () => ({ ask: () => invoke("limits"), outdatedBy: (change) => change.topic === "app" || change.topic === "purchases" }),
  /** Sets a limit. The errors by field. @param {LimitDraft} draft @returns {Promise<Array<FieldError>>} */
  limitSave: (draft) => invoke("limit_save", { draft }),
  /** Takes a limit away. @param {Id} id @returns {Promise<void>} */
  limitRemove: (id) => invoke("limit_remove", { id }),
  /** Sets above which price a job waits before it is started. The errors by field. @param {WaitDraft} draft @returns {Promise<Array<FieldError>>} */
  waitSave: (draft) => invoke("wait_save", { draft }),
  /** Takes a waiting time away. @param {Id} id @returns {Promise<void>} */
  waitRemove: (id) => invoke("wait_remove", { id }),
  /** Sets above which price the amount has to be typed. The errors by field. @param {CeilingDraft} draft @returns {Promise<Array<FieldError>>} */
  typingSave: (draft) => invoke("typing_save", { draft }),
  /** Takes that away for a token. @param {Id} id @returns {Promise<void>} */
  typingRemove: (id) => invoke("typing_remove", { id }),
  /** Whether only what is listed can be bought from. @param {boolean} on @returns {Promise<void>} */
  listedOnlySet: (on) => invoke("listed_only_set", { on }),
  /** Puts an agent or a seller on the list. The errors by field. @param {Typed} who @returns {Promise<Array<FieldError>>} */
  listedAdd: (who) => invoke("listed_add", { who }),
  /** Takes one off the list. @param {Id} id @returns {Promise<void>} */
  listedRemove: (id) => invoke("listed_remove", { id }),
  /** Begins anew where what was set cannot be read. @returns {Promise<void>} */
  limitsReset: () => invoke("limits_reset"),
  /** Pauses buying, or goes on. @param {boolean} on @returns {Promise<AppView>} */
  buyingPause: (on) => invoke("buying_pause", { on }),
  /** Which hosts were asked in the last day, what for, and how often. @returns {Query<HostsView>} */
  hosts: () => ({ ask: () => invoke("hosts"), outdatedBy: () => false }),
  /** What may be given to a developer, as it would be saved. @param {HostNames} names @returns {Query<DiagnosticsView>} */
  diagnostics: (names) => ({ ask: () => invoke("diagnostics", { names }), outdatedBy: () => false }),
  /** Saves it, to the letter as it was shown. Where. @param {Id} id @returns {Promise<SavedView | null>} */
  diagnosticsSave: (id) => invoke("diagnostics_save", { id }),
  /** Saves a backup of all nodes, encrypted with this passphrase. Where. @param {Passphrase} passphrase @returns {Promise<BackupSavedView | null>} */
  backupSave: (passphrase) => invoke("backup_save", { passphrase }),
  /** Reads a backup, and tells what is in it and what putting it back would do. Changes nothing. @param {Typed} path @param {Passphrase} passphrase @returns {Promise<BackupView>} */
  backupPreview: (path, passphrase) => invoke("backup_preview", { path, passphrase }),
  /** Puts back what the person was shown. @param {RestoreDraft} draft @returns {Promise<RestoredView>} */
  backupRestore: (draft) => invoke("backup_restore", { draft }),
  /** The sandbox's clock, addresses and troubles. @returns {Query<SandboxView>} */
  sandboxPanel: () => ({ ask: () => invoke("sandbox_panel"), outdatedBy: (change) => change.topic === "app" }),
  /** Moves the sandbox's clock; `null`: to the next deadline. @param {Forward | null} millis @returns {Promise<SandboxView>} */
  sandboxSkip: (millis) => invoke("sandbox_skip", { millis }),
  /** Gives the sandbox's buyer more play money. @returns {Promise<void>} */
  sandboxTopUp: () => invoke("sandbox_top_up"),
  /** Lets something go wrong in the sandbox, or lets it be well again. @param {SandboxTrouble} trouble @returns {Promise<SandboxView>} */
  sandboxTrouble: (trouble) => invoke("sandbox_trouble", { trouble }),
  /** Sets aside what the sandbox kept and cannot read, and starts it anew. @returns {Promise<AppView>} */
  sandboxReset: () => invoke("sandbox_reset"),
  /** Opens a page in the person's browser, after the page has shown its host. @param {Typed} url @returns {Promise<void>} */
  linkOpen: (url) => invoke("link_open", { url }),

  /** Something changed; what it outdates is read again. @param {(told: Changed) => void} hear */
  onChanged: (hear) => listen("changed", ({ payload }) => hear(/** @type {Changed} */ (payload))),
  /** What a notification that was clicked opens. @param {(told: Opened) => void} hear */
  onOpen: (hear) => listen("open", ({ payload }) => hear(/** @type {Opened} */ (payload))),
  /** The window is to be closed while purchases are open: what is it to mean? @param {(told: ClosingAsked) => void} hear */
  onClosing: (hear) => listen("closing", ({ payload }) => hear(/** @type {ClosingAsked} */ (payload))),
};
