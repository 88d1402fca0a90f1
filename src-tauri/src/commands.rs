// All commands: what the page may ask of the house, each said once. From this list come the handlers (`handlers.rs`), the
// permissions and the capability (`build.rs`), and the page's bindings `ui/page/backend.js` (`tests/contract.rs`). Nothing is
// decided here.
//
//     /// What it is for.
//     name(argument: Type) -> Answer, outdated by [Topics] => |who: Answers| the call;
//
// An argument is `view::said::Said`. A command with `outdated by` reads: the page reads it again after those changes
// (`view::Changed`; `Purchase(id)`: of the purchase that `id` names). One without acts.
//
// `commands!(then)` calls the macro `then` with the list.
macro_rules! commands {
    ($then:ident) => {
        $then! {
            /// What the frame shows.
            app_state() -> AppView, outdated by [App, Purchases]
                => |house: TheHouse<'_>| house.open()?.app().await;
            /// Starts the embedded sandbox, and makes its profile the first time.
            sandbox_start() -> AppView
                => |house: TheHouse<'_>, sandbox: TheSandbox<'_>| sandbox.connect(house.open()?).await;
            /// Says line by line what works with these addresses and keys. Keeps nothing.
            connection_test(draft: ConnectionDraft) -> ConnectionReport
                => |house: TheHouse<'_>| house.open()?.test_connection(draft).await;
            /// Keeps a connection, and opens it.
            connection_save(draft: ConnectionDraft) -> AppView
                => |house: TheHouse<'_>| house.open()?.save_connection(draft).await;
            /// Looks at another profile.
            profile_activate(profile_id: Id) -> AppView
                => |house: TheHouse<'_>| house.open()?.activate(&profile_id).await;
            /// What removing it would mean.
            profile_removal(profile_id: Id) -> RemovalView, outdated by []
                => |house: TheHouse<'_>| house.open()?.removal(&profile_id).await;
            /// Removes a node and its keys; its history stays.
            profile_remove(profile_id: Id, typed_name: Option<Typed>) -> AppView
                => |house: TheHouse<'_>| house.open()?.remove_profile(&profile_id, typed_name.as_deref()).await;
            /// Sets a history aside that cannot be read, and begins a new one, into which its node tells what it knows.
            history_begin_anew(profile_id: Id, typed_name: Typed) -> AppView
                => |house: TheHouse<'_>, sandbox: TheSandbox<'_>| {
                    sandbox.begin_history_anew(house.open()?, &profile_id, &typed_name).await
                };
            /// Asks the keyring again.
            keyring_retry() -> AppView
                => |house: TheHouse<'_>| house.open()?.retry_keyring().await;
            /// Ends the waiting for what the keyring asks the person.
            keyring_stop() -> ()
                => |house: TheHouse<'_>| {
                    house.open()?.stop_waiting_for_keyring();
                    Ok(())
                };
            /// Keeps what the person chose.
            settings_set(settings: Settings) -> AppView
                => |house: TheHouse<'_>| house.open()?.set_settings(settings).await;
            /// What the desktop offers: notifications, a tray.
            desktop_state() -> DesktopView, outdated by []
                => |desktop: State<'_, Desktop>| Ok(desktop.view().await);
            /// Has the session start Kaimono without its window, or not any more.
            autostart_set(on: bool) -> DesktopView
                => |desktop: State<'_, Desktop>| desktop.start_with_session(on).await;
            /// Has the desktop show a notification of which nothing is true but that it came. Whether the desktop took it.
            notice_test() -> bool
                => |desktop: State<'_, Desktop>, app: AppHandle| Ok(desktop.test(&app).await);
            /// Closes the window, or asks what that means.
            window_close(how: WindowClose) -> ()
                => |app: AppHandle| {
                    window::close(app, how).await;
                    Ok(())
                };

            /// Makes a list of the agents that match, and tells its beginning.
            market(query: MarketQuery) -> MarketView, outdated by []
                => |house: TheHouse<'_>| house.open()?.market(query).await;
            /// What the agents of a list can be chosen by. Completes its order; another list that is asked for breaks this off.
            market_facets(listing: Id) -> FacetsView, outdated by []
                => |house: TheHouse<'_>| house.open()?.market_facets(&listing).await;
            /// A stretch of a list. `null`: that agent is not listed any more.
            market_rows(stretch: MarketStretch) -> Vec<Option<AgentCard>>, outdated by []
                => |house: TheHouse<'_>| house.open()?.market_rows(&stretch).await;
            /// Where in a list an agent is, from 0.
            market_place(listing: Id, id: Id) -> Option<u32>, outdated by []
                => |house: TheHouse<'_>| house.open()?.market_place(&listing, &id).await;
            /// How far the list of agents is.
            market_standing() -> MarketStanding, outdated by [Market, App]
                => |house: TheHouse<'_>| house.open()?.market_standing().await;
            /// Brings the list of agents up to date.
            market_refresh() -> MarketStanding
                => |house: TheHouse<'_>| house.open()?.refresh_market().await;
            /// Ends the reading of the registry that is under way.
            market_cancel() -> ()
                => |house: TheHouse<'_>| house.open()?.cancel_market();
            /// What changed in the market since the person looked.
            market_news() -> MarketNews, outdated by [Market]
                => |house: TheHouse<'_>| house.open()?.market_news();
            /// How many changes there are that the person has not seen.
            market_unseen() -> u32, outdated by [Market, App]
                => |house: TheHouse<'_>| house.open()?.market_unseen();
            /// Notes that the person has seen what changed until now.
            market_looked() -> ()
                => |house: TheHouse<'_>| house.open()?.market_looked();
            /// What an agent was before.
            agent_past(id: Id) -> AgentPast, outdated by [Market]
                => |house: TheHouse<'_>| house.open()?.agent_past(&id);
            /// One agent, whole.
            agent(id: Id) -> AgentView, outdated by [Market, App, Purchases]
                => |house: TheHouse<'_>| house.open()?.agent(&id).await;
            /// The picture of an agent, as a `data:` address; `null`: none is shown.
            agent_picture(id: Id) -> Option<String>, outdated by []
                => |house: TheHouse<'_>| house.open()?.agent_picture(&id).await;
            /// What the person marked, and looked at last.
            bookmarks() -> BookmarksView, outdated by [Bookmarks, App]
                => |house: TheHouse<'_>| house.open()?.bookmarks().await;
            /// Makes an agent a favourite, or not any more.
            favourite(id: Id, on: bool) -> BookmarksView
                => |house: TheHouse<'_>| house.open()?.favourite(&id, on).await;
            /// Keeps a search of a list under a name: what stands behind the `?` of its address. The same search once more gets
            /// another name.
            save_search(list: Searched, name: Typed, query: Typed) -> BookmarksView
                => |house: TheHouse<'_>| house.open()?.save_search(list, &name, &query).await;
            /// Forgets a search.
            forget_search(id: Id) -> BookmarksView
                => |house: TheHouse<'_>| house.open()?.forget_search(&id).await;
            /// The link from outside that is to be followed, given once; `null`: none.
            link_take() -> Option<LinkView>
                => |link: State<'_, agent_link::Waiting>| Ok(link.take());
            /// Asks an agent whether it takes jobs now.
            agent_availability(id: Id) -> LiveView, outdated by []
                => |house: TheHouse<'_>| house.open()?.availability(&id).await;
            /// Fetches an example output of an agent, by the name that its page gives it.
            agent_example(id: Id, example: Id) -> SampleView, outdated by []
                => |house: TheHouse<'_>| house.open()?.example(&id, &example).await;
            /// Asks an agent for the demo of what it does.
            agent_demo(id: Id) -> SampleView, outdated by []
                => |house: TheHouse<'_>| house.open()?.demo(&id).await;
            /// Asks an agent for its form, with what was typed before.
            agent_form(id: Id) -> FormView, outdated by []
                => |house: TheHouse<'_>| house.open()?.form(&id).await;
            /// The same, filled in with what is known already.
            agent_form_filled(id: Id, fill: Fill) -> FormView, outdated by []
                => |house: TheHouse<'_>| house.open()?.filled_form(&id, &fill).await;
            /// Keeps answers to an agent's form under a name. The errors by field: what was refused is not kept.
            template_save(id: Id, name: Typed, answers: Answers) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_template(&id, &name, &answers).await;
            /// Forgets a template.
            template_forget(id: Id) -> BookmarksView
                => |house: TheHouse<'_>| house.open()?.forget_template(&id).await;
            /// Saves a template as a file. Where; `null`: the person said nowhere.
            template_export(id: Id) -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.export_template(&id, asked_where(&desktop, &app)).await
                };
            /// Takes a template from the text of a file.
            template_import(text: Typed) -> BookmarksView
                => |house: TheHouse<'_>| house.open()?.import_template(&text).await;
            /// Keeps what was typed into an agent's form. The errors by field: what was refused is not kept.
            draft_save(id: Id, answers: Answers) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_draft(&id, &answers).await;

            /// What paying an agent would need, and how everything of it stands now.
            payment_conditions(id: Id) -> Vec<Condition>, outdated by [Wallet, Purchases]
                => |house: TheHouse<'_>| house.open()?.conditions(&id).await;
            /// Computes what buying would mean, for the person to approve or decline.
            purchase_prepare(agent_id: Id, answers: Answers, ceiling: Option<CeilingDraft>) -> Prepared
                => |house: TheHouse<'_>| house.open()?.prepare(&agent_id, answers, ceiling).await;
            /// The person's yes, with the amount where they have to type it. Gives the id of the purchase.
            purchase_approve(approval_id: Id, typed_amount: Option<Typed>) -> String
                => |house: TheHouse<'_>| {
                    let house = house.open()?;
                    // The person may have gone to another country since.
                    house.set_ahead_of_utc(desktop::ahead_of_utc());
                    house.approve_typed(&approval_id, typed_amount.as_deref()).await
                };
            /// The person's no.
            purchase_decline(approval_id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.decline(&approval_id).await;
            /// What several agents ask, of which the same is asked once, with what was typed before.
            shared_form(agents: Vec<Id>) -> SharedFormView, outdated by []
                => |house: TheHouse<'_>| house.open()?.shared_form(&agents).await;
            /// Computes what buying all of this would mean, for the person to approve or decline together.
            batch_prepare(asked: BatchAsked) -> BatchPrepared
                => |house: TheHouse<'_>| house.open()?.prepare_batch(asked).await;
            /// Buys those of a review as well that are the same as another one, or does not.
            batch_repeated(review_id: Id, bought: bool) -> BatchReview
                => |house: TheHouse<'_>| house.open()?.buy_repeated(&review_id, bought).await;
            /// One of several that are reviewed, whole; by its number.
            batch_review_row(review_id: Id, number: Number) -> ApprovalView, outdated by []
                => |house: TheHouse<'_>| house.open()?.review_of_batch(&review_id, number.0).await;
            /// The person's yes to all of them, with the amount where they have to type it. Gives the id of the batch.
            batch_approve(review_id: Id, typed_amount: Option<Typed>) -> String
                => |house: TheHouse<'_>| {
                    let house = house.open()?;
                    house.set_ahead_of_utc(desktop::ahead_of_utc());
                    house.approve_batch(&review_id, typed_amount.as_deref()).await
                };
            /// The person's no to all of them.
            batch_decline(review_id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.decline_batch(&review_id).await;
            /// Several purchases that one yes was to.
            batch(id: Id) -> BatchView, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.batch(&id).await;
            /// The newest batches.
            batches() -> Vec<BatchHead>, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.batches().await;
            /// Stops those of a batch whose jobs have not begun. How many.
            batch_stop(id: Id) -> u32
                => |house: TheHouse<'_>| house.open()?.stop_batch(&id).await;
            /// Notes which purchase of a batch the person keeps; `null`: none of them any more.
            batch_keep(id: Id, purchase_id: Option<Id>) -> ()
                => |house: TheHouse<'_>| house.open()?.keep_of_batch(&id, purchase_id.as_deref()).await;
            /// The results of a batch beside each other, held against one of them; `null`: against the first that is there.
            batch_side_by_side(id: Id, base: Option<Id>) -> SideBySide, outdated by [Purchases]
                => |house: TheHouse<'_>| house.open()?.side_by_side(&id, base.as_deref()).await;
            /// Saves a batch with its answers and results as one table. Where; `null`: the person said nowhere.
            batch_export(id: Id) -> Option<ExportedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.export_batch(&id, asked_where(&desktop, &app)).await
                };
            /// Stops a purchase whose job waits to be started.
            purchase_stop(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.stop(&id).await;
            /// The purchases of a group that match what was typed.
            purchases(query: PurchasesQuery) -> PurchasesView, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.purchases(&query).await;
            /// Purchases inside whose answers or results all words stand that were typed, and that the list of the same query does not have.
            purchases_inside(query: PurchasesQuery) -> InsideView, outdated by [Purchases]
                => |house: TheHouse<'_>| house.open()?.purchases_inside(&query).await;
            /// Saves the purchases of a list, all of them, as a table. Where; `null`: the person said nowhere.
            purchases_export(query: PurchasesQuery, format: ExportFormat) -> Option<ExportedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.export_purchases(&query, format, asked_where(&desktop, &app)).await
                };
            /// What purchases can be chosen by, as far as any has it.
            purchase_facets() -> PurchaseFacets, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.purchase_facets().await;
            /// Gives a purchase these labels and no others.
            purchase_labels(id: Id, labels: Vec<Typed>) -> ()
                => |house: TheHouse<'_>| house.open()?.set_purchase_labels(&id, &labels).await;
            /// Gives several purchases one more label: all of them, or none.
            purchases_label(ids: Vec<Id>, label: Typed) -> ()
                => |house: TheHouse<'_>| house.open()?.label_purchases(&ids, &label).await;
            /// Keeps a note about a purchase.
            purchase_note(id: Id, note: Typed) -> ()
                => |house: TheHouse<'_>| house.open()?.set_purchase_note(&id, &note).await;
            /// Keeps why the person objects to a purchase, in a word and in their own words: what goes into its dossier.
            purchase_objection(id: Id, reason: Option<ObjectionReason>, statement: Typed) -> ()
                => |house: TheHouse<'_>| house.open()?.set_objection(&id, reason, &statement).await;
            /// Keeps of what use a purchase was, as the person says; `null`: no longer said.
            purchase_outcome(id: Id, outcome: Option<PurchaseOutcome>) -> ()
                => |house: TheHouse<'_>| house.open()?.set_purchase_outcome(&id, outcome).await;
            /// One purchase, whole.
            purchase(id: Id) -> PurchaseView, outdated by [Purchase(id), App]
                => |house: TheHouse<'_>| house.open()?.purchase(&id).await;
            /// What becomes of the open purchases if the person does nothing, until then; `null`: to the end of all.
            outlook(until: Option<Until>) -> OutlookView, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.outlook(until).await;
            /// All deadlines of purchases.
            agenda() -> AgendaView, outdated by [Purchases, App]
                => |house: TheHouse<'_>| house.open()?.agenda().await;
            /// Saves the deadlines as a calendar. Where.
            agenda_save() -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    let words = words::of(desktop::language(&app));
                    house.open()?.save_agenda(|deadline| words.deadline(deadline), asked_where(&desktop, &app)).await
                };
            /// The content of a result, by the name that its purchase gives it. Nothing changes under that name.
            purchase_result(id: Id, content: Id) -> ResultContent, outdated by []
                => |house: TheHouse<'_>| house.open()?.result(&id, &content).await;
            /// Saves the receipt of a purchase, to be checked or to be read in these words. Where.
            receipt_save(id: Id, format: ReceiptFormat, words: SheetWords) -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.save_receipt(&id, format, &words, asked_where(&desktop, &app)).await
                };
            /// Saves what is held against a purchase, in the words of the window, with its receipt. Where.
            dossier_save(id: Id, words: DossierWords, receipt: SheetWords) -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.save_dossier(&id, &words, &receipt, asked_where(&desktop, &app)).await
                };
            /// Checks a receipt of anybody's. `null`: the person chose none.
            receipt_check(from: ReceiptFrom) -> Option<CheckedReceipt>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.check_receipt(from, asked_which(&desktop, &app)).await
                };
            /// What is in a branch of a result that is JSON, a portion of it.
            purchase_result_inside(id: Id, content: Id, place: JsonPlace) -> Vec<JsonRow>, outdated by []
                => |house: TheHouse<'_>| house.open()?.result_inside(&id, &content, place).await;
            /// A value of a result that is JSON, to be copied.
            purchase_result_value(id: Id, content: Id, place: JsonPlace) -> String, outdated by []
                => |house: TheHouse<'_>| house.open()?.result_value(&id, &content, place).await;
            /// Saves a result in a form; in these words, where it is a page. Where; `null`: the person said nowhere.
            purchase_result_save(id: Id, content: Id, form: ResultForm, words: PageWords) -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.save_result(&id, &content, form, words, asked_where(&desktop, &app)).await
                };
            /// What a purchase's agent said by itself, the newest first.
            purchase_words(id: Id) -> Vec<AgentWordView>, outdated by [Purchase(id)]
                => |house: TheHouse<'_>| house.open()?.agent_words(&id).await;
            /// The files that were fetched of a purchase's result.
            purchase_files(id: Id) -> Vec<FetchedView>, outdated by []
                => |house: TheHouse<'_>| house.open()?.fetched_files(&id).await;
            /// Fetches what is at an address that stands in a result.
            purchase_file_fetch(id: Id, content: Id, address: Id) -> FetchView
                => |house: TheHouse<'_>| house.open()?.fetch_file(&id, &content, &address).await;
            /// Which purchase the person looks at: it is asked about more often. `null`: none.
            purchase_watch(id: Option<Id>) -> ()
                => |house: TheHouse<'_>| house.open()?.watch_purchase(id.as_deref()).await;
            /// The person has seen what is not as it should be.
            purchase_acknowledge(id: Id, concern_id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.acknowledge(&id, &concern_id).await;
            /// Answers an agent's question. The errors by field; none: the answer is on its way.
            purchase_answer(id: Id, question_id: Id, answers: Answers) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.answer(&id, &question_id, &answers).await;
            /// Keeps what was typed as an answer. The errors by field: what was refused is not kept.
            answer_draft_save(id: Id, question_id: Id, answers: Answers) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_answer_draft(&id, &question_id, &answers).await;
            /// Does what the refund card offered that the person saw.
            refund(id: Id, card_id: Id, typed_name: Option<Typed>) -> ()
                => |house: TheHouse<'_>| house.open()?.refund(&id, &card_id, typed_name.as_deref()).await;
            /// Tries a payment again that is stuck at the node.
            payment_retry(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.retry_payment(&id).await;

            /// The purchasing wallets, and what is in escrow.
            wallet() -> WalletView, outdated by [Wallet, Purchases, App]
                => |house: TheHouse<'_>| house.open()?.wallet().await;
            /// What was paid for purchases that were approved here: by token, and within one by month and agent.
            spending(unit: Option<Typed>) -> SpendingView, outdated by [Purchases]
                => |house: TheHouse<'_>| house.open()?.spending(unit.as_deref()).await;
            /// Remembers a purchasing wallet's address; `""` forgets it.
            wallet_address_set(address: Typed) -> WalletView
                => |house: TheHouse<'_>| house.open()?.set_wallet_address(&address).await;

            /// What the person allows themselves to spend on the network of the open profile.
            limits() -> LimitsView, outdated by [App, Purchases]
                => |house: TheHouse<'_>| {
                    let house = house.open()?;
                    house.set_ahead_of_utc(desktop::ahead_of_utc());
                    house.limits().await
                };
            /// Sets a limit. The errors by field.
            limit_save(draft: LimitDraft) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_limit(&draft).await;
            /// Takes a limit away.
            limit_remove(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.remove_limit(&id).await;
            /// Sets above which price a job waits before it is started. The errors by field.
            wait_save(draft: WaitDraft) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_wait(&draft).await;
            /// Takes a waiting time away.
            wait_remove(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.remove_wait(&id).await;
            /// Sets above which price the amount has to be typed. The errors by field.
            typing_save(draft: CeilingDraft) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.save_typing(&draft).await;
            /// Takes that away for a token.
            typing_remove(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.remove_typing(&id).await;
            /// Whether only what is listed can be bought from.
            listed_only_set(on: bool) -> ()
                => |house: TheHouse<'_>| house.open()?.set_only_listed(on).await;
            /// Puts an agent or a seller on the list. The errors by field.
            listed_add(who: Typed) -> Vec<FieldError>
                => |house: TheHouse<'_>| house.open()?.list(&who).await;
            /// Takes one off the list.
            listed_remove(id: Id) -> ()
                => |house: TheHouse<'_>| house.open()?.unlist(&id).await;
            /// Begins anew where what was set cannot be read.
            limits_reset() -> ()
                => |house: TheHouse<'_>| house.open()?.reset_limits().await;
            /// Pauses buying, or goes on.
            buying_pause(on: bool) -> AppView
                => |house: TheHouse<'_>| house.open()?.pause_buying(on).await;

            /// Which hosts were asked in the last day, what for, and how often.
            hosts() -> HostsView, outdated by []
                => |house: TheHouse<'_>| house.open()?.hosts().await;
            /// What may be given to a developer, as it would be saved.
            diagnostics(names: HostNames) -> DiagnosticsView, outdated by []
                => |house: TheHouse<'_>, here: State<'_, ThisMachine>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.diagnostics(here.tell(&app, &desktop).await, names).await
                };
            /// Saves it, to the letter as it was shown. Where.
            diagnostics_save(id: Id) -> Option<SavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.save_diagnostics(&id, asked_where(&desktop, &app)).await
                };

            /// Saves a backup of all nodes, encrypted with this passphrase. Where.
            backup_save(passphrase: Passphrase) -> Option<BackupSavedView>
                => |house: TheHouse<'_>, desktop: State<'_, Desktop>, app: AppHandle| {
                    house.open()?.save_backup(passphrase, asked_where(&desktop, &app)).await
                };
            /// Reads a backup, and tells what is in it and what putting it back would do. Changes nothing.
            backup_preview(path: Typed, passphrase: Passphrase) -> BackupView
                => |house: TheHouse<'_>| house.open()?.preview_backup(&path, passphrase).await;
            /// Puts back what the person was shown.
            backup_restore(draft: RestoreDraft) -> RestoredView
                => |house: TheHouse<'_>| house.open()?.restore_backup(draft).await;

            /// The sandbox's clock, addresses and troubles.
            sandbox_panel() -> SandboxView, outdated by [App]
                => |sandbox: TheSandbox<'_>| sandbox.panel();
            /// Moves the sandbox's clock; `null`: to the next deadline.
            sandbox_skip(millis: Option<Forward>) -> SandboxView
                => |house: TheHouse<'_>, sandbox: TheSandbox<'_>| sandbox.skip(house.open()?, millis);
            /// Gives the sandbox's buyer more play money.
            sandbox_top_up() -> ()
                => |sandbox: TheSandbox<'_>| sandbox.top_up();
            /// Lets something go wrong in the sandbox, or lets it be well again.
            sandbox_trouble(trouble: SandboxTrouble) -> SandboxView
                => |sandbox: TheSandbox<'_>| sandbox.trouble(trouble);
            /// Sets aside what the sandbox kept and cannot read, and starts it anew.
            sandbox_reset() -> AppView
                => |house: TheHouse<'_>, sandbox: TheSandbox<'_>| sandbox.reset(house.open()?).await;
            /// Opens a page in the person's browser, after the page has shown its host.
            link_open(url: Typed) -> ()
                => |app: AppHandle| link::open(&app, &url);
        }
    };
}
