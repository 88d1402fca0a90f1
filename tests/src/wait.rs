//! Waiting for something to become true, which every story does, and never for longer than it says.

use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How long a story waits for anything. Generous: a slow machine is no failure, only a thing that never comes is.
pub const PATIENCE: Duration = Duration::from_secs(60);

const GLANCE: Duration = Duration::from_millis(50);

/// What `look` finds, as soon as it finds something; `None` when it has not within the time.
pub async fn within<T>(time: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let mut glances = interval(GLANCE);
    glances.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let looking = async {
        loop {
            glances.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    timeout(time, looking).await.ok()
}

/// Waits until something holds.
///
/// # Panics
/// When it does not in time.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let found = within(PATIENCE, async || holds().then_some(())).await;
    assert!(found.is_some(), "{what}: not within {} s", PATIENCE.as_secs());
}
