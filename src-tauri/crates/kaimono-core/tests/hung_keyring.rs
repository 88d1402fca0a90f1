//! A keyring that does not answer, in a process of its own: its threads and open files are counted.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use kaimono_core::{
    error::Code,
    vault::{KeyStore, Keys, Trouble, Vault},
};
use masumi::net::Secret;
use std::{
    fs,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

/// Hangs until it is let go. Holds a file open for as long, as a connection to a keyring does.
#[derive(Clone, Default)]
struct Hung(Arc<(Mutex<bool>, Condvar)>);

impl Hung {
    fn wait(&self) {
        let _connection = fs::File::open("/dev/null").unwrap();
        drop(self.0.1.wait_while(self.0.0.lock().unwrap(), |let_go| !*let_go).unwrap());
    }

    fn let_go(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }
}

impl KeyStore for Hung {
    fn read(&self, _: &str) -> Result<Option<Secret>, Trouble> {
        self.wait();
        Ok(None)
    }

    fn write(&self, _: &str, _: &Secret) -> Result<(), Trouble> {
        self.wait();
        Ok(())
    }

    fn remove(&self, _: &str) -> Result<(), Trouble> {
        self.wait();
        Ok(())
    }
}

/// Threads and open files of this process.
fn held() -> (usize, usize) {
    let count = |what: &str| fs::read_dir(what).unwrap().count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

/// Waits until so much is held: whoever looked for a prompt ends a moment after its answer.
async fn hold(what: (usize, usize)) {
    while held() != what {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn twenty_tries_of_a_keyring_that_hangs_leave_one_thread_and_one_file_and_none_in_the_end() {
    let hung = Hung::default();
    let open = {
        let hung = hung.clone();
        move || Ok(Box::new(hung.clone()) as Box<dyn KeyStore>)
    };
    let vault = Vault::new(Arc::new(open), Arc::new(|| false), Duration::from_millis(50));
    let keys = Keys { registry: Secret::new("r"), node: Secret::new("n") };
    let before = held();
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringSlow);
    // The thread and the file of the question.
    let first = (before.0 + 1, before.1 + 1);
    hold(first).await;
    for again in 0..20 {
        let failure = match again % 4 {
            0 => vault.read("p.1").await.unwrap_err(),
            1 => vault.store("p.2", &keys).await.unwrap_err(),
            2 => vault.remove("p.1").await.unwrap_err(),
            _ => vault.find().await.unwrap_err(),
        };
        assert_eq!(failure.code, Code::KeyringSlow, "{again}");
        hold(first).await;
    }
    hung.let_go();
    vault.find().await.unwrap();
    hold(before).await;
}
