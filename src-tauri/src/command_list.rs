// The names of all commands, once. `build.rs` reads them to declare the permissions, the shell to register the handlers.
// The capability file and `ui/backend.js` name them too; a test holds all of them against each other (invariant 9).
//
// `commands!(then)` calls the macro `then` with the names.
macro_rules! commands {
    ($then:ident) => {
        $then! {
            link_open,
        }
    };
}
