//! The commands: what the page may ask of the house, one to one. Nothing is decided here.

use crate::{desktop::Desktop, house::House, link, sandbox::EmbeddedSandbox, window};
use kaimono_core::{
    error::Result,
    view::{
        app::{
            AppView, ConnectionDraft, ConnectionReport, DesktopView, RemovalView, SandboxTrouble, SandboxView,
            Settings, WindowClose,
        },
        buy::{CeilingDraft, FormView, Prepared},
        market::{AgentView, AvailabilityView, MarketView},
        purchase::{PurchaseView, PurchasesQuery, PurchasesView, ResultContent},
        wallet::WalletView,
    },
};
use masumi_client::form::{Answers, FieldError};
use tauri::{AppHandle, State, command};

type TheHouse<'a> = State<'a, House>;
type TheSandbox<'a> = State<'a, EmbeddedSandbox>;

#[command]
pub(crate) async fn app_state(house: TheHouse<'_>) -> Result<AppView> {
    house.open()?.app().await
}

#[command]
pub(crate) async fn sandbox_start(house: TheHouse<'_>, sandbox: TheSandbox<'_>) -> Result<AppView> {
    sandbox.connect(house.open()?).await
}

#[command]
pub(crate) async fn connection_test(house: TheHouse<'_>, draft: ConnectionDraft) -> Result<ConnectionReport> {
    house.open()?.test_connection(draft).await
}

#[command]
pub(crate) async fn connection_save(house: TheHouse<'_>, draft: ConnectionDraft) -> Result<AppView> {
    house.open()?.save_connection(draft).await
}

#[command]
pub(crate) async fn profile_activate(house: TheHouse<'_>, profile_id: String) -> Result<AppView> {
    house.open()?.activate(&profile_id).await
}

#[command]
pub(crate) async fn profile_removal(house: TheHouse<'_>, profile_id: String) -> Result<RemovalView> {
    house.open()?.removal(&profile_id).await
}

#[command]
pub(crate) async fn profile_remove(
    house: TheHouse<'_>,
    profile_id: String,
    typed_name: Option<String>,
) -> Result<AppView> {
    house.open()?.remove_profile(&profile_id, typed_name.as_deref()).await
}

#[command]
pub(crate) async fn keyring_retry(house: TheHouse<'_>) -> Result<AppView> {
    house.open()?.retry_keyring().await
}

#[command]
pub(crate) async fn settings_set(house: TheHouse<'_>, settings: Settings) -> Result<AppView> {
    house.open()?.set_settings(settings).await
}

#[command]
pub(crate) async fn desktop_state(desktop: State<'_, Desktop>) -> Result<DesktopView> {
    Ok(desktop.view().await)
}

#[command]
pub(crate) async fn window_close(app: AppHandle, how: WindowClose) -> Result<()> {
    window::close(app, how).await;
    Ok(())
}

#[command]
pub(crate) async fn market(house: TheHouse<'_>, query: String) -> Result<MarketView> {
    house.open()?.market(&query).await
}

#[command]
pub(crate) async fn market_refresh(house: TheHouse<'_>) -> Result<MarketView> {
    house.open()?.refresh_market().await
}

#[command]
pub(crate) async fn agent(house: TheHouse<'_>, id: String) -> Result<AgentView> {
    house.open()?.agent(&id).await
}

#[command]
pub(crate) async fn agent_availability(house: TheHouse<'_>, id: String) -> Result<AvailabilityView> {
    house.open()?.availability(&id).await
}

#[command]
pub(crate) async fn agent_form(house: TheHouse<'_>, id: String) -> Result<FormView> {
    house.open()?.form(&id).await
}

#[command]
pub(crate) async fn draft_save(house: TheHouse<'_>, id: String, answers: Answers) -> Result<Vec<FieldError>> {
    house.open()?.save_draft(&id, &answers).await
}

#[command]
pub(crate) async fn purchase_prepare(
    house: TheHouse<'_>,
    agent_id: String,
    answers: Answers,
    ceiling: Option<CeilingDraft>,
) -> Result<Prepared> {
    house.open()?.prepare(&agent_id, answers, ceiling).await
}

#[command]
pub(crate) async fn purchase_approve(house: TheHouse<'_>, approval_id: String) -> Result<String> {
    house.open()?.approve(&approval_id).await
}

#[command]
pub(crate) async fn purchase_decline(house: TheHouse<'_>, approval_id: String) -> Result<()> {
    house.open()?.decline(&approval_id).await
}

#[command]
pub(crate) async fn purchases(house: TheHouse<'_>, query: PurchasesQuery) -> Result<PurchasesView> {
    house.open()?.purchases(&query).await
}

#[command]
pub(crate) async fn purchase(house: TheHouse<'_>, id: String) -> Result<PurchaseView> {
    house.open()?.purchase(&id).await
}

#[command]
pub(crate) async fn purchase_result(house: TheHouse<'_>, id: String, content: String) -> Result<ResultContent> {
    house.open()?.result(&id, &content).await
}

#[command]
pub(crate) async fn purchase_watch(house: TheHouse<'_>, id: Option<String>) -> Result<()> {
    house.open()?.watch_purchase(id).await
}

#[command]
pub(crate) async fn purchase_answer(
    house: TheHouse<'_>,
    id: String,
    question_id: String,
    answers: Answers,
) -> Result<Vec<FieldError>> {
    house.open()?.answer(&id, &question_id, &answers).await
}

#[command]
pub(crate) async fn purchase_acknowledge(house: TheHouse<'_>, id: String, concern_id: String) -> Result<()> {
    house.open()?.acknowledge(&id, &concern_id).await
}

#[command]
pub(crate) async fn answer_draft_save(
    house: TheHouse<'_>,
    id: String,
    question_id: String,
    answers: Answers,
) -> Result<Vec<FieldError>> {
    house.open()?.save_answer_draft(&id, &question_id, &answers).await
}

#[command]
pub(crate) async fn refund(house: TheHouse<'_>, id: String, card_id: String, typed_name: Option<String>) -> Result<()> {
    house.open()?.refund(&id, &card_id, typed_name.as_deref()).await
}

#[command]
pub(crate) async fn payment_retry(house: TheHouse<'_>, id: String) -> Result<()> {
    house.open()?.retry_payment(&id).await
}

#[command]
pub(crate) async fn wallet(house: TheHouse<'_>) -> Result<WalletView> {
    house.open()?.wallet().await
}

#[command]
pub(crate) async fn wallet_address_set(house: TheHouse<'_>, address: String) -> Result<WalletView> {
    house.open()?.set_wallet_address(&address).await
}

#[command]
pub(crate) async fn sandbox_panel(sandbox: TheSandbox<'_>) -> Result<SandboxView> {
    sandbox.panel()
}

#[command]
pub(crate) async fn sandbox_skip(
    house: TheHouse<'_>,
    sandbox: TheSandbox<'_>,
    millis: Option<i64>,
) -> Result<SandboxView> {
    sandbox.skip(house.open()?, millis)
}

#[command]
pub(crate) async fn sandbox_top_up(sandbox: TheSandbox<'_>) -> Result<()> {
    sandbox.top_up()
}

#[command]
pub(crate) async fn sandbox_trouble(sandbox: TheSandbox<'_>, trouble: SandboxTrouble) -> Result<SandboxView> {
    sandbox.trouble(trouble)
}

#[command]
pub(crate) async fn sandbox_reset(house: TheHouse<'_>, sandbox: TheSandbox<'_>) -> Result<AppView> {
    sandbox.reset(house.open()?).await
}

#[command]
pub(crate) async fn link_open(app: AppHandle, url: String) -> Result<()> {
    link::open(&app, &url)
}
