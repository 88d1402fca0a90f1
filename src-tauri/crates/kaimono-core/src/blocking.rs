//! Runs work that waits for the disk, or takes long, on a thread that nobody else waits for.

use tokio::runtime::{Handle, RuntimeFlavor};

/// Does it here, after the runtime has given what else this thread had to do to another one. Where there is one thread only, as in
/// tests, it is simply done.
pub(crate) fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
