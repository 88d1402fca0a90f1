// The names of all commands, once. `build.rs` reads them to declare the permissions, the shell to register the handlers.
// The capability file and `ui/page/backend.js` name them too; a test holds all of them against each other (invariant 9).
//
// `commands!(then)` calls the macro `then` with the names.
macro_rules! commands {
    ($then:ident) => {
        $then! {
            app_state,
            sandbox_start,
            connection_test,
            connection_save,
            profile_activate,
            profile_removal,
            profile_remove,
            keyring_retry,
            settings_set,
            desktop_state,
            window_close,
            market,
            market_refresh,
            agent,
            agent_availability,
            agent_form,
            draft_save,
            purchase_prepare,
            purchase_approve,
            purchase_decline,
            purchases,
            purchase,
            purchase_result,
            purchase_watch,
            purchase_acknowledge,
            purchase_answer,
            answer_draft_save,
            refund,
            payment_retry,
            wallet,
            wallet_address_set,
            sandbox_panel,
            sandbox_skip,
            sandbox_top_up,
            sandbox_trouble,
            sandbox_reset,
            link_open,
        }
    };
}
