//! The handlers of the commands, made from their list. Each takes what the page may say, and the house answers it.

use crate::{
    agent_link,
    desktop::{self, Desktop, asked_where, asked_which},
    house::House,
    link,
    machine::ThisMachine,
    sandbox::EmbeddedSandbox,
    window, words,
};
use kaimono_core::{
    error::Result,
    receipt::SheetWords,
    text::PageWords,
    view::{
        agent::{AgentView, LiveView, SampleView},
        app::{
            AppView, ConnectionDraft, ConnectionReport, DesktopView, LinkView, RemovalView, SandboxTrouble,
            SandboxView, Settings, WindowClose,
        },
        backup::{BackupSavedView, BackupView, Passphrase, RestoreDraft, RestoredView},
        batch::{BatchAsked, BatchHead, BatchPrepared, BatchReview, BatchView, SharedFormView, SideBySide},
        bookmarks::{BookmarksView, Searched},
        buy::{ApprovalView, CeilingDraft, Condition, Fill, FormView, Prepared},
        dossier::{DossierWords, ObjectionReason},
        forecast::{AgendaView, OutlookView},
        history::{AgentPast, MarketNews},
        limits::{LimitDraft, LimitsView, WaitDraft},
        market::{AgentCard, FacetsView, MarketQuery, MarketStanding, MarketStretch, MarketView},
        privacy::{DiagnosticsView, HostNames, HostsView, SavedView},
        purchase::{
            AgentWordView, ExportFormat, ExportedView, InsideView, PurchaseFacets, PurchaseOutcome, PurchaseView,
            PurchasesQuery, PurchasesView, ResultContent,
        },
        receipt::{CheckedReceipt, ReceiptFormat, ReceiptFrom},
        result::{FetchView, FetchedView, JsonPlace, JsonRow, ResultForm},
        said::{Forward, Id, Number, Said, Typed, Until},
        wallet::{SpendingView, WalletView},
    },
};
use masumi::form::{Answers, FieldError};
use tauri::{AppHandle, State, Wry, ipc::Invoke};

type TheHouse<'a> = State<'a, House>;
type TheSandbox<'a> = State<'a, EmbeddedSandbox>;

macro_rules! handlers {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($($argument:ident: $said:ty),*) -> $answer:ty $(, outdated by $topics:tt)?
            => |$($who:ident: $room:ty),+| $call:expr;
    )*) => {
        $(
            $(#[doc = $doc])+
            #[tauri::command]
            async fn $name($($who: $room,)+ $($argument: $said),*) -> Result<$answer> {
                $call
            }
        )*

        /// Answers what the page asks.
        pub(crate) fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        /// Compiles as long as every argument is something that the page may say.
        const _: () = {
            const fn may_be_said<T: Said>() {}
            $($(may_be_said::<$said>();)*)*
        };
    };
}

commands!(handlers);
