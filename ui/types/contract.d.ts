// The shapes that cross IPC between the Rust backend and this page. Written from the Rust types by
// `UPDATE_CONTRACT=1 cargo test -p kaimono --test contract`; not edited by hand.
//
// `Option<T>` is `T | null`. A moment is whole milliseconds since the Unix epoch, in node time.

/** Answers by field id. */
export type Answers = Record<string, Answer>;

/** Named facts for a sentence, already formatted. Untrusted ones are shown as text nodes. */
export type Facts = Record<string, string>;

/**
 * How an address is known.
 */
export type AddressSource = "purchase" | "node" | "pasted";

/**
 * An address in a result.
 */
export type AddressView = { 
/**
 * Whole, normalised: names it.
 */
url: string, 
/**
 * Its host and port, as it is really called.
 */
host: string, 
/**
 * The end of its path, cleaned, or `""`.
 */
end: string, };

/**
 * All deadlines of the open profile's purchases.
 */
export type AgendaView = { 
/**
 * Node time of this view.
 */
now: Moment, 
/**
 * The soonest first.
 */
deadlines: Array<DeadlineView>, 
/**
 * There are so many later ones.
 */
more: number, };

/**
 * An agent in the list.
 */
export type AgentCard = { 
/**
 * agentIdentifier, hex.
 */
id: string, 
/**
 * First and last digits of it (`7e8bdaf2…a2b3c4d5`), to tell imitations apart.
 */
shortId: string, 
/**
 * Cleaned of control, bidirectional and zero-width characters; at most 120 characters.
 */
name: string, 
/**
 * Alphabets (ISO 15924: `Latn`, `Cyrl`) that stand among each other in one word of its name, where people do not write so.
 */
mixedAlphabets: Array<string>, 
/**
 * Another listed agent, whose name the eye takes for this one's.
 */
alike: AlikeView | null, 
/**
 * As the name.
 */
author: string, 
/**
 * Likewise, at most 300.
 */
summary: string, 
/**
 * Likewise, at most 12 tags.
 */
tags: Array<string>, 
/**
 * What it costs.
 */
price: PriceView, 
/**
 * What the registry saw.
 */
status: AgentStatus, 
/**
 * Lifetime uptime in whole percent; `None`: never checked.
 */
uptime: number | null, 
/**
 * When this registry made its entry: later than the agent was registered, where the registry began later.
 */
since: Moment | null, 
/**
 * Which escrow contract; `None` for free agents.
 */
generation: Generation | null, 
/**
 * Why it can't be bought with this node; `None`: it can.
 */
blocked: Blocked | null, 
/**
 * How often bought before by this profile.
 */
bought: number, 
/**
 * The person gave it a star.
 */
favourite: boolean, 
/**
 * Payment key hash under which it is sold, hex; `""`: not told yet, the registry's list has none.
 */
sellerKey: string, 
/**
 * Host of its own API, and its port where that is not the usual one; `""`: none.
 */
host: string, };

/**
 * An agent that was bought from.
 */
export type AgentCount = { 
/**
 * agentIdentifier in lower case.
 */
agent: string, 
/**
 * What it is called in the newest purchase, cleaned, or `""`.
 */
name: string, 
/**
 * How many purchases.
 */
many: number, };

/**
 * What an agent was before, as far as the market was watched.
 */
export type AgentPast = { 
/**
 * Since when the market is watched; `None`: it is not yet.
 */
since: Moment | null, 
/**
 * Its prices, the oldest first; the last one holds.
 */
prices: Array<PricePoint>, 
/**
 * Ninety days, the oldest first; the last is today (UTC).
 */
days: Array<DayKind>, 
/**
 * When the first of these days begins.
 */
daysFrom: Moment | null, 
/**
 * What changed, the newest first.
 */
changes: Array<ChangeView>, };

/**
 * My record with an agent: what I bought from it, here or elsewhere with the key in use.
 */
export type AgentRecord = { 
/**
 * Jobs bought.
 */
jobs: number, 
/**
 * With a result.
 */
delivered: number, 
/**
 * With the money back.
 */
refunded: number, 
/**
 * From payment to result.
 */
times: TimesView | null, 
/**
 * What follows was read from so many of the jobs, the newest.
 */
read: number, 
/**
 * The five newest, newest first.
 */
last: Array<JobMark>, 
/**
 * What was paid and did not come back, by token; without what admins divided.
 */
spent: Array<MoneyView>, 
/**
 * What the registry listed at approval, held against what the signed terms asked.
 */
asked: AskedView, 
/**
 * What was quoted where the price is named with each job, by token.
 */
quotes: Array<QuotesView>, 
/**
 * What the terms said of time.
 */
terms: TermsSeen, };

/**
 * The agent's own last word.
 */
export type AgentSays = { 
/**
 * Its status word.
 */
word: string, 
/**
 * Its text, cleaned, or `""`; what it says beside a question stands there.
 */
text: string, 
/**
 * What it gives beside a result, or in its place.
 */
beside: Array<BesideView>, 
/**
 * When (node time).
 */
at: Moment, 
/**
 * It does not answer now.
 */
offline: boolean, 
/**
 * It says more than is recorded.
 */
tooMuch: boolean, };

/**
 * What the registry saw when it last called the agent.
 */
export type AgentStatus = "Online" | "Offline" | "Invalid" | "Deregistered" | string;

/**
 * One agent, whole.
 */
export type AgentView = { 
/**
 * As in the list.
 */
card: AgentCard, 
/**
 * The whole description, cleaned, plain text, at most 10,000 characters.
 */
description: string, 
/**
 * The other prices that it registered for this network: it may sign any of them.
 */
otherPrices: Array<PriceView>, 
/**
 * The escrow contract that it is paid into, where it is none of Masumi's.
 */
ownContract: OwnContract | null, 
/**
 * The network it sells on.
 */
network: Network, 
/**
 * Example outputs.
 */
examples: Array<ExampleView>, 
/**
 * Links of `kind` `privacy`, `terms`, `other`; and contact as text.
 */
legal: Array<LegalView>, 
/**
 * Author's contact lines, cleaned.
 */
contact: Array<string>, 
/**
 * `name version`, or `""`.
 */
capability: string, 
/**
 * Identifiers, for those who look.
 */
technical: TechnicalView, 
/**
 * The registry's own looks at it.
 */
looked: LookedView, 
/**
 * The host that gets what is typed into its form, and nobody else does; `""`: it has none.
 */
host: string, 
/**
 * Who sells it.
 */
seller: SellerView, 
/**
 * The entry that took this one's place, where that is known beyond its identifier.
 */
newer: OtherAgent | null, 
/**
 * Entries whose place this one took, as far as they are mirrored.
 */
older: Array<OtherAgent>, 
/**
 * My record with it.
 */
record: AgentRecord, 
/**
 * `Some`: what is shown is from the mirror, because the registry did not answer.
 */
failure: Failure | null, };

/**
 * What an agent said by itself.
 */
export type AgentWordView = { 
/**
 * Its status word, cleaned.
 */
word: string, 
/**
 * Its text, cleaned, or `""`.
 */
text: string, 
/**
 * When it was first heard (node time).
 */
at: Moment, };

/**
 * A check before the terms come.
 */
export type Ahead = { 
/**
 * Which.
 */
id: CheckId, 
/**
 * How much is known of it.
 */
known: Known, 
/**
 * What the terms will be held against: as on the wire, a sum as text, a moment in milliseconds; `""` where there is no
 * value on this side.
 */
value: string, };

/**
 * Another listed agent, whose name the eye takes for the name of the one that is shown.
 */
export type AlikeView = { 
/**
 * How the names are alike.
 */
way: Likeness, 
/**
 * Its agentIdentifier, hex.
 */
id: string, 
/**
 * First and last digits of it.
 */
shortId: string, 
/**
 * Its name, cleaned.
 */
name: string, 
/**
 * The alphabet of its name (ISO 15924), where that is one alphabet, and not that of the name that is shown.
 */
alphabet: string | null, 
/**
 * Whether the registry listed it before the one that is shown; `None`: not told.
 */
earlier: boolean | null, };

/**
 * An answer as a person gives it.
 */
export type Answer = boolean | Array<number> | string | null;

/**
 * What the frame shows. Never a secret.
 */
export type AppView = { 
/**
 * Of Kaimono.
 */
version: string, 
/**
 * Empty: first start.
 */
profiles: Array<ProfileView>, 
/**
 * Nodes that were removed: their histories are still here.
 */
removed: Array<ProfileView>, 
/**
 * Histories without a node, since the list of nodes was lost: each is found again when its node is connected.
 */
orphans: number, 
/**
 * Nodes whose keys are still in the keyring, and are deleted as soon as it answers.
 */
keysLeft: number, 
/**
 * Id of the profile that is looked at.
 */
active: string | null, 
/**
 * The open profile's node.
 */
health: Health, 
/**
 * The keyring.
 */
keyring: KeyringState, 
/**
 * Purchases that need the person.
 */
needsYou: number, 
/**
 * Prices that are in escrow now, of the open profile, per token.
 */
inEscrow: Array<MoneyView>, 
/**
 * What happens next by itself to a purchase of the open profile: the soonest.
 */
next: Upcoming | null, 
/**
 * What the person chose.
 */
settings: Settings, 
/**
 * In which language everything is said: the chosen one, or the desktop's.
 */
language: Language, 
/**
 * Limits over time on the network of the open profile, and how full they are.
 */
limits: Array<LimitView>, 
/**
 * The person paused buying.
 */
paused: boolean, 
/**
 * The first hour in the sandbox; `None`: another node is looked at, or the person put it away.
 */
firstHour: FirstHourView | null, };

/**
 * What the person is asked to approve. Computed by the backend, identified, expiring.
 */
export type ApprovalView = { 
/**
 * Given back to approve or decline; nothing else is.
 */
id: string, 
/**
 * Node time.
 */
expiresAt: Moment, 
/**
 * `Some`: the terms of this purchase came out dearer or later than approved; it asks again.
 */
purchase: string | null, 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * Cleaned.
 */
author: string, 
/**
 * Payment key hash of the seller.
 */
sellerVkey: string, 
/**
 * Where.
 */
network: Network, 
/**
 * Play money.
 */
sandbox: boolean, 
/**
 * The contract; `None` for free.
 */
generation: Generation | null, 
/**
 * What is paid.
 */
price: ApprovedPrice, 
/**
 * The other prices that the agent registered: one of them is paid only after another yes.
 */
otherPrices: Array<PriceView>, 
/**
 * Beside the price, locked and returned at settlement (an estimate); `None` for free.
 */
deposit: MoneyView | null, 
/**
 * Transaction fee (an estimate); `None` for free.
 */
fee: MoneyView | null, 
/**
 * The wallet that pays; `None`: a free job, or not known.
 */
wallet: PayingWallet | null, 
/**
 * Per unit: what that wallet has, and what it will have; empty when it is not known.
 */
balances: Array<BalanceChange>, 
/**
 * With a second approval: the deadlines of the terms.
 */
deadlines: Deadlines | null, 
/**
 * The same, as what they mean; empty where there are none.
 */
stretches: Array<Stretch>, 
/**
 * The money is locked until then at the latest, or Kaimono asks again; with a second approval exactly until then.
 */
unlockNoLaterThan: Moment, 
/**
 * What the person should know.
 */
warnings: Array<Warning>, 
/**
 * What paying it needs, in the order in which a payment meets it; empty for free jobs, and where nobody has looked yet.
 */
conditions: Array<Condition>, 
/**
 * Limits that are about it, and what of them is left after it.
 */
limits: Array<LimitView>, 
/**
 * Why it would not be approved now; `None`: it would.
 */
notAllowed: NotAllowed | null, 
/**
 * What the person has to type before it is approved, since they wanted that above some amount; `None`: a click will do.
 */
toType: MoneyView | null, 
/**
 * Its job waits so long before it is started, or its payment with a second approval, minutes, and can be stopped meanwhile;
 * `None`: it does not wait.
 */
waits: number | null, 
/**
 * Where a payment waits: the terms leave it no more time than until then.
 */
waitsNoLaterThan: Moment | null, 
/**
 * Where the agent is, and the answers go: host and port. `""`: not known.
 */
host: string, 
/**
 * All that will be sent.
 */
answers: Array<SentView>, 
/**
 * What the terms will be held against; empty for free jobs, and where the terms are there already.
 */
ahead: Array<Ahead>, };

/**
 * What is paid.
 */
export type ApprovedPrice = { "kind": "fixed", 
/**
 * At least one.
 */
amounts: Array<MoneyView>, } | { "kind": "ceiling", 
/**
 * At least one.
 */
amounts: Array<MoneyView>, } | { "kind": "free" };

/**
 * A job whose terms asked for something else than was listed.
 */
export type AskedOther = { 
/**
 * The purchase.
 */
id: string, 
/**
 * When it was made.
 */
at: Moment, 
/**
 * What the registry listed.
 */
listed: Array<MoneyView>, 
/**
 * What the terms asked.
 */
asked: Array<MoneyView>, };

/**
 * What was listed, held against what was asked. Only of prices that the registry lists as an amount.
 */
export type AskedView = { 
/**
 * Jobs whose terms came.
 */
jobs: number, 
/**
 * Of these, the terms asked for exactly what was listed.
 */
same: number, 
/**
 * The newest where they did not, newest first; at most five.
 */
other: Array<AskedOther>, };

/**
 * An agent that asks a shared question.
 */
export type AskerView = { 
/**
 * Which, by its place.
 */
agent: number, 
/**
 * The id of the question there.
 */
field: string, 
/**
 * What it is called there, cleaned.
 */
label: string, };

/**
 * Many changes that one reading of the registry brought.
 */
export type AtOnce = { 
/**
 * When it was read.
 */
at: Moment, 
/**
 * Agents that changed.
 */
agents: number, };

/**
 * A certificate that a person trusts for services of their own.
 */
export type AuthorityView = { 
/**
 * The name that it gives itself; `""`: none. Anybody can write any.
 */
subject: string, 
/**
 * SHA-256 of it, `AB:CD:…`: what tells it from others.
 */
fingerprint: string, };

/**
 * Asked live, from the agent itself.
 */
export type AvailabilityView = { "state": "available", 
/**
 * Its own words, or `""`.
 */
message: string, } | { "state": "simulated", 
/**
 * Its own words, or `""`.
 */
message: string, } | { "state": "unavailable", 
/**
 * Its own words, or `""`.
 */
message: string, } | { "state": "another-agent", 
/**
 * Its agentIdentifier, cleaned.
 */
named: string, } | { "state": "not-asked", 
/**
 * Why.
 */
reason: Blocked, } | { "state": "not-an-agent", 
/**
 * The beginning of what it said.
 */
text: string, } | { "state": "unreachable", 
/**
 * Why.
 */
failure: Failure, };

/**
 * A node in a backup.
 */
export type BackupProfileView = { 
/**
 * Names it.
 */
id: string, 
/**
 * The person's name for it.
 */
label: string, 
/**
 * Its network.
 */
network: Network, 
/**
 * Its address.
 */
nodeUrl: string, 
/**
 * It was removed before.
 */
removed: boolean, 
/**
 * Whether its history is in the backup.
 */
history: boolean, 
/**
 * Purchases in its history.
 */
purchases: number, 
/**
 * Those that were not finished.
 */
open: number, 
/**
 * What becomes of it.
 */
fate: Fate, 
/**
 * What it is called here, where it is here.
 */
here: string | null, 
/**
 * Which history goes further, where the same is here.
 */
longer: Longer | null, };

/**
 * A backup that was made.
 */
export type BackupSavedView = { 
/**
 * The file, whole.
 */
path: string, 
/**
 * Nodes in it.
 */
profiles: number, 
/**
 * Purchases in it.
 */
purchases: number, 
/**
 * Histories that cannot be read, and so are not in it.
 */
leftOut: Array<LeftOutView>, };

/**
 * What a backup has, and what putting it back would do.
 */
export type BackupView = { 
/**
 * Names it.
 */
id: string, 
/**
 * When it was made.
 */
made: Moment, 
/**
 * By which version of Kaimono.
 */
app: string, 
/**
 * The nodes in it.
 */
profiles: Array<BackupProfileView>, 
/**
 * Settings are taken from it: where nothing is set here.
 */
settings: boolean, 
/**
 * And limits.
 */
limits: boolean, };

/**
 * A balance before and after.
 */
export type BalanceChange = { 
/**
 * Now.
 */
before: MoneyView, 
/**
 * After price, deposit and fee; `None`: not enough.
 */
after: MoneyView | null, };

/**
 * An agent from which something is bought with one yes.
 */
export type BatchAgent = { 
/**
 * Cleaned.
 */
name: string, 
/**
 * Who states to offer it, cleaned, or `""`.
 */
author: string, 
/**
 * Where it is, and the answers go: host and port.
 */
host: string, };

/**
 * What the person wants to buy several times.
 */
export type BatchAsked = { "kind": "table", 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * What the form has.
 */
answers: { [key in string]: Answer }, 
/**
 * As typed, for dynamic prices: for each of them.
 */
ceiling: CeilingDraft | null, 
/**
 * CSV, or what a spreadsheet copies.
 */
table: string, } | { "kind": "agents", 
/**
 * In their order.
 */
rows: Array<BatchRowDraft>, } | { "kind": "rest", 
/**
 * Which batch.
 */
batch: string, } | { "kind": "repeat", 
/**
 * Which batch.
 */
batch: string, };

/**
 * What paying into one contract takes.
 */
export type BatchConditions = { 
/**
 * Which contract; `None`: not known.
 */
generation: Generation | null, 
/**
 * So many purchases.
 */
purchases: number, 
/**
 * What they need together, and how it stands.
 */
conditions: Array<Condition>, };

/**
 * A batch in the list of them.
 */
export type BatchHead = { 
/**
 * Which.
 */
id: string, 
/**
 * Why there are several.
 */
kind: BatchKind, 
/**
 * When the person said yes.
 */
at: Moment, 
/**
 * Of how many, those among them that were not bought.
 */
purchases: number, 
/**
 * The names of the agents, cleaned.
 */
title: string, };

/**
 * Why there are several purchases.
 */
export type BatchKind = "rows" | "side-by-side";

/**
 * One of several that one yes was to.
 */
export type BatchLine = { 
/**
 * From 1.
 */
number: number, 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * What tells it from the others, cleaned.
 */
title: string, 
/**
 * What became of it; `None`: it was not bought.
 */
purchase: PurchaseRow | null, 
/**
 * Why it was not bought.
 */
why: NotBought | null, };

/**
 * What came of preparing several purchases.
 */
export type BatchPrepared = { "kind": "no-table", 
/**
 * Why.
 */
problem: TableProblem, } | { "kind": "review", 
/**
 * What the person approves.
 */
review: BatchReview, };

/**
 * What the person is asked to approve together. Computed by the backend, identified, expiring.
 */
export type BatchReview = { 
/**
 * Given back to approve or decline; nothing else is.
 */
id: string, 
/**
 * Why there are several.
 */
kind: BatchKind, 
/**
 * Node time: the review is good until then.
 */
expiresAt: Moment, 
/**
 * What was not paid so long after the yes is asked about again, or not paid; minutes.
 */
goodFor: number, 
/**
 * The batch that is bought once more; `None`: none.
 */
repeats: string | null, 
/**
 * The batch of which this is the rest; `None`: none.
 */
restOf: string | null, 
/**
 * Of a table: its columns.
 */
columns: Array<ColumnView>, 
/**
 * All of them, in their order.
 */
rows: Array<BatchRowView>, 
/**
 * Whom it is bought from, each once.
 */
agents: Array<BatchAgent>, 
/**
 * The money is locked until then at the latest, or Kaimono asks again; `None`: nothing is bought.
 */
unlockNoLaterThan: Moment | null, 
/**
 * So many are bought with a yes.
 */
purchases: number, 
/**
 * So many have an answer that is refused, or cannot be bought.
 */
refused: number, 
/**
 * So many are the same as another one.
 */
repeated: number, 
/**
 * Whether those are bought, too.
 */
buysRepeated: boolean, 
/**
 * What they cost together, for each token; empty: they are free.
 */
sum: Array<MoneyView>, 
/**
 * Among them are prices that are named later: the sum is the most that it can be.
 */
atMost: boolean, 
/**
 * Beside the sum, locked and returned at settlement (an estimate); `None` for free ones.
 */
deposit: MoneyView | null, 
/**
 * Transaction fees of all of them (an estimate); `None` for free ones.
 */
fees: MoneyView | null, 
/**
 * Where.
 */
network: Network, 
/**
 * Play money.
 */
sandbox: boolean, 
/**
 * What the person should know, each with those that it is about.
 */
warnings: Array<BatchWarning>, 
/**
 * What paying them takes, by contract: of what all of them need.
 */
conditions: Array<BatchConditions>, 
/**
 * Limits that are about them, and what of them is left.
 */
limits: Array<LimitView>, 
/**
 * Why not all of them would be approved; `None`: they would.
 */
notAllowed: NotAllowed | null, 
/**
 * What the person has to type before they are approved; `None`: a click will do.
 */
toType: MoneyView | null, 
/**
 * Their jobs wait so long before they are started, minutes; `None`: they are started one after the other.
 */
waits: number | null, };

/**
 * One of several agents that are asked the same.
 */
export type BatchRowDraft = { 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * As typed.
 */
answers: { [key in string]: Answer }, 
/**
 * As typed, for dynamic prices.
 */
ceiling: CeilingDraft | null, };

/**
 * What becomes of one of several with a yes.
 */
export type BatchRowState = { "kind": "ready" } | { "kind": "repeated", 
/**
 * The number of that one.
 */
of: number, 
/**
 * Whether the person did.
 */
bought: boolean, } | { "kind": "not-allowed" } | { "kind": "invalid", 
/**
 * By field.
 */
errors: Array<FieldError>, 
/**
 * What each field is called, in the same order; cleaned.
 */
fields: Array<string>, } | { "kind": "blocked", 
/**
 * Why.
 */
reason: Blocked, } | { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, } | { "kind": "otherwise" };

/**
 * One of several that are reviewed.
 */
export type BatchRowView = { 
/**
 * From 1, as in the table.
 */
number: number, 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * Where the answers go: host and port.
 */
host: string, 
/**
 * What tells it from the others: the beginning of an answer, cleaned.
 */
title: string, 
/**
 * What is paid; `None`: it cannot be bought.
 */
price: ApprovedPrice | null, 
/**
 * What this one cost the last time, where this is a repetition and it was another price.
 */
before: ApprovedPrice | null, 
/**
 * What becomes of it with a yes.
 */
state: BatchRowState, };

/**
 * Several purchases that one yes was to.
 */
export type BatchView = { 
/**
 * Which.
 */
id: string, 
/**
 * Why there are several.
 */
kind: BatchKind, 
/**
 * When the person said yes.
 */
at: Moment, 
/**
 * The batch that it repeats; `None`: none.
 */
repeats: string | null, 
/**
 * The newest batch that repeats it; `None`: none.
 */
repeatedBy: string | null, 
/**
 * The purchase that the person kept, of several agents; `None`: none yet.
 */
kept: string | null, 
/**
 * In their order.
 */
lines: Array<BatchLine>, 
/**
 * What was approved, without what was stopped before it began: for each token.
 */
sum: Array<MoneyView>, 
/**
 * So many have a result.
 */
delivered: number, 
/**
 * So many were bought.
 */
bought: number, 
/**
 * So many of those have a result, or will never have one.
 */
done: number, 
/**
 * So many have not begun, and can be stopped.
 */
stoppable: number, 
/**
 * So many can be prepared again: they were stopped, or never approved.
 */
rest: number, };

/**
 * A warning, and what it is about.
 */
export type BatchWarning = { 
/**
 * What it says.
 */
warning: Warning, 
/**
 * About the agents of these names, cleaned.
 */
agents: Array<string>, 
/**
 * About so many of the purchases.
 */
purchases: number, };

/**
 * Something that an agent gives beside a result, or in its place.
 */
export type BesideView = { 
/**
 * Cleaned.
 */
name: string, 
/**
 * Cleaned.
 */
value: string, 
/**
 * It is an address.
 */
isLink: boolean, };

/**
 * How a result can be beyond what is held against the hash.
 */
export type Beyond = "too-large" | "not-taken-apart" | "too-many-forms";

/**
 * What stands in the place of something that is another one each time.
 */
export type Blank = "clipboard" | "file";

/**
 * Why an agent can't be bought with this node.
 */
export type Blocked = "node-unknown" | "contract" | "key-may-not-pay" | "unknown-unit" | "unknown-price" | "not-mip003" | "x402" | "open-api" | "deregistered" | "seller-unknown" | "superseded" | "address" | "local-agent" | "too-many-units";

/**
 * An agent that was marked, or whose page was opened.
 */
export type BookmarkView = { 
/**
 * agentIdentifier, hex, lower-case.
 */
id: string, 
/**
 * First and last digits of it.
 */
shortId: string, 
/**
 * What it was called then, cleaned.
 */
name: string, 
/**
 * When.
 */
at: Moment, };

/**
 * Favourites, agents seen last, and searches with a name.
 */
export type BookmarksView = { 
/**
 * The last marked first.
 */
favourites: Array<BookmarkView>, 
/**
 * The last seen first, at most 20.
 */
recent: Array<BookmarkView>, 
/**
 * By name.
 */
searches: Array<SavedSearchView>, 
/**
 * By name.
 */
templates: Array<TemplateView>, };

/**
 * Whose value is sent.
 */
export type By = "you" | "agent" | "nonce";

/**
 * A ceiling as typed: decimal text in whole tokens (`"3.5"`), and the unit on the wire.
 */
export type CeilingDraft = { 
/**
 * Decimal text.
 */
amount: string, 
/**
 * As in [`FormView::ceiling_units`].
 */
unit: string, };

/**
 * How often something happened.
 */
export type ChangeCount = { 
/**
 * What.
 */
kind: ChangeKind, 
/**
 * How often.
 */
count: number, };

/**
 * Kinds of change.
 */
export type ChangeKind = "appeared" | "gone" | "back" | "dearer" | "cheaper" | "repriced" | "host" | "version" | "superseded" | "name" | "status";

/**
 * Something that changed.
 */
export type ChangeView = { 
/**
 * When it was seen: it may have happened earlier.
 */
at: Moment, 
/**
 * What.
 */
kind: ChangeKind, 
/**
 * What was said before, where that is text; `""`: nothing, or not known.
 */
before: string, 
/**
 * And after.
 */
after: string, 
/**
 * What it cost before, where its price changed.
 */
priceBefore: PriceView | null, 
/**
 * And after.
 */
priceAfter: PriceView | null, };

/**
 * Something changed; what it outdates is read again.
 */
export type Changed = { "topic": "app" } | { "topic": "market" } | { "topic": "purchases" } | { "topic": "purchase", 
/**
 * Which.
 */
id: string, } | { "topic": "wallet" } | { "topic": "bookmarks" } | { "topic": "link" };

/**
 * One check and its end.
 */
export type Check = { 
/**
 * Which.
 */
id: CheckId, } & ({ "state": "passed" } | { "state": "failed", 
/**
 * What was expected.
 */
expected: string, 
/**
 * What came.
 */
found: string, } | { "state": "warned", 
/**
 * A short fact, e.g. the matching variant.
 */
note: string, } | { "state": "not-applicable", 
/**
 * A short reason.
 */
note: string, } | { "state": "outside", 
/**
 * What was approved.
 */
approved: string, 
/**
 * What came.
 */
found: string, });

/**
 * Each thing that is checked, by name.
 */
export type CheckId = "identifier-format" | "identifier-unused" | "agent-identifier" | "agent-echo" | "nonce" | "nonce-echo" | "input-hash" | "seller-key" | "seller-registered" | "seller-approved" | "seller-address" | "signature" | "deadline-order" | "pay-time" | "deliver-time" | "unlock-time" | "price" | "unit" | "contract" | "source-index" | "current" | "registered" | "layer";

/**
 * What came of checking.
 */
export type CheckedReceipt = { 
/**
 * Nothing is wrong with it.
 */
holds: boolean, 
/**
 * Line by line.
 */
lines: Array<ReceiptLine>, 
/**
 * Why it is no receipt; `None`: it is one.
 */
unread: NoReceipt | null, 
/**
 * What it is of; `None`: it is no receipt. Its words are those of whoever wrote it.
 */
of: ReceiptOf | null, };

/**
 * One value of a facet, asked for or left out.
 */
export type Chosen = { 
/**
 * Of what.
 */
facet: Facet, 
/**
 * As in [`FacetValue`].
 */
value: string, 
/**
 * Left out, and not asked for.
 */
exclude: boolean, };

/**
 * Two clocks that are more than a day apart, at one moment.
 */
export type ClockDoubt = { 
/**
 * The node's.
 */
told: Moment, 
/**
 * This machine's.
 */
here: Moment, };

/**
 * The window is to be closed while purchases are open: what is it to mean?
 */
export type ClosingAsked = { 
/**
 * How many are open.
 */
open: number, 
/**
 * Whether there is a tray to go on in.
 */
tray: boolean, 
/**
 * What becomes of them, where all are of one node; `None`: they are of several.
 */
outlook: OutlookView | null, };

/**
 * Every kind of failure that a person can meet.
 */
export type Code = "unknown-host" | "unreachable" | "timeout" | "certificate" | "address-refused" | "stand-in-address" | "proxy-silent" | "proxy-refused" | "proxy-address" | "authority-unreadable" | "redirected" | "not-the-service" | "key-refused" | "key-may-not" | "key-network" | "hosted-service" | "node-too-old" | "refused" | "service-failed" | "busy" | "clock-doubted" | "quota-exhausted" | "key-anew" | "another-node" | "node-known" | "cannot-pay-contract" | "no-payment-source" | "network-unknown" | "not-https" | "not-found" | "state-changed" | "keyring-locked" | "keyring-missing" | "keyring-no-collection" | "keyring-asking" | "keyring-slow" | "keys-missing" | "keys-unread" | "store-no-locks" | "not-saved" | "store" | "store-full" | "store-gone" | "store-damaged" | "store-newer" | "backup-unread" | "backup-foreign" | "backup-damaged" | "backup-newer" | "backup-passphrase" | "already-running" | "input" | "over-limit" | "unlisted" | "limits-unread" | "buying-paused" | "approval-expired" | "approval-gone" | "agent-malformed" | "agent-refused" | "choices-refused" | "terms-missing" | "paid-otherwise" | "callers-only" | "uploads-only" | "nonce-refused" | "request-refused" | "result-too-large" | "unknown" | "no-profile" | "terms-refused" | "too-late" | "not-now" | "refund-changed" | "alarm" | "insufficient-funds" | "node-stuck" | "interrupted" | "sandbox" | "sandbox-unreadable" | "internal";

/**
 * A column of a table, and what it is for.
 */
export type ColumnView = { 
/**
 * As its first line says; cleaned.
 */
name: string, 
/**
 * The question that it answers, cleaned; `None`: it is for none, and is sent to nobody.
 */
question: string | null, };

/**
 * What is not as it should be, and can only be looked at.
 */
export type ConcernView = { 
/**
 * Names exactly this: given back with the click that says it was seen.
 */
id: string, 
/**
 * The person has seen it.
 */
acknowledged: boolean, };

/**
 * Something that paying needs.
 */
export type Condition = { 
/**
 * What.
 */
id: ConditionId, 
/**
 * `passed`: it is there; `warned`: it may not be enough; `failed`: it is not there; `skipped`: not known.
 */
state: LineState, 
/**
 * Named values for its sentence.
 */
facts: { [key in string]: string }, };

/**
 * What paying needs.
 */
export type ConditionId = "node" | "key" | "quota" | "source" | "wallet" | "tokens" | "ada" | "collateral" | "time" | "limits";

/**
 * What the connection test looks at.
 */
export type ConnectionCheck = "node-reachable" | "node-key" | "may-pay" | "network-allowed" | "credits" | "payment-sources" | "node-features" | "wallet" | "balance" | "clock" | "registry-reachable" | "registry-key" | "registry-features";

/**
 * What the person typed to connect a node. The keys go in and never come out again.
 */
export type ConnectionDraft = { 
/**
 * `Some`: change this profile; blank keys then keep the stored ones.
 */
profile: string | null, 
/**
 * The person's name for it.
 */
label: string, 
/**
 * Preprod or Mainnet.
 */
network: Network, 
/**
 * With or without `/api/v1`.
 */
nodeUrl: string, 
/**
 * With or without `/api/v1`.
 */
registryUrl: string, 
/**
 * Payment Service key.
 */
nodeKey: string, 
/**
 * Registry Service key.
 */
registryKey: string, 
/**
 * Agents on this machine may be called.
 */
allowLocalAgents: boolean, 
/**
 * Agents may be called at addresses with which a VPN or proxy of this machine stands in for names (198.18.0.0/15).
 */
allowStandIns: boolean, 
/**
 * Certificates (PEM) to trust for node and registry beside those that this computer knows; blank: none.
 */
authorities: string, 
/**
 * Through which proxy node and registry are reached, `http://host:port`; blank: none.
 */
proxy: string, 
/**
 * Keep the keys in memory only (when the keyring cannot).
 */
sessionOnly: boolean, };

/**
 * One line of the connection test.
 */
export type ConnectionLine = { 
/**
 * What was tested.
 */
id: ConnectionCheck, 
/**
 * How it ended.
 */
state: LineState, 
/**
 * For the sentence, by line:
 *
 * | line | facts |
 * |---|---|
 * | node-reachable | `host`; `proxy`: through which it was reached, or was to be; `trusted`: the certificates that were entered, which its own is held against as well |
 * | node-key, registry-key | `swapped`: `yes` (it names the other service, and was not sent), `maybe` (both refused) |
 * | may-pay | `admin`: `yes`, `no` |
 * | network-allowed | `networks` |
 * | credits | `limited`: `yes`, `no`; `credits`: amounts left. A limited key can lose all of them with one purchase; `unmatched`: amounts that the node matches with no purchase |
 * | payment-sources | `sources`: `V1`, `V2`, `V1, V2` |
 * | node-features | `release` it answers like: `0.26`, `0.27`, `0.28`, `later`; not there: that cannot be told; `unready`: what it says is missing in its own setup for V2, its words |
 * | wallet | addresses: `v1`, `v2`, `any` (generation not told); `source`: `node`, `purchase`, `pasted`; or `known`: `no`, and `why`: `none` (an admin key is told of none), `not-told` (only an admin key is, and no purchase shows it) |
 * | balance | amounts: `v1`, `v2`, `any` |
 * | clock | `skew`: this machine's clock minus the node's, milliseconds |
 * | registry-reachable | `host`, `version`, `proxy`, `trusted` |
 * | registry-features | `agents`: how many are online, `50+` at most; `search`: `yes`, `no`; when it failed `network` |
 */
facts: { [key in string]: string }, 
/**
 * Why it failed, and what to do.
 */
failure: Failure | null, };

/**
 * The connection test, line by line.
 */
export type ConnectionReport = { 
/**
 * In the order shown.
 */
lines: Array<ConnectionLine>, 
/**
 * Whether it is good enough to save: everything that buying needs.
 */
usable: boolean, };

/**
 * An agent or a seller that a limit is about, or that is listed.
 */
export type CounterpartView = { 
/**
 * Names it.
 */
id: string, 
/**
 * A seller; otherwise an agent.
 */
seller: boolean, 
/**
 * What it was called when it was chosen, cleaned; `""`: it has no name.
 */
name: string, 
/**
 * First and last digits of its identifier or key.
 */
shortId: string, 
/**
 * The whole of it.
 */
fullId: string, };

/**
 * How an agent did on a day.
 */
export type DayKind = "online" | "offline" | "mixed" | "not-watched";

/**
 * One deadline of one purchase.
 */
export type DeadlineView = { 
/**
 * Id of the purchase.
 */
purchase: string, 
/**
 * Its agent's name, cleaned; `""`: none.
 */
agentName: string, 
/**
 * The first answer, or `""`; cleaned.
 */
title: string, 
/**
 * What happens.
 */
what: Foretold, 
/**
 * When.
 */
at: Moment, 
/**
 * At this moment; otherwise not before.
 */
exact: boolean, 
/**
 * What it depends on.
 */
given: Given, 
/**
 * What the person should do about the purchase.
 */
needs: Need | null, 
/**
 * The price.
 */
price: Array<MoneyView>, };

/**
 * The four deadlines of the escrow.
 */
export type Deadlines = { 
/**
 * The lock must land before.
 */
payBy: Moment | null, 
/**
 * The agent must deliver before.
 */
submitResult: Moment | null, 
/**
 * The buyer may object before.
 */
unlock: Moment | null, 
/**
 * The admins may decide a dispute from then.
 */
externalDispute: Moment | null, };

/**
 * What the person bought from an agent.
 */
export type Dealt = { 
/**
 * agentIdentifier, in any case.
 */
agent: string, 
/**
 * How it went.
 */
went: Went, };

/**
 * What the desktop offers.
 */
export type DesktopView = { 
/**
 * It shows notifications.
 */
notices: boolean, 
/**
 * It has a tray.
 */
tray: boolean, 
/**
 * Whether it starts Kaimono with the session; `null`: it cannot be told to.
 */
autostart: boolean | null, };

/**
 * What is given to a developer, before it is: to the letter what is saved and copied.
 */
export type DiagnosticsView = { 
/**
 * Names this text.
 */
id: string, 
/**
 * All of it.
 */
text: string, 
/**
 * What was replaced in it.
 */
replaced: Array<ReplacedView>, };

/**
 * In which of two texts something stands.
 */
export type Difference = "same" | "added" | "missing";

/**
 * A piece of a text beside another one.
 */
export type DifferencePiece = { 
/**
 * Cleaned.
 */
text: string, 
/**
 * Where it stands.
 */
is: Difference, };

/**
 * What is wrong with a purchase that was paid.
 */
export type DossierAbout = "mismatch" | "no-result" | "too-large" | "failed" | "overdue" | "asked-back" | "disputed";

/**
 * What came of a purchase.
 */
export type DossierCame = { "kind": "nothing" } | { "kind": "part", 
/**
 * Of so many bytes.
 */
bytes: number, } | { "kind": "whole", 
/**
 * Of so many bytes.
 */
bytes: number, } | { "kind": "too-much" };

/**
 * A part of a dossier that is saved, in the words in which the window shows it.
 */
export type DossierPart = { 
/**
 * Over it.
 */
title: string, 
/**
 * `(name, value)`, in the order shown.
 */
lines: Array<[string, string]>, };

/**
 * What is known of a purchase that is not right, as far as it matters to whoever decides about it.
 */
export type DossierView = { 
/**
 * What is wrong.
 */
about: DossierAbout, 
/**
 * Until when the seller promised the result.
 */
due: Moment | null, 
/**
 * The hash that is on chain: of what the seller says that it delivered. Hex.
 */
promisedHash: string | null, 
/**
 * When it was first seen there.
 */
promisedAt: Moment | null, 
/**
 * What came.
 */
came: DossierCame, 
/**
 * When.
 */
cameAt: Moment | null, 
/**
 * Nobody can object any more, and the seller can take the money.
 */
tooLate: boolean, 
/**
 * Why the person objects, in one word.
 */
reason: ObjectionReason | null, 
/**
 * And in their own words, to be changed.
 */
statement: string, };

/**
 * The words that stand in a dossier beside those of its receipt.
 */
export type DossierWords = { 
/**
 * Over all.
 */
title: string, 
/**
 * Over the receipt as it is checked.
 */
attached: string, 
/**
 * What to do with it.
 */
attachedSays: string, 
/**
 * What the window shows.
 */
parts: Array<DossierPart>, };

/**
 * Where the money ends.
 */
export type EndView = { 
/**
 * Where.
 */
how: Ending, 
/**
 * When; `None`: it is there already, or it stays where it is.
 */
when: When | null, 
/**
 * The price: all of it is paid, or all of it comes back.
 */
price: Array<MoneyView>, 
/**
 * What comes back beside it, where the node has told what it locked.
 */
deposit: MoneyView | null, 
/**
 * The person's wallet pays at most so much in fees from now on; they are no part of the sums. `None`: none.
 */
fees: MoneyView | null, };

/**
 * Where the money of a purchase ends if the person does nothing.
 */
export type Ending = "free" | "in-wallet" | "seller" | "back" | "divided" | "undecided" | "uncollected" | "unknown";

/**
 * An example output: fetched on click, or opened in the browser after the host was shown.
 */
export type ExampleView = { 
/**
 * Names it among the examples of its agent.
 */
id: string, 
/**
 * Cleaned.
 */
name: string, 
/**
 * As given.
 */
mimeType: string, 
/**
 * As given.
 */
url: string, };

/**
 * In which form purchases are exported.
 */
export type ExportFormat = "csv" | "json";

/**
 * What was exported.
 */
export type ExportedView = { 
/**
 * The file, whole.
 */
path: string, 
/**
 * Purchases in it.
 */
purchases: number, };

/**
 * By what agents are chosen.
 */
export type Facet = "status" | "payable" | "pricing" | "token" | "tag" | "capability" | "generation" | "bought" | "favourite" | "author" | "rail";

/**
 * A value of a facet.
 */
export type FacetValue = { 
/**
 * By which it is chosen.
 */
value: string, 
/**
 * As sellers write it, cleaned; `""`: it is a word of the page's own.
 */
name: string, 
/**
 * How many agents it would leave.
 */
count: number, };

/**
 * One facet.
 */
export type FacetView = { 
/**
 * Which.
 */
facet: Facet, 
/**
 * Its values, the most frequent first; what is chosen is always among them.
 */
values: Array<FacetValue>, 
/**
 * Further values that are not listed.
 */
more: number, };

/**
 * What agents of a list can be chosen by.
 */
export type FacetsView = { 
/**
 * How many match.
 */
total: number, 
/**
 * The facets, and how many agents each value would leave beside what is chosen of the others.
 */
facets: Array<FacetView>, 
/**
 * What they cost, by unit.
 */
prices: Array<PriceSpread>, };

/**
 * A failure, ready to be shown. The only error that crosses IPC.
 */
export type Failure = { 
/**
 * What kind.
 */
code: Code, 
/**
 * Whose side.
 */
side: Side, 
/**
 * Whether money moved.
 */
moved: Moved, 
/**
 * The other side's words, plain text, at most 500 characters; or a fact (a host name, a field); or `""`.
 */
quote: string, 
/**
 * Whether the same thing can succeed when tried again.
 */
retry: boolean, };

/**
 * What becomes of a node in a backup.
 */
export type Fate = "new" | "here" | "node-here";

/**
 * What came of a fetch.
 */
export type FetchView = { 
/**
 * All files of the purchase, in the order in which they came.
 */
files: Array<FetchedView>, 
/**
 * Why nothing came; `None`: it is here.
 */
missed: Missed | null, };

/**
 * A file that a result led to, fetched by this program.
 */
export type FetchedView = { 
/**
 * From where.
 */
url: string, 
/**
 * What it is called here.
 */
name: string, 
/**
 * Where it is, whole.
 */
path: string, 
/**
 * How long it was.
 */
bytes: number, 
/**
 * Of what came, hex.
 */
sha256: string, 
/**
 * What it is by its first bytes.
 */
kind: FileKind, 
/**
 * When (this machine's time).
 */
at: Moment, 
/**
 * The same address served another file before.
 */
another: boolean, 
/**
 * It is still there, and as long as it was.
 */
there: boolean, };

/**
 * One question.
 */
export type Field = { 
/**
 * Echoed verbatim in the answer.
 */
id: string, 
/**
 * What to show; falls back to the id.
 */
label: string, 
/**
 * How to ask.
 */
kind: FieldKind, 
/**
 * The agent's own word for the type.
 */
rawType: string, 
/**
 * Agent's text under the label, or `""`.
 */
description: string, 
/**
 * Agent's example, or `""`.
 */
placeholder: string, 
/**
 * Whether an answer is needed.
 */
required: boolean, 
/**
 * The agent says itself that it is needed. Else it is only because nothing says otherwise, and the person may leave it
 * empty ([`Answer::Blank`]): some fields belong to one choice of another.
 */
insists: boolean, 
/**
 * For choices: what may be chosen, in the agent's order and without a gap (the index is the answer).
 */
options: Array<FieldOption>, 
/**
 * Value to begin with, in the form that the answer has.
 */
default: Answer | null, 
/**
 * Lower bound as decimal text: of the length, the number, the date, or the count of choices, by kind.
 */
min: string | null, 
/**
 * Upper bound, likewise.
 */
max: string | null, 
/**
 * Step of a number or a range, decimal text.
 */
step: string | null, 
/**
 * `integer`, `email`, `url`, `tel-pattern`, `nonempty`, as given; several are possible.
 */
formats: Array<string>, 
/**
 * Accepted file types, as given.
 */
accept: string | null, 
/**
 * Of a file: the agent wants what is in it (base64), which a desktop does not send. An address will probably not do.
 */
embedded: boolean, 
/**
 * Of a form that is shown: of its description, or of what it sends if it is hidden, this is only the beginning.
 */
cut: boolean, };

/**
 * An answer that is refused.
 */
export type FieldError = { 
/**
 * Which field; `""` for the form as a whole.
 */
field: string, 
/**
 * Which rule.
 */
rule: Rule, 
/**
 * The bound that was passed, as decimal text; of an ambiguous amount the higher reading; or `""`.
 */
limit: string, 
/**
 * The agent's own words (rule `agent`); the name of a node (rule `own-key`); of an ambiguous amount the lower reading; or `""`.
 */
text: string, };

/**
 * How a field is asked.
 */
export type FieldKind = "text" | "textarea" | "number" | "range" | "boolean" | "option" | "radio" | "none" | "hidden" | "email" | "url" | "tel" | "password" | "date" | "datetime-local" | "time" | "month" | "week" | "color" | "file" | "json" | "nonce";

/**
 * What may be chosen.
 */
export type FieldOption = { 
/**
 * What to show: of an entry that cannot be read its JSON.
 */
label: string, 
/**
 * Whether it can be chosen. What cannot be read keeps its place.
 */
readable: boolean, };

/**
 * What a file is.
 */
export type FileKind = "pdf" | "picture" | "sound" | "film" | "archive" | "program" | "page" | "text" | "unknown";

/**
 * With what a form is to be filled in.
 */
export type Fill = { "kind": "again", 
/**
 * For which purchase; `None`: for the last one from this agent.
 */
purchase: string | null, } | { "kind": "template", 
/**
 * Which.
 */
id: string, } | { "kind": "result", 
/**
 * Of which purchase.
 */
purchase: string, };

/**
 * With what a form is filled in.
 */
export type FilledView = { 
/**
 * With what.
 */
with: FilledWith, 
/**
 * So many answers are to questions that the agent does not ask any more, or are not kept.
 */
lost: number, 
/**
 * Places in the answers that are for the person to fill: of which field, and with what.
 */
blanks: Array<[string, Blank]>, 
/**
 * What was typed before is kept beside it, until something is typed here.
 */
draft: boolean, };

/**
 * With what a form is filled in.
 */
export type FilledWith = { "kind": "again", 
/**
 * Which.
 */
purchase: string, 
/**
 * When it was approved.
 */
at: Moment, 
/**
 * What was approved to be paid.
 */
price: ApprovedPrice, } | { "kind": "template", 
/**
 * Which.
 */
id: string, 
/**
 * The person's name for it.
 */
name: string, } | { "kind": "result", 
/**
 * Of which.
 */
purchase: string, 
/**
 * Whose, cleaned.
 */
agentName: string, 
/**
 * The question that it answers, cleaned; `None`: this agent asks for no text.
 */
question: string | null, 
/**
 * It is only the beginning.
 */
cut: boolean, };

/**
 * Five things to do in the sandbox, so that a person has seen what Kaimono does before it matters. Whether each was done is read
 * from what was bought there and from its clock.
 */
export type FirstHourView = { 
/**
 * In the order in which they are best done.
 */
steps: Array<FirstStepView>, 
/**
 * The first that was not done; `None`: all were.
 */
next: FirstStep | null, };

/**
 * What a person does in the first hour.
 */
export type FirstStep = "buy" | "answer" | "liar" | "refund" | "days";

/**
 * One of them.
 */
export type FirstStepView = { 
/**
 * Which.
 */
id: FirstStep, 
/**
 * Whether it was done.
 */
done: boolean, 
/**
 * agentIdentifier of the agent with which it is best done; `None`: none is needed.
 */
agent: string | null, };

/**
 * The letters that the window is written in.
 */
export type Font = "inter" | "system";

/**
 * What becomes of one purchase.
 */
export type ForecastView = { 
/**
 * What lies ahead whatever others do, in its order.
 */
ahead: Array<ForetoldEvent>, 
/**
 * How it goes on: one way, or several where it hangs on others. Never none.
 */
ways: Array<WayView>, };

/**
 * Something that lies ahead of a purchase as long as the person does nothing about it.
 */
export type Foretold = "job-starts" | "payment-starts" | "approval-runs-out" | "question-runs-out" | "carried-out" | "pay-by" | "given-up" | "result-due" | "objection-closes" | "seller-paid" | "automatic-refund" | "refund-paid-out" | "admins-decide";

/**
 * Something that lies ahead, and when.
 */
export type ForetoldEvent = { 
/**
 * What.
 */
what: Foretold, 
/**
 * When (node time).
 */
when: When, };

/**
 * What an agent asks.
 */
export type Form = { 
/**
 * In the agent's order. A schema without groups is one group without a title.
 */
groups: Array<Group>, };

/**
 * An agent's form with the draft of the person.
 */
export type FormView = { 
/**
 * Which agent.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * Where it is, and what is typed would go: host and port. `""`: not known.
 */
host: string, 
/**
 * What it asks.
 */
form: Form, 
/**
 * What it explains in Markdown, by field: sanitised HTML, as that of a result.
 */
notes: { [key in string]: string }, 
/**
 * What was typed before (kept across restarts, passwords excepted), else the agent's defaults.
 */
draft: { [key in string]: Answer }, 
/**
 * Whether the price is a quote, so that a ceiling is asked for.
 */
needsCeiling: boolean, 
/**
 * Tokens a ceiling can be given in: `(unit, ticker)`.
 */
ceilingUnits: Array<[string, string]>, 
/**
 * What the agent said to these very answers when it refused the last job, by field; empty once they are changed.
 */
refused: Array<FieldError>, 
/**
 * With what it is filled in; `None`: with what was typed before.
 */
filled: FilledView | null, };

/**
 * How far the sandbox's clock is to be moved forward, milliseconds.
 */
export type Forward = number;

/**
 * A purchase inside whose answers or result something stands.
 */
export type FoundInside = { 
/**
 * Which.
 */
row: PurchaseRow, 
/**
 * Where.
 */
place: InsidePlace, 
/**
 * What stands there, around the hits.
 */
snippet: Array<SnippetPiece>, };

/**
 * A generation of the escrow contract (`paymentSourceType` on the wire).
 */
export type Generation = "Web3CardanoV1" | "Web3CardanoV2";

/**
 * What a way that a purchase may go on depends on.
 */
export type Given = "nothing" | "no-lock" | "result" | "no-result";

/**
 * Fields that belong together.
 */
export type Group = { 
/**
 * As given, or `""`.
 */
id: string, 
/**
 * As given, or `""`.
 */
title: string, 
/**
 * In the agent's order.
 */
fields: Array<Field>, };

/**
 * How the verdict on a result was found.
 */
export type HashCheck = { 
/**
 * When (node time).
 */
at: Moment, 
/**
 * The hash on chain that the result was held against.
 */
onChain: string, 
/**
 * The one before it, if the seller put another one on chain since.
 */
before: string | null, };

/**
 * How a hash was made (docs/protocol.md 7).
 */
export type HashVariant = "spec" | "escaped" | "bare" | "json-text" | "bare-json-text" | "raw-member" | "after-message" | "after-input-hash" | "chained" | "no-separator";

/**
 * What the chain's hash says about a result.
 */
export type HashVerdict = { "state": "verified", 
/**
 * In which form.
 */
variant: HashVariant, } | { "state": "waiting" } | { "state": "checking" } | { "state": "withdrawn" } | { "state": "mismatch", 
/**
 * On chain.
 */
on_chain: string, 
/**
 * Of the bytes received, by the letter of MIP-004.
 */
computed: string, } | { "state": "no-result" } | { "state": "only-hash" } | { "state": "beyond", 
/**
 * In which way.
 */
why: Beyond, } | { "state": "not-verifiable" };

/**
 * A heading of a result in Markdown.
 */
export type HeadingView = { 
/**
 * 1 to 3.
 */
level: number, 
/**
 * Cleaned, or `""`.
 */
text: string, };

/**
 * The node's health as seen by the watcher.
 */
export type Health = { 
/**
 * Whether the last call worked.
 */
state: HealthState, 
/**
 * When it last answered (node time).
 */
lastAnswer: Moment | null, 
/**
 * Node time now.
 */
nodeTime: Moment, 
/**
 * This machine's clock minus the node's, beside what was agreed of it; milliseconds.
 */
skew: number, 
/**
 * Both clocks, where the node's is too far off to be believed: nothing is paid until they agree.
 */
doubted: ClockDoubt | null, 
/**
 * Why not.
 */
failure: Failure | null, };

/**
 * Whether the node answers.
 */
export type HealthState = "unknown" | "ok" | "offline" | "refused" | "closed";

/**
 * How far a history was read.
 */
export type HistoryProgress = { 
/**
 * Purchases that were read.
 */
done: number, 
/**
 * All of them.
 */
all: number, 
/**
 * Why it does not go on.
 */
failure: Failure | null, };

/**
 * Whether the names of hosts stand in what is given to a developer.
 */
export type HostNames = "hidden" | "kept";

/**
 * Whose a host is.
 */
export type HostOwner = "node" | "registry" | "sandbox" | "proxy" | "gateway" | "agent";

/**
 * What a request was for, in the words of a person.
 */
export type HostPurpose = "check" | "purchases" | "pay" | "refund" | "retry" | "wallet" | "list" | "terms" | "availability" | "form" | "job" | "progress" | "answer" | "picture" | "sample" | "file" | "carry" | "other";

/**
 * A host.
 */
export type HostView = { 
/**
 * Its name in ASCII, or its address.
 */
host: string, 
/**
 * Its port.
 */
port: number, 
/**
 * Whose it is.
 */
whose: HostOwner, 
/**
 * How often it was asked, to the hour.
 */
asked: number, 
/**
 * How often something came back, be it a refusal.
 */
answered: number, 
/**
 * When it was asked last.
 */
last: Moment, 
/**
 * What for: what was asked most comes first.
 */
purposes: Array<PurposeView>, };

/**
 * Who was asked in the last day, what for, and how often.
 */
export type HostsView = { 
/**
 * This machine's time.
 */
now: Moment, 
/**
 * By whose they are, then by name.
 */
hosts: Array<HostView>, 
/**
 * Requests to agents at hosts that are not listed, because there were too many.
 */
unlisted: number, 
/**
 * Whether this is still known after a restart: it is on disk.
 */
kept: boolean, };

/**
 * The name of something that the page was shown: a profile, an agent, a purchase, a review, a card, a question.
 */
export type Id = string;

/**
 * Names of identifiers.
 */
export type IdentifierName = "job-id" | "nonce" | "blockchain-identifier" | "input-hash" | "result-hash" | "seller-vkey" | "node-row" | "contract" | "agent-identifier";

/**
 * In what of a purchase something stands.
 */
export type InsidePlace = "answers" | "result";

/**
 * Purchases inside whose answers or results something stands.
 */
export type InsideView = { 
/**
 * Those made last first.
 */
found: Array<FoundInside>, 
/**
 * There are more.
 */
more: boolean, };

/**
 * A job, as a mark in a row of them.
 */
export type JobMark = { 
/**
 * The purchase.
 */
id: string, 
/**
 * Where it stands.
 */
phase: Phase, 
/**
 * When it was made.
 */
at: Moment, };

/**
 * What a row of a tree is.
 */
export type JsonKind = "object" | "array" | "text" | "number" | "word" | "more";

/**
 * A place in a JSON text that a row named.
 */
export type JsonPlace = { 
/**
 * Where a value begins.
 */
at: number, 
/**
 * From which of its members on.
 */
from: number, };

/**
 * A row of JSON as a tree. What it is in stands above it, one step less deep.
 */
export type JsonRow = { 
/**
 * Where its value begins: names it. Of a [`JsonKind::More`] where the branch does.
 */
at: number, 
/**
 * In how many branches it is, of those that came with it.
 */
depth: number, 
/**
 * What it is.
 */
kind: JsonKind, 
/**
 * Of a member of an object, cleaned.
 */
name: string | null, 
/**
 * How it is reached from what it is in: `.a`, `["b c"]`, `[0]`; `None`: by nothing that anybody types.
 */
step: string | null, 
/**
 * The same object has this name twice.
 */
twice: boolean, 
/**
 * Its value, in pieces between which a line may break: a text as what it says, a number in its own digits.
 */
text: Array<string>, 
/**
 * `text` is only the beginning.
 */
cut: boolean, 
/**
 * How many members it has; of a [`JsonKind::More`] how many are left.
 */
members: number, 
/**
 * Of a [`JsonKind::More`]: the first of those that are left.
 */
from: number, 
/**
 * What is in it stands below it.
 */
open: boolean, };

/**
 * The OS keyring.
 */
export type KeyringState = "checking" | "ready" | "locked" | "missing" | "no-collection" | "asking" | "slow";

/**
 * Where the keys of a profile are.
 */
export type KeysState = "keyring" | "session" | "missing" | "unavailable" | "unread";

/**
 * How much is known of a check before the terms come.
 */
export type Known = "now" | "later" | "not-applicable";

/**
 * A label that the person gave.
 */
export type LabelView = { 
/**
 * As it was typed: this names it.
 */
typed: string, 
/**
 * Cleaned.
 */
shown: string, };

/**
 * A language that Kaimono speaks; its tag of BCP 47.
 */
export type Language = "en" | "de";

/**
 * In which language the person wants to be spoken to.
 */
export type LanguageChoice = "system" | "en" | "de";

/**
 * Where money went.
 */
export type LedgerLine = { 
/**
 * What.
 */
what: LedgerWhat, 
/**
 * Amounts.
 */
amounts: Array<MoneyView>, 
/**
 * The address that it went to, where that is not the wallet that paid, or may not be.
 */
to: string | null, };

/**
 * Where money went.
 */
export type LedgerWhat = "price" | "deposit" | "fees" | "returned" | "returned-computed" | "to-seller";

/**
 * A history that is not in a backup.
 */
export type LeftOutView = { 
/**
 * The node's name.
 */
label: string, 
/**
 * Why.
 */
failure: Failure, };

/**
 * Which legal text.
 */
export type LegalKind = "terms" | "privacy" | "other";

/**
 * A legal text of the seller.
 */
export type LegalView = { 
/**
 * Which.
 */
kind: LegalKind, 
/**
 * A URL, or the text.
 */
text: string, 
/**
 * Whether `text` is an https URL that can be opened.
 */
link: boolean, };

/**
 * How the names of two agents are alike.
 */
export type Likeness = "same-name" | "looks-like" | "looked-like";

/**
 * A limit as the person fills it in. The same time, token and counterpart as another limit: it takes its place.
 */
export type LimitDraft = { 
/**
 * Over which time.
 */
over: Over, 
/**
 * agentIdentifier or the seller's key, as typed; `""`: with everybody together.
 */
who: string, 
/**
 * As typed, in whole tokens.
 */
amount: string, 
/**
 * As in [`LimitsView::units`].
 */
unit: string, };

/**
 * A limit, and how full it is.
 */
export type LimitView = { 
/**
 * Names it.
 */
id: string, 
/**
 * Over which time.
 */
over: Over, 
/**
 * With whom; `None`: with everybody together.
 */
with: CounterpartView | null, 
/**
 * How much.
 */
most: MoneyView, 
/**
 * What counts already; `None`: it cannot be read.
 */
used: MoneyView | null, 
/**
 * What is to be approved now; `None`: nothing is.
 */
asked: MoneyView | null, 
/**
 * What is left then; `None`: less than nothing, or it cannot be read.
 */
left: MoneyView | null, 
/**
 * The used part, 0 to 100.
 */
usedPercent: number, 
/**
 * The part that is asked for, 0 to 100 without the used one.
 */
askedPercent: number, 
/**
 * The first day on which what is used counts no more, `2026-11-28`; `None`: each purchase is looked at alone.
 */
opens: string | null, };

/**
 * What was set for the network of the open profile. It counts for all profiles there.
 */
export type LimitsView = { 
/**
 * Which network.
 */
network: Network, 
/**
 * No more than this.
 */
limits: Array<LimitView>, 
/**
 * Only what is listed can be bought from.
 */
onlyListed: boolean, 
/**
 * What that is.
 */
listed: Array<CounterpartView>, 
/**
 * Above which prices a job waits before it is started.
 */
waits: Array<WaitView>, 
/**
 * Above which prices the amount has to be typed.
 */
typed: Array<MoneyView>, 
/**
 * Tokens that can be limited: `(unit, ticker)`.
 */
units: Array<[string, string]>, 
/**
 * Why it cannot be told; nothing is bought that cannot be held against it.
 */
unread: UnreadLimits | null, };

/**
 * How a line ended.
 */
export type LineState = "passed" | "warned" | "failed" | "skipped";

/**
 * A link from outside.
 */
export type LinkView = { 
/**
 * The agentIdentifier that it leads to; `None`: it is no link that is followed.
 */
agent: string | null, };

/**
 * What an agent says of itself now, and how long that took.
 */
export type LiveView = { 
/**
 * What it says.
 */
says: AvailabilityView, 
/**
 * How long its answer took, milliseconds; `None`: it did not answer, or was not asked.
 */
took: number | null, 
/**
 * It slept, and its first answer took so long, milliseconds; `took` is of the one after that.
 */
woke: number | null, };

/**
 * Which of two histories goes further.
 */
export type Longer = "here" | "backup" | "neither";

/**
 * What the registry saw when it called an agent, beside what it made of it.
 */
export type LookedView = { 
/**
 * How often it looked; 0: never, or not told.
 */
checks: number, 
/**
 * When it looked last.
 */
at: Moment | null, };

/**
 * What changed in the market since the person looked.
 */
export type MarketNews = { 
/**
 * What is told happened after this; `None`: nothing is known of before, for the market was not read whole yet.
 */
since: Moment | null, 
/**
 * Changes that the person has not seen yet.
 */
unseen: number, 
/**
 * How many of each kind there were. Kinds of which there was none are left out.
 */
counts: Array<ChangeCount>, 
/**
 * The newest of them.
 */
items: Array<NewsItem>, 
/**
 * Where so many changed at once that the registry itself is what changed. They are not among the others.
 */
atOnce: Array<AtOnce>, };

/**
 * What a person looks for in the market.
 */
export type MarketQuery = { 
/**
 * As typed; `""`: all.
 */
text: string, 
/**
 * What is asked for, and what is left out. Of one facet any of what is asked for; of several all.
 */
chosen: Array<Chosen>, 
/**
 * Between which prices.
 */
price: PriceWanted | null, 
/**
 * In which order.
 */
sort: Sort, };

/**
 * How far the list of agents is.
 */
export type MarketStanding = { 
/**
 * How many agents are listed here.
 */
mirrored: number, 
/**
 * When that was last brought up to date; `None`: never.
 */
mirroredAt: Moment | null, 
/**
 * The registry is being read.
 */
progress: Progress | null, 
/**
 * So many of its entries could not be read.
 */
unreadable: number, 
/**
 * It lists more than is mirrored.
 */
cut: boolean, 
/**
 * Why it was not read to its end the last time; what is listed is then from `mirrored_at`.
 */
failure: Failure | null, 
/**
 * Another number after every change.
 */
version: number, };

/**
 * A stretch of a list.
 */
export type MarketStretch = { 
/**
 * Of which ([`MarketView::listing`]).
 */
listing: string, 
/**
 * The first row, from 0.
 */
from: number, 
/**
 * So many; at most 200 at once.
 */
count: number, };

/**
 * The beginning of a list of agents, whose order stays as it is.
 */
export type MarketView = { 
/**
 * The name of the list, by which more of it is asked for.
 */
listing: string, 
/**
 * Its first rows.
 */
rows: Array<AgentCard>, 
/**
 * How many match.
 */
total: number, 
/**
 * Whether these are all; otherwise there are more, and the order is that of these until the facets are told.
 */
exact: boolean, 
/**
 * Beginnings of words that were looked for, in small letters.
 */
words: Array<string>, 
/**
 * Another text that finds more.
 */
meant: string | null, 
/**
 * What was typed finds nothing, and this is what `meant` finds.
 */
instead: boolean, 
/**
 * How far the list of agents is.
 */
standing: MarketStanding, };

/**
 * Why a file was not fetched.
 */
export type Missed = "too-large" | "gone" | "not-allowed" | "silent" | "refused" | "full";

/**
 * A point in time, in milliseconds since the Unix epoch (UTC). On the wire of `POST /purchase` a decimal string.
 */
export type Moment = number;

/**
 * Where the money of a purchase is.
 */
export type MoneyIs = "free" | "in-wallet" | "unknown" | "in-escrow" | "at-contract" | "returning" | "released" | "back" | "with-seller" | "divided";

/**
 * Money as the page shows it. The page never computes with it and never sends it back.
 */
export type MoneyView = { 
/**
 * Decimal base units.
 */
amount: string, 
/**
 * As on the wire: `""` for ADA.
 */
unit: string, 
/**
 * Grouped, full precision, at least two decimals, then the token: `1,203.50 tUSDM`. An unknown unit is shown raw.
 */
text: string, 
/**
 * Whether this network's token table knows the unit.
 */
known: boolean, };

/**
 * Whether money moved.
 */
export type Moved = "no" | "unknown" | "yes";

/**
 * What the person should do.
 */
export type Need = "answer" | "approve" | "object" | "top-up" | "look";

/**
 * A Cardano network, spelt as on the wire.
 */
export type Network = "Preprod" | "Mainnet";

/**
 * A change of one agent.
 */
export type NewsItem = { 
/**
 * agentIdentifier, hex.
 */
id: string, 
/**
 * Its name as last seen.
 */
name: string, 
/**
 * It can be looked at: the registry lists it now.
 */
listed: boolean, 
/**
 * What changed.
 */
change: ChangeView, };

/**
 * What happens next by itself.
 */
export type NextEvent = { 
/**
 * What.
 */
what: NextWhat, 
/**
 * When (node time).
 */
at: Moment, };

/**
 * What happens next by itself.
 */
export type NextWhat = "pay-by" | "result-due" | "automatic-refund" | "objection-closes" | "admins-decide" | "approval-expires" | "carried-out";

/**
 * Why something is no receipt.
 */
export type NoReceipt = "tooLarge" | "other" | "otherVersion" | "altered";

/**
 * Why what is reviewed would not be approved now.
 */
export type NotAllowed = { "kind": "paused" } | { "kind": "unlisted" } | { "kind": "over-limit" } | { "kind": "unread", 
/**
 * Why.
 */
failure: Failure, };

/**
 * Why one of several was not bought.
 */
export type NotBought = "repeated" | "not-allowed" | "invalid" | "blocked" | "failed" | "otherwise";

/**
 * What a person can be told of.
 */
export type NoticeKind = "result" | "question" | "wrong" | "refund" | "payment" | "approval" | "favourite";

/**
 * The number of a row of something that the page was shown.
 */
export type Number = number;

/**
 * Why the person objects to what was delivered, or to what was not.
 */
export type ObjectionReason = "nothing" | "incomplete" | "not-as-described" | "wrong" | "late" | "other";

/**
 * Where the money of a purchase is (`onChainState`). `None` of it means: not on chain.
 */
export type OnChainState = "FundsLocked" | "ResultSubmitted" | "RefundRequested" | "Disputed" | "WithdrawAuthorized" | "RefundAuthorized" | "Withdrawn" | "RefundWithdrawn" | "DisputedWithdrawn" | "FundsOrDatumInvalid" | string;

/**
 * What a notification that was clicked opens.
 */
export type Opened = { 
/**
 * With which node; `None`: with the one that is looked at.
 */
profile: string | null, 
/**
 * What, by the names of the page's routes.
 */
page: OpenedPage, };

/**
 * A page that a notification leads to.
 */
export type OpenedPage = { "name": "purchases" } | { "name": "purchase", 
/**
 * Its id.
 */
id: string, } | { "name": "news" } | { "name": "wallet" } | { "name": "agent", 
/**
 * agentIdentifier.
 */
id: string, };

/**
 * Another agent, and what ties it to the one that is shown.
 */
export type OtherAgent = { 
/**
 * agentIdentifier, hex.
 */
id: string, 
/**
 * First and last digits of it.
 */
shortId: string, 
/**
 * Cleaned.
 */
name: string, 
/**
 * What ties it.
 */
tie: Tie, };

/**
 * What becomes of money that is in somebody's hands now, if the person does nothing.
 */
export type Outcome = "paid" | "back" | "open" | "undecided" | "uncollected" | "unknown";

/**
 * What becomes of all open purchases of the open profile, until a moment.
 */
export type OutlookView = { 
/**
 * Node time of this view.
 */
now: Moment, 
/**
 * Until then; `None`: to the end of all.
 */
until: Moment | null, 
/**
 * Prices, by what becomes of them. Nothing where there is nothing.
 */
sums: Array<[Outcome, Array<MoneyView>]>, 
/**
 * What comes back beside prices.
 */
deposits: Array<MoneyView>, 
/**
 * The person's wallets pay at most so much in fees for it; `None`: none.
 */
fees: MoneyView | null, 
/**
 * Questions of agents that run out.
 */
questions: RunsOut | null, 
/**
 * What is asked again, and runs out.
 */
approvals: RunsOut | null, 
/**
 * The next deadline of any of them.
 */
next: Moment | null, 
/**
 * The last moment that is foretold of any of them.
 */
last: Moment | null, };

/**
 * What a limit sums.
 */
export type Over = "purchase" | "day" | "month";

/**
 * An escrow contract that is none of Masumi's. Disputes are decided by its own administrators.
 */
export type OwnContract = { 
/**
 * Bech32.
 */
contract: string, 
/**
 * So many of them decide; `None`: the node does not tell.
 */
required: number | null, 
/**
 * So many there are; 0: the node does not tell.
 */
admins: number, };

/**
 * What only one of several agents asks.
 */
export type OwnFormView = { 
/**
 * agentIdentifier.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * Where it is: host and port.
 */
host: string, 
/**
 * Its own questions; without fields: it has none.
 */
form: Form, 
/**
 * What to begin with.
 */
answers: { [key in string]: Answer }, 
/**
 * Whether the price is a quote, so that a ceiling is asked for.
 */
needsCeiling: boolean, 
/**
 * Tokens a ceiling can be given in: `(unit, ticker)`.
 */
ceilingUnits: Array<[string, string]>, 
/**
 * Why it cannot be asked; `None`: it can.
 */
failure: Failure | null, };

/**
 * What stands above a result: sentences of the person's language.
 */
export type PageWords = { 
/**
 * `en`, `de`.
 */
language: string, 
/**
 * Whose words they are.
 */
title: string, 
/**
 * One line each, in this order.
 */
facts: Array<string>, 
/**
 * That only the beginning is shown; shown where that is so.
 */
onlyBeginning: string, };

/**
 * The passphrase of a backup, as the person typed it.
 */
export type Passphrase = string;

/**
 * The wallet that pays.
 */
export type PayingWallet = { 
/**
 * Bech32.
 */
address: string, 
/**
 * It pays purchases of this generation and no others; `None`: not told.
 */
generation: Generation | null, 
/**
 * So many wallets can pay this purchase. The node chooses; this one comes nearest.
 */
among: number, };

/**
 * Where a purchase stands, in one word.
 */
export type Phase = "starting" | "asks-again" | "lapsed" | "paying" | "payment-unknown" | "queued" | "payment-stuck" | "working" | "question" | "preliminary" | "delivered" | "fetching" | "hash-without-result" | "result-too-large" | "result-elsewhere" | "mismatch" | "no-result" | "agent-failed" | "overdue" | "refund-requested" | "refund-agreed" | "disputed" | "refund-authorized" | "refunded" | "settled" | "released" | "decided" | "never-paid" | "lock-invalid" | "refused" | "declined" | "expired" | "alarm" | "unknown";

/**
 * What came of preparing a purchase.
 */
export type Prepared = { "kind": "invalid", 
/**
 * By field; field `ceiling` is the ceiling.
 */
errors: Array<FieldError>, } | { "kind": "blocked", 
/**
 * Why.
 */
reason: Blocked, } | { "kind": "review", 
/**
 * What the person approves.
 */
approval: ApprovalView, };

/**
 * How many prices are at least `from`, and less than `to`; in the last step, at most.
 */
export type PriceBin = { 
/**
 * At least.
 */
from: MoneyView, 
/**
 * Less than.
 */
to: MoneyView, 
/**
 * So many.
 */
count: number, };

/**
 * A price, and since when it was seen.
 */
export type PricePoint = { 
/**
 * `None`: it had it when it was first seen.
 */
since: Moment | null, 
/**
 * What it cost.
 */
price: PriceView, };

/**
 * What agents ask in one unit alone.
 */
export type PriceSpread = { 
/**
 * As on the wire.
 */
unit: string, 
/**
 * Its name, or the unit itself where nobody knows one.
 */
ticker: string, 
/**
 * How many agents have such a price.
 */
count: number, 
/**
 * The cheapest.
 */
least: MoneyView, 
/**
 * The dearest.
 */
most: MoneyView, 
/**
 * How they are spread, in steps of 1, 2, 5, 10 and so on.
 */
bins: Array<PriceBin>, };

/**
 * What an agent costs.
 */
export type PriceView = { "kind": "fixed", 
/**
 * At least one.
 */
amounts: Array<MoneyView>, } | { "kind": "dynamic" } | { "kind": "free" } | { "kind": "unknown", 
/**
 * Raw.
 */
text: string, };

/**
 * Between which prices in one unit alone. Figures are as the person means them (`2.50`), with a point; `""`: open.
 */
export type PriceWanted = { 
/**
 * As on the wire.
 */
unit: string, 
/**
 * At least.
 */
from: string, 
/**
 * At most.
 */
to: string, };

/**
 * A node and what is known of it. Never a secret.
 */
export type ProfileView = { 
/**
 * Stable id, also the name of its data directory.
 */
id: string, 
/**
 * The person's name for it.
 */
label: string, 
/**
 * Preprod or Mainnet.
 */
network: Network, 
/**
 * Play money in this process.
 */
sandbox: boolean, 
/**
 * Base URL of the Payment Service, ends in `/api/v1`.
 */
nodeUrl: string, 
/**
 * Base URL of the Registry Service, ends in `/api/v1`.
 */
registryUrl: string, 
/**
 * Agents on this machine (loopback, plain http) may be called.
 */
allowLocalAgents: boolean, 
/**
 * Agents may be called at addresses with which a VPN or proxy of this machine stands in for names (198.18.0.0/15).
 */
allowStandIns: boolean, 
/**
 * Certificates (PEM, as it was entered) that are trusted for node and registry beside those that this computer knows; `""`: none.
 */
authorities: string, 
/**
 * What they are.
 */
trusted: Array<AuthorityView>, 
/**
 * Through which proxy node and registry are reached, `http://host:port/`; `""`: none.
 */
proxy: string, 
/**
 * Where its keys are.
 */
keys: KeysState, 
/**
 * It was removed: its history can be read, and is not watched over.
 */
removed: boolean, 
/**
 * What is the matter with its store; `None`: nothing.
 */
store: StoreView | null, };

/**
 * How far a reading of the registry is.
 */
export type Progress = { 
/**
 * Entries read.
 */
read: number, 
/**
 * As many as there were the last time; `None`: not known.
 */
of: number | null, };

/**
 * A piece of a result in Markdown, whole by itself.
 */
export type ProsePiece = { 
/**
 * Sanitised (allow-list; no images, no scripts, links only https and mailto as `data-href`).
 */
html: string, 
/**
 * It begins with more of the table or the list that the piece before it ends with.
 */
goesOn: boolean, };

/**
 * What purchases can be chosen by.
 */
export type PurchaseFacets = { 
/**
 * Those that were bought from most first.
 */
agents: Array<AgentCount>, 
/**
 * Tokens, each as an amount of nothing, and how many purchases are priced in it.
 */
tokens: Array<[MoneyView, number]>, 
/**
 * In the order of a purchase's way.
 */
phases: Array<[Phase, number]>, 
/**
 * By their letters.
 */
labels: Array<[LabelView, number]>, };

/**
 * Groups of the list.
 */
export type PurchaseGroup = "needs-you" | "active" | "done" | "refunds" | "failed" | "others";

/**
 * Of what use a purchase was to the person, as they say themselves.
 */
export type PurchaseOutcome = "useful" | "not-useful" | "wrong";

/**
 * A purchase in the list.
 */
export type PurchaseRow = { 
/**
 * Local id.
 */
id: string, 
/**
 * agentIdentifier, or `""`.
 */
agent: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * The first answer, or `""`; cleaned.
 */
title: string, 
/**
 * What was or will be paid; empty: free or not known.
 */
price: Array<MoneyView>, 
/**
 * Where it stands.
 */
phase: Phase, 
/**
 * What the person asked for and the node has taken, until the chain shows it.
 */
underWay: RefundAction | null, 
/**
 * Its group.
 */
group: PurchaseGroup, 
/**
 * Its job waits to be started until then, or to be paid, and can be stopped; `None`: it does not.
 */
waitsUntil: Moment | null, 
/**
 * What waits is the payment.
 */
paysThen: boolean, 
/**
 * What happens next by itself, and when.
 */
next: NextEvent | null, 
/**
 * What the person should do.
 */
needs: Need | null, 
/**
 * What of the money can be asked for now.
 */
refund: RefundAction | null, 
/**
 * When approved, or when the node made it.
 */
createdAt: Moment, 
/**
 * Whose it is. Of what was not bought here there is no local job data.
 */
whose: Whose, 
/**
 * The person's own.
 */
labels: Array<LabelView>, 
/**
 * How the person's own note begins, in one line, or `""`.
 */
note: string, 
/**
 * Of what use it was, if the person said so.
 */
outcome: PurchaseOutcome | null, };

/**
 * By what purchases are sorted.
 */
export type PurchaseSort = "date" | "agent" | "state" | "next" | "price";

/**
 * One purchase, whole.
 */
export type PurchaseView = { 
/**
 * As in the list.
 */
row: PurchaseRow, 
/**
 * The batch that it was bought in; `None`: by itself.
 */
batch: string | null, 
/**
 * What the person says about it.
 */
remark: RemarkView, 
/**
 * Cleaned.
 */
author: string, 
/**
 * The contract; `None` for free or not known.
 */
generation: Generation | null, 
/**
 * The way so far, in order.
 */
steps: Array<Step>, 
/**
 * Every check of the terms, by name; empty before terms came and for free jobs.
 */
checks: Array<Check>, 
/**
 * Before the terms come: what they will be held against.
 */
ahead: Array<Ahead>, 
/**
 * When the escrow's time began.
 */
boughtAt: Moment, 
/**
 * The escrow's deadlines that say something of it, in their order; empty before terms came and for free jobs.
 */
stretches: Array<Stretch>, 
/**
 * Where the money is, in one word.
 */
money: MoneyIs, 
/**
 * Where it is in the words of the chain.
 */
onChain: OnChainState | null, 
/**
 * Node time of this view.
 */
now: Moment, 
/**
 * What is wrong with it, and what that means for the money.
 */
trouble: TroubleView | null, 
/**
 * What is held against it, where it was paid and something is wrong with it.
 */
dossier: DossierView | null, 
/**
 * What the person is asked to look at until they say that they did; `None`: nothing of that kind.
 */
concern: ConcernView | null, 
/**
 * What stands in the way now, with whose side and what to do. What became of a refund call is on its card.
 */
failure: Failure | null, 
/**
 * What the registry lists for the agent, which asked for nothing that can be paid; empty: the job is paid, or free as listed.
 */
unasked: Array<MoneyView>, 
/**
 * The agent asked for money, and nothing is paid: what was approved is free, or nothing can be proven of what it asked.
 */
demands: boolean, 
/**
 * The agent's question.
 */
question: QuestionView | null, 
/**
 * The result.
 */
result: ResultView | null, 
/**
 * What the chain's hash says about it.
 */
hash: HashVerdict, 
/**
 * When that was found out, and from what.
 */
hashCheck: HashCheck | null, 
/**
 * Refund card.
 */
refund: RefundCard, 
/**
 * What becomes of it if the person does nothing.
 */
forecast: ForecastView, 
/**
 * Second approval, when it asks again.
 */
approval: ApprovalView | null, 
/**
 * Where the agent is: host and port. `""`: not known.
 */
host: string, 
/**
 * All that was sent with the order.
 */
answers: Array<SentView>, 
/**
 * Transactions seen.
 */
transactions: Array<TransactionView>, 
/**
 * Where the money went: `(what, amounts)`, in the order shown.
 */
ledger: Array<LedgerLine>, 
/**
 * `(name, value)`: job id, nonce, blockchain identifier, input hash, result hash, seller key…
 */
identifiers: Array<[IdentifierName, string]>, 
/**
 * The agent's own last word and text.
 */
agentSays: AgentSays | null, };

/**
 * What to list.
 */
export type PurchasesQuery = { 
/**
 * Words in agent, title, identifier, labels or note; `""`: all.
 */
text: string, 
/**
 * `None`: all groups.
 */
group: PurchaseGroup | null, 
/**
 * Only what the person bought from one agent.
 */
dealt: Dealt | null, 
/**
 * Only from this agent, by its identifier in any case.
 */
agent: string | null, 
/**
 * Only what is priced in this token, as on the wire.
 */
unit: string | null, 
/**
 * Only what stands there.
 */
phase: Phase | null, 
/**
 * Only what has this label, as it was typed.
 */
label: string | null, 
/**
 * Only from then on.
 */
from: Moment | null, 
/**
 * Only before then.
 */
until: Moment | null, 
/**
 * Only these; empty: all.
 */
only: Array<string>, 
/**
 * In which order.
 */
sort: PurchaseSort, 
/**
 * The greatest, the last or the newest first.
 */
down: boolean, 
/**
 * At most so many rows, the first.
 */
most: number, };

/**
 * The list of purchases.
 */
export type PurchasesView = { 
/**
 * In the order that was asked for; those that need the person come before all others.
 */
rows: Array<PurchaseRow>, 
/**
 * There are more than these.
 */
more: boolean, 
/**
 * How many in each group, before filtering: in the order of [`PurchaseGroup`].
 */
counts: Array<[PurchaseGroup, number]>, 
/**
 * How far a history was read that an earlier version wrote; `None`: it is whole.
 */
reading: HistoryProgress | null, 
/**
 * When the node's own list was last read; `None`: never.
 */
syncedAt: Moment | null, 
/**
 * Why the node's list could not be read; what is shown is from `synced_at`.
 */
failure: Failure | null, };

/**
 * A purchasing wallet of the node.
 */
export type PurchasingWallet = { 
/**
 * Bech32.
 */
address: string, 
/**
 * It pays purchases of this generation and no others; `None`: not told.
 */
generation: Generation | null, 
/**
 * How it is known.
 */
source: AddressSource, 
/**
 * QR code of the address, an SVG path's `d` and the side length in modules.
 */
qr: QrView, 
/**
 * Per unit; ADA first.
 */
balances: Array<MoneyView>, 
/**
 * What it is good for; `None`: nothing was bought from it, or its balance is not known.
 */
runway: Runway | null, 
/**
 * It holds little: for few purchases, or too little to ask for money back.
 */
low: boolean, 
/**
 * Why the balance could not be read.
 */
failure: Failure | null, };

/**
 * What a host was asked for.
 */
export type PurposeView = { 
/**
 * What for.
 */
purpose: HostPurpose, 
/**
 * How often.
 */
asked: number, };

/**
 * A QR code as one SVG path.
 */
export type QrView = { 
/**
 * `d` of a path in a square of `size` modules.
 */
path: string, 
/**
 * Modules on a side.
 */
size: number, };

/**
 * A question of the agent.
 */
export type QuestionView = { 
/**
 * Hash of the schema: given back with the answer, so that a changed question is not answered by mistake. `""`: there is none.
 */
id: string, 
/**
 * What it asks: of several questions at once all.
 */
form: Form, 
/**
 * What it explains in Markdown, by field: sanitised HTML, as that of a result.
 */
notes: { [key in string]: string }, 
/**
 * Why it cannot be answered here; the form is empty then.
 */
unread: Unread | null, 
/**
 * Several questions at once, each with a lock of its own: it cannot be said which one an answer is for, so none is sent.
 */
apart: boolean, 
/**
 * What it says beside that, whole: it may be the draft that is asked about.
 */
says: SaidBeside | null, 
/**
 * An answer is of use until then: the result is due, however long the answer takes, or the agent takes none any more.
 */
due: Moment | null, 
/**
 * That moment is the agent's own, and comes before the result is due.
 */
dueByAgent: boolean, 
/**
 * An answer is on its way; the same question is not asked twice.
 */
sent: boolean, 
/**
 * What was typed before.
 */
draft: { [key in string]: Answer }, };

/**
 * When nothing is told: minutes after local midnight, from the first to before the second; it may go over midnight.
 */
export type QuietHours = { 
/**
 * 0 to 1439.
 */
from: number, 
/**
 * 0 to 1439.
 */
to: number, };

/**
 * What was quoted in one token.
 */
export type QuotesView = { 
/**
 * So many quotes.
 */
jobs: number, 
/**
 * The lowest.
 */
least: MoneyView, 
/**
 * The highest.
 */
most: MoneyView, 
/**
 * The newest.
 */
last: MoneyView, };

/**
 * In which form a receipt is saved.
 */
export type ReceiptFormat = "json" | "html";

/**
 * Where the receipt is that is to be checked.
 */
export type ReceiptFrom = { "kind": "dialog" } | { "kind": "file", 
/**
 * As typed.
 */
path: string, } | { "kind": "text", 
/**
 * As pasted.
 */
text: string, };

/**
 * A line.
 */
export type ReceiptLine = { 
/**
 * What was checked.
 */
id: ReceiptLineId, 
/**
 * What came of it.
 */
stands: ReceiptStands, };

/**
 * What is checked, each by itself.
 */
export type ReceiptLineId = "document" | "input" | "signature" | "seller" | "terms" | "identifier" | "body" | "price" | "result" | "resultHash" | "registry" | "approval" | "chain" | "times";

/**
 * What a receipt is of, as it says itself.
 */
export type ReceiptOf = { 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * Where; `None`: no network that is known.
 */
network: Network | null, 
/**
 * A trial: nothing of it is on any chain.
 */
sandbox: boolean, 
/**
 * When it was approved.
 */
created: Moment | null, 
/**
 * What was paid.
 */
price: Array<MoneyView>, 
/**
 * The beginning of what was asked, in pieces between which a line may break.
 */
asked: Array<string>, 
/**
 * The same of what came.
 */
came: Array<string>, 
/**
 * More was asked, or came, than is shown.
 */
more: boolean, 
/**
 * To be looked up: the transactions, and where that can be done.
 */
transactions: Array<ReceiptTransaction>, 
/**
 * What is to be looked for there: the identifier of the purchase, cleaned.
 */
identifier: string | null, };

/**
 * How it stands with a line.
 */
export type ReceiptStands = "holds" | "part" | "fails" | "absent" | "unprovable";

/**
 * A transaction that a receipt names.
 */
export type ReceiptTransaction = { 
/**
 * Hex.
 */
hash: string, 
/**
 * Where it can be looked at, made here; `""`: nowhere.
 */
explorer: string, };

/**
 * What was replaced in a text that is given away.
 */
export type Redacted = "key" | "agent" | "purchase" | "hash" | "address" | "id" | "host" | "path" | "folder" | "name" | "mail" | "words";

/**
 * What a refund button does.
 */
export type RefundAction = "request" | "dispute" | "withdraw" | "release";

/**
 * The refund card: the truth table of docs/protocol.md 5.6.
 */
export type RefundCard = { 
/**
 * Names what the button does, on which money and result: given back with the click; `""` where there is no button.
 */
id: string, 
/**
 * What it says.
 */
verdict: RefundVerdict, 
/**
 * The button, if there is one.
 */
action: RefundAction | null, 
/**
 * `None`: the button works. Otherwise why not.
 */
disabled: RefundDisabled | null, 
/**
 * Until when the button can be used (node time).
 */
until: Moment | null, 
/**
 * Before then it cannot (cooldown).
 */
notBefore: Moment | null, 
/**
 * What is asked for now is carried out from then on: until then the node waits for the buyer's cooldown. `None`: soon.
 */
actsAt: Moment | null, 
/**
 * The moment the sentence speaks of (automatic refund, admins…).
 */
at: Moment | null, 
/**
 * What the person has to type before the button does what cannot be undone. Never blank.
 */
toType: string | null, 
/**
 * What was asked for last and failed.
 */
failed: RefundFailure | null, };

/**
 * Why a refund button does not work now.
 */
export type RefundDisabled = "in-flight" | "cooldown" | "too-late" | "other-key" | "offline" | "removed" | "sent" | "no-transaction" | "unwritable";

/**
 * A refund call that failed. Whatever it says, the money is where the card says it is.
 */
export type RefundFailure = { 
/**
 * When it was made (node time).
 */
at: Moment, 
/**
 * Whether it may have reached the node; otherwise it did not go out.
 */
sent: boolean, 
/**
 * Why.
 */
failure: Failure, };

/**
 * What the refund card says.
 */
export type RefundVerdict = "not-paid" | "not-yet" | "free" | "can-request" | "automatic" | "not-collected" | "no-time-to-request" | "can-dispute" | "no-time-to-dispute" | "window-closed" | "requested-v1" | "requested-v2" | "disputed-v1" | "disputed-v2" | "authorized" | "requesting" | "disputing" | "withdrawing" | "releasing" | "agreed-v1" | "in-progress" | "stuck-too-late" | "refunded" | "released" | "seller-paid" | "decided" | "no-lock" | "unknown";

/**
 * What the person says about a purchase. It is sent to nobody.
 */
export type RemarkView = { 
/**
 * In the order in which they were given.
 */
labels: Array<LabelView>, 
/**
 * As it was typed, to be changed.
 */
note: string, 
/**
 * Of what use it was.
 */
outcome: PurchaseOutcome | null, };

/**
 * What removing a node would mean.
 */
export type RemovalView = { 
/**
 * What is open there, newest first: nobody watches over it any more.
 */
open: Array<PurchaseRow>, 
/**
 * What the person has to type; `None`: nothing is open.
 */
toType: string | null, };

/**
 * What was replaced.
 */
export type ReplacedView = { 
/**
 * What it was.
 */
kind: Redacted, 
/**
 * At how many places.
 */
places: number, };

/**
 * What is to be put back.
 */
export type RestoreDraft = { 
/**
 * The file.
 */
path: string, 
/**
 * Of the file.
 */
passphrase: Passphrase, 
/**
 * The backup that the person was shown.
 */
id: string, 
/**
 * Profiles that are here already, whose histories are to be put beside those.
 */
beside: Array<string>, };

/**
 * What was put back.
 */
export type RestoredView = { 
/**
 * Nodes that were added.
 */
added: number, 
/**
 * Histories that were put beside those that were here.
 */
beside: number, 
/**
 * What is here now.
 */
app: AppView, };

/**
 * One result beside others.
 */
export type ResultColumn = { 
/**
 * Which purchase.
 */
purchase: string, 
/**
 * From paying (a free one: from starting the job) to the result, milliseconds; `None`: there is none, or not known.
 */
took: number | null, 
/**
 * What the hash on chain says of it.
 */
hash: HashVerdict, 
/**
 * What the result is; `None`: there is none yet.
 */
kind: ResultKind | null, 
/**
 * Its text, in pieces: what is in the base as well, and what is not. Of the base itself one piece.
 */
text: Array<DifferencePiece>, 
/**
 * Only the beginning was held against the base.
 */
cut: boolean, 
/**
 * The words that it has and the base has not, and the other way round; `None`: it is the base, or has no result.
 */
words: [number, number] | null, };

/**
 * The content of a result, framed as "from the agent".
 */
export type ResultContent = { 
/**
 * How to show it.
 */
kind: ResultKind, 
/**
 * For Markdown: in pieces, each of them as much as is put into the page at once.
 */
prose: Array<ProsePiece>, 
/**
 * For JSON (indented) and plain text: what is shown, in pieces between which a line may break.
 */
shown: Array<string>, 
/**
 * Only the beginning of it is shown.
 */
shownCut: boolean, 
/**
 * To be copied: the first 200,000 characters as received, of a wrapped text the text.
 */
text: string, 
/**
 * `text` is only the beginning.
 */
textCut: boolean, 
/**
 * Where it is nothing but addresses: what was bought is behind them, and what is proven is the addresses. At most 20.
 */
links: Array<string>, 
/**
 * The headings of Markdown, in their order. At most 200.
 */
headings: Array<HeadingView>, 
/**
 * JSON as a tree: its first rows; empty: it is none, or has no members.
 */
tree: Array<JsonRow>, 
/**
 * Where it leads, each once. At most 100.
 */
addresses: Array<AddressView>, };

/**
 * In which form a result is saved.
 */
export type ResultForm = "original" | "text" | "page";

/**
 * How to show a result.
 */
export type ResultKind = "markdown" | "json" | "text";

/**
 * What is known of a result. Its content is read by itself, once: it can be long, and never changes under its name.
 */
export type ResultView = { 
/**
 * Names its content: SHA-256 of the bytes, hex.
 */
content: string, 
/**
 * How long it really is, bytes.
 */
bytes: number, 
/**
 * The agent says it is done (else: a partial result).
 */
complete: boolean, 
/**
 * The agent says that it failed: this is what it had.
 */
failed: boolean, 
/**
 * When received (node time).
 */
at: Moment, };

/**
 * Why an answer is refused; the words are for whoever shows it.
 */
export type Rule = "required" | "number" | "ambiguous" | "integer" | "too-small" | "too-large" | "step" | "too-short" | "too-long" | "too-few-choices" | "too-many-choices" | "not-an-option" | "email" | "url" | "tel" | "date" | "color" | "json" | "not-alike" | "shape" | "agent" | "written-anew" | "own-key";

/**
 * What runs out.
 */
export type RunsOut = { 
/**
 * How many do.
 */
count: number, 
/**
 * When the first does.
 */
first: Moment, };

/**
 * What a wallet is good for, by what was bought from it last.
 */
export type Runway = { 
/**
 * The price in the middle of those purchases.
 */
price: Array<MoneyView>, 
/**
 * So many purchases, one after the other, that cost as much; 1000: as many or more.
 */
purchases: number, 
/**
 * By so many purchases.
 */
of: number, };

/**
 * What an agent says beside its question.
 */
export type SaidBeside = { 
/**
 * As a result is shown.
 */
shown: ResultContent, 
/**
 * So many characters more there are than can be shown or copied.
 */
more: number, };

/**
 * Something that a seller chose to show: an example output, or a demo. Fetched because the person asked for it.
 */
export type SampleView = { "state": "shown", 
/**
 * Of a demo: what it was made from.
 */
input: ResultContent | null, 
/**
 * As results are shown.
 */
output: ResultContent, 
/**
 * Where it came from.
 */
host: string, } | { "state": "none" } | { "state": "not-text" } | { "state": "too-long" } | { "state": "failed", 
/**
 * Why.
 */
failure: Failure, };

/**
 * What the sandbox can let go wrong.
 */
export type SandboxTrouble = "wallet-empty" | "wallet-busy" | "lock-late" | "lock-invalid" | "lock-times-out" | "lock-rolled-back" | "key-limited" | "agents-silent";

/**
 * The embedded sandbox's own panel.
 */
export type SandboxView = { 
/**
 * The sandbox's clock.
 */
now: Moment, 
/**
 * How far it was moved forward, milliseconds.
 */
ahead: number, 
/**
 * Base URL of its node.
 */
nodeUrl: string, 
/**
 * Base URL of its registry.
 */
registryUrl: string, 
/**
 * What will go wrong until it is undone.
 */
troubles: Array<SandboxTrouble>, };

/**
 * A search with a name.
 */
export type SavedSearchView = { 
/**
 * Names it.
 */
id: string, 
/**
 * Of which list.
 */
list: Searched, 
/**
 * The person's name for it.
 */
name: string, 
/**
 * What stands behind the `?` of the list's address.
 */
query: string, };

/**
 * Where it was saved.
 */
export type SavedView = { 
/**
 * The file, whole.
 */
path: string, };

/**
 * Lists whose searches can have a name.
 */
export type Searched = "market" | "purchases";

/**
 * A key that an agent was sold under.
 */
export type SellerKey = { 
/**
 * Payment key hash.
 */
key: string, 
/**
 * The last purchase under it.
 */
last: Moment, };

/**
 * Who sells an agent, as far as anybody told.
 */
export type SellerView = { 
/**
 * The hash of its payment key; `""`: not told.
 */
key: string, 
/**
 * The first purchase of this profile that was sold under that key; `None`: there is none.
 */
since: Moment | null, 
/**
 * Another key under which this profile bought from the agent before, the last of them.
 */
before: SellerKey | null, 
/**
 * Other agents that are said to be of the same seller.
 */
others: Array<OtherAgent>, };

/**
 * A value that is sent to an agent.
 */
export type SentView = { 
/**
 * What was asked; cleaned.
 */
label: string, 
/**
 * The beginning of what is sent, in pieces between which a line may break.
 */
text: Array<string>, 
/**
 * So many characters more are sent than are shown.
 */
more: number, 
/**
 * Who says so.
 */
by: By, };

/**
 * What the person chose.
 */
export type Settings = { 
/**
 * `system`, `light`, `dark`.
 */
theme: Theme, 
/**
 * `system`, or a language.
 */
language: LanguageChoice, 
/**
 * In which letters it is written.
 */
font: Font, 
/**
 * How large, in percent of what is usual.
 */
textSize: TextSize, 
/**
 * What the person wants to be told of when not looking.
 */
notices: Array<NoticeKind>, 
/**
 * When not.
 */
quiet: QuietHours | null, 
/**
 * Closing the window while purchases are open keeps watching them.
 */
keepWatching: boolean, 
/**
 * Letters alone do something where nothing is typed (WCAG 2.1.4: who speaks to the computer, or whose hands slip, turns that off).
 */
singleKeys: boolean, 
/**
 * The first hour is shown in the sandbox.
 */
firstHour: boolean, 
/**
 * Pictures of agents are fetched and shown. Whoever serves one learns the person's IP address, so it is off at first.
 */
pictures: boolean, 
/**
 * By which gateway (https) pictures are fetched that are in IPFS; `""`: those are not.
 */
pictureGateway: string, 
/**
 * Sums of the person's own are not shown, but for what they approve: somebody may look over their shoulder.
 */
hideAmounts: boolean, };

/**
 * Questions of several agents, of which the same are asked once.
 */
export type SharedFormView = { 
/**
 * What all of them, or some of them, ask: each once. Each field has an id of its own.
 */
shared: Form, 
/**
 * By field of `shared`: who asks it.
 */
askedBy: Array<[string, Array<AskerView>]>, 
/**
 * What only one of them asks, in the order of the agents.
 */
agents: Array<OwnFormView>, 
/**
 * What to begin with, by field of `shared`.
 */
answers: { [key in string]: Answer }, };

/**
 * Every word of the page that is not of the receipt, in the person's language.
 */
export type SheetWords = { 
/**
 * Its tag, as `en`.
 */
language: string, 
/**
 * Over all.
 */
title: string, 
/**
 * Nothing is wrong.
 */
intact: string, 
/**
 * Nothing is wrong, and nothing in it is signed.
 */
unsigned: string, 
/**
 * Something is.
 */
altered: string, 
/**
 * It was a trial.
 */
sandbox: string, 
/**
 * Over what is proven.
 */
proven: string, 
/**
 * Over what is not.
 */
unproven: string, 
/**
 * Why it is not.
 */
unprovenWhy: string, 
/**
 * Over the input.
 */
asked: string, 
/**
 * Over the result.
 */
came: string, 
/**
 * There is no result.
 */
nothingCame: string, 
/**
 * Only the beginning of a text is shown.
 */
more: string, 
/**
 * Over what was signed.
 */
signed: string, 
/**
 * Over the facts.
 */
facts: string, 
/**
 * Over the transactions.
 */
transactions: string, 
/**
 * What was checked, by line.
 */
lines: { [key in ReceiptLineId]?: string }, 
/**
 * What came of it.
 */
stands: { [key in ReceiptStands]?: string }, };

/**
 * What is needed of one unit.
 */
export type ShortageLine = { 
/**
 * In all.
 */
needed: MoneyView, 
/**
 * What the wallet holds; `None`: not known.
 */
held: MoneyView | null, 
/**
 * What it lacks; `None`: nothing, or not known.
 */
missing: MoneyView | null, };

/**
 * What the wallet lacks for a payment.
 */
export type ShortageView = { 
/**
 * Per unit, ADA first. What is needed: price, deposit and fee together; deposit and fee are estimates.
 */
lines: Array<ShortageLine>, 
/**
 * The wallets hold enough together, and none of them alone: the node pays a purchase from one wallet.
 */
scattered: boolean, 
/**
 * The wallet to top up; `None`: its address is not known.
 */
wallet: PurchasingWallet | null, 
/**
 * What is paid from; `None`: a contract that is not known.
 */
generation: Generation | null, };

/**
 * Whose side failed.
 */
export type Side = "node" | "registry" | "agent" | "network" | "keyring" | "app" | "you";

/**
 * Results of one batch beside each other.
 */
export type SideBySide = { 
/**
 * The purchase whose result the others are held against; `None`: none has a result.
 */
base: string | null, 
/**
 * In the order of the batch.
 */
columns: Array<ResultColumn>, };

/**
 * A piece of a text around a hit.
 */
export type SnippetPiece = { 
/**
 * Cleaned, in one line.
 */
text: string, 
/**
 * It is what was looked for.
 */
hit: boolean, };

/**
 * In which order agents are listed.
 */
export type Sort = { "by": "relevance" } | { "by": "price", 
/**
 * As on the wire.
 */
unit: string, } | { "by": "uptime" } | { "by": "newest" } | { "by": "record" };

/**
 * What was paid of one kind.
 */
export type SpendingRow = { 
/**
 * What it is about.
 */
id: string, 
/**
 * The name of the agent, or the label, cleaned; `""`: none, or not known.
 */
name: string, 
/**
 * What was paid, refunded or not.
 */
paid: MoneyView, 
/**
 * How much of it came back.
 */
refunded: MoneyView | null, 
/**
 * For so many purchases.
 */
purchases: number, 
/**
 * Beside the highest of its kind, 0 to 100.
 */
percent: number, };

/**
 * What was paid for purchases that were approved here.
 */
export type SpendingView = { 
/**
 * The token that the rest is about; `None`: nothing was paid yet.
 */
unit: string | null, 
/**
 * Every token that was paid in, the one of most purchases first; `id`: the unit on the wire.
 */
tokens: Array<SpendingRow>, 
/**
 * The last twelve months, this one last; `id`: the month's first day, `2026-11-01`.
 */
months: Array<SpendingRow>, 
/**
 * Who was paid most, over all time; `id`: agentIdentifier in lower case, `""`: all the others together.
 */
agents: Array<SpendingRow>, 
/**
 * The labels under which was paid most, over all time; `id`: the label as typed. A purchase with several is in each of them.
 */
labels: Array<SpendingRow>, };

/**
 * A step of the way.
 */
export type Step = { 
/**
 * Which.
 */
id: StepId, 
/**
 * How far.
 */
state: StepState, 
/**
 * When it ended.
 */
at: Moment | null, 
/**
 * Blocks on top of the lock, at the step that waits for them.
 */
confirmations: number | null, };

/**
 * The steps of a purchase.
 */
export type StepId = "approved" | "accepted" | "verified" | "paid" | "escrow" | "result" | "hash" | "settled";

/**
 * How far a step is.
 */
export type StepState = "waiting" | "active" | "done" | "failed" | "skipped" | "unreached";

/**
 * What is the matter with the store of a profile.
 */
export type StoreState = "read-only" | "full" | "locked" | "unwritable" | "gone" | "damaged" | "newer" | "older";

/**
 * A store that is not as it should be. It concerns its profile alone.
 */
export type StoreView = { 
/**
 * What it is.
 */
state: StoreState, 
/**
 * What was bought can be looked at.
 */
readable: boolean, 
/**
 * Which file, and in whose words.
 */
quote: string, };

/**
 * A part of the escrow's time, which ends with a deadline.
 */
export type Stretch = { 
/**
 * Which.
 */
what: StretchWhat, 
/**
 * Until then (node time).
 */
ends: Moment, 
/**
 * What can be said of it now.
 */
state: StretchState, };

/**
 * What can be said of a part of the escrow's time.
 */
export type StretchState = "ahead" | "if-delivered" | "past" | "done" | "was";

/**
 * A part of the escrow's time.
 */
export type StretchWhat = "paying" | "working" | "objecting" | "disputing";

/**
 * What one purchase adds to a sum.
 */
export type SumPart = { 
/**
 * Local id of the purchase.
 */
purchase: string, 
/**
 * Cleaned.
 */
agentName: string, 
/**
 * When it was approved, or when the node made it.
 */
at: Moment, 
/**
 * At least one.
 */
amounts: Array<MoneyView>, };

/**
 * A sum over purchases, and what it is made of.
 */
export type SumView = { 
/**
 * Per unit.
 */
amounts: Array<MoneyView>, 
/**
 * The newest of its purchases.
 */
parts: Array<SumPart>, 
/**
 * So many more are in the sum.
 */
more: number, };

/**
 * Why a text is no table of answers.
 */
export type TableProblem = { "kind": "empty" } | { "kind": "too-many", 
/**
 * So many can.
 */
most: number, } | { "kind": "too-large", 
/**
 * So many bytes are.
 */
most: number, } | { "kind": "open-quote", 
/**
 * In which line it is opened, from 1.
 */
line: number, } | { "kind": "uneven", 
/**
 * Which line, from 1.
 */
line: number, 
/**
 * It has so many.
 */
cells: number, 
/**
 * There are so many columns.
 */
columns: number, } | { "kind": "no-columns", 
/**
 * What the first line says, cleaned.
 */
found: Array<string>, 
/**
 * What the agent asks, cleaned.
 */
wanted: Array<string>, } | { "kind": "too-many-columns", 
/**
 * So many are.
 */
most: number, } | { "kind": "too-much", 
/**
 * So many bytes can.
 */
most: number, } | { "kind": "twice", 
/**
 * The question, cleaned.
 */
column: string, };

/**
 * Identifiers.
 */
export type TechnicalView = { 
/**
 * Hex.
 */
agentIdentifier: string, 
/**
 * Hex.
 */
policyId: string, 
/**
 * Its own API.
 */
apiBaseUrl: string, 
/**
 * Payment key hash; `""` until the registry told it.
 */
sellerVkey: string, 
/**
 * Bech32; `""` until the registry told it.
 */
sellerAddress: string, 
/**
 * Escrow contract, bech32; `""` if not known.
 */
contract: string, 
/**
 * The document of an OpenAPI service, or the resources that are paid over x402: its address; `""` for others.
 */
serviceUrl: string, 
/**
 * 1 or 2.
 */
metadataVersion: number | null, 
/**
 * The newer entry that took this one's place: its agentIdentifier.
 */
supersededBy: string | null, };

/**
 * Answers to an agent's form, under a name.
 */
export type TemplateView = { 
/**
 * Names it.
 */
id: string, 
/**
 * agentIdentifier, lower-case.
 */
agent: string, 
/**
 * What the agent was called, cleaned.
 */
agentName: string, 
/**
 * The person's name for it.
 */
name: string, };

/**
 * What signed terms said of time, spans in milliseconds. Of none where no terms were seen.
 */
export type TermsSeen = { 
/**
 * Terms of so many jobs.
 */
jobs: number, 
/**
 * The longest time that an agent gave itself for the result.
 */
deliver: number | null, 
/**
 * The longest time until the money could leave escrow.
 */
locked: number | null, 
/**
 * The shortest time to object after the deadline of the result.
 */
objection: number | null, };

/**
 * How large the window is written, in percent of what is usual.
 */
export type TextSize = "90" | "100" | "110" | "120" | "130";

/**
 * Appearance.
 */
export type Theme = "system" | "light" | "dark";

/**
 * What ties two agents together.
 */
export type Tie = "same-key" | "same-author" | "version";

/**
 * Spans of several jobs, milliseconds.
 */
export type TimesView = { 
/**
 * The middle one.
 */
median: number, 
/**
 * The shortest.
 */
least: number, 
/**
 * The longest.
 */
most: number, 
/**
 * So many jobs.
 */
jobs: number, };

/**
 * A transaction.
 */
export type TransactionView = { 
/**
 * Hex.
 */
hash: string, 
/**
 * The state it led to, raw.
 */
leadsTo: string, 
/**
 * Raw word: `Pending`, `Confirmed`, …
 */
status: string, 
/**
 * Blocks on top.
 */
confirmations: number | null, 
/**
 * Block explorer page; `""` in the sandbox.
 */
explorer: string, };

/**
 * What is wrong with a purchase.
 */
export type Trouble = "queued" | "unconfirmed" | "insufficient-funds" | "lock-failed" | "policy-denied" | "never-paid" | "lock-lost" | "rolled-back" | "lock-invalid" | "unseen-by-agent" | "agent-silent" | "agent-failed" | "unproven" | "hash-without-result" | "mismatch" | "disputed" | "node-stuck" | "foreign" | "different" | "denied" | "payment-unknown" | "agent-forgot" | "lock-overdue" | "refund-overdue" | "request-overdue" | "request-too-late" | "not-collected";

/**
 * What is wrong with a purchase.
 */
export type TroubleView = { 
/**
 * What.
 */
kind: Trouble, 
/**
 * Where the money is.
 */
money: MoneyIs, 
/**
 * Since when it is so, as far as Kaimono saw it (node time).
 */
since: Moment | null, 
/**
 * Until when the person can do something about it.
 */
until: Moment | null, 
/**
 * When something happens by itself.
 */
at: Moment | null, 
/**
 * The node's own words, or `""`.
 */
quote: string, 
/**
 * Whether the payment can be tried again now.
 */
retry: boolean, 
/**
 * What the wallet lacks, where that is the trouble.
 */
shortage: ShortageView | null, };

/**
 * A text as the person typed it: a search, a name, a label, a note, an address of the person's own, the target of a link.
 */
export type Typed = string;

/**
 * A question that is no form which Kaimono can show.
 */
export type Unread = { 
/**
 * Why.
 */
why: WhyUnread, 
/**
 * What came, as a result is shown; `None`: nothing did.
 */
asked: ResultContent | null, };

/**
 * Why limits cannot be told.
 */
export type UnreadLimits = { 
/**
 * Why.
 */
failure: Failure, 
/**
 * What was set cannot be read, and can only be set anew. Otherwise it is what was bought before that cannot be read.
 */
rules: boolean, };

/**
 * Until when the person wants to know what becomes of their purchases: milliseconds since the Unix epoch.
 */
export type Until = number;

/**
 * What happens next by itself to a purchase.
 */
export type Upcoming = { 
/**
 * Id of the purchase.
 */
purchase: string, 
/**
 * Name of its agent; `""`: none.
 */
agentName: string, 
/**
 * What, and when.
 */
next: NextEvent, };

/**
 * A waiting time as the person fills it in.
 */
export type WaitDraft = { 
/**
 * Above this, as typed, in whole tokens.
 */
amount: string, 
/**
 * As in [`LimitsView::units`].
 */
unit: string, 
/**
 * How long.
 */
minutes: number, };

/**
 * Above this a job waits before it is started.
 */
export type WaitView = { 
/**
 * Names it.
 */
id: string, 
/**
 * Above this.
 */
above: MoneyView, 
/**
 * How long, minutes.
 */
minutes: number, };

/**
 * What the wallet page shows.
 */
export type WalletView = { 
/**
 * The node's purchasing wallets, as far as this key may know them. Empty: not known before the first lock; the page
 * says so and takes a pasted address.
 */
wallets: Array<PurchasingWallet>, 
/**
 * In escrow now: the prices of purchases that are locked.
 */
inEscrow: SumView, 
/**
 * Locked beside the prices; comes back at settlement.
 */
deposits: SumView, 
/**
 * Asked back or coming back.
 */
comingBack: SumView, 
/**
 * Was locked, and the node does not say any more where it is.
 */
notKnown: SumView, 
/**
 * When the oldest of it was read (node time); `None`: nothing of the wallets could be read.
 */
at: Moment | null, 
/**
 * Why it could not be read.
 */
failure: Failure | null, };

/**
 * What the person should know before approving; the page has the words.
 */
export type Warning = { 
/**
 * Which.
 */
id: WarningId, 
/**
 * Named values for its sentence: `at`, `before`, `after`, `missing`, …
 */
facts: { [key in string]: string }, };

/**
 * What the person should know before approving.
 */
export type WarningId = "free" | "dynamic" | "bought-before" | "offline" | "simulated" | "invalid" | "not-listed" | "no-taking-back" | "lapsed" | "dearer" | "over-ceiling" | "cheaper" | "another-price" | "longer" | "long-lock" | "late-dispute" | "own-contract" | "alike" | "mixed-alphabets" | "choices-anew" | "form-changed" | "mainnet";

/**
 * One way that a purchase may go on.
 */
export type WayView = { 
/**
 * What it depends on.
 */
given: Given, 
/**
 * What lies ahead on it, in its order.
 */
ahead: Array<ForetoldEvent>, 
/**
 * Where the money ends.
 */
end: EndView, };

/**
 * How a job went, as it is counted.
 */
export type Went = "bought" | "delivered" | "refunded";

/**
 * When something that lies ahead happens.
 */
export type When = { "kind": "at", "at": Moment } | { "kind": "not-before", "at": Moment } | { "kind": "not-told" };

/**
 * Whose a purchase is. Only what was bought here, or with this key, is the person's.
 */
export type Whose = "here" | "this-key" | "other-key" | "not-told";

/**
 * Why a question cannot be shown as a form.
 */
export type WhyUnread = "unsaid" | "no-form" | "too-much";

/**
 * How to close the window.
 */
export type WindowClose = "ask" | "watch" | "quit" | "stay";
