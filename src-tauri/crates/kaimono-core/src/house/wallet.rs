//! The wallets of the open profile's node: one method per command.

use super::Kaimono;
use crate::{
    blocking::blocking,
    error::Result,
    profile::Profile,
    view::{
        Changed,
        wallet::{SpendingView, WalletView},
    },
    wallet::{self, Bought},
};

impl Kaimono {
    /// The purchasing wallets, and what is in escrow.
    pub async fn wallet(&self) -> Result<WalletView> {
        let session = self.session()?;
        let bought = Bought::of(session.purchases().standings())?;
        Ok(wallet::view(&session, bought).await)
    }

    /// What was paid for purchases that were approved here, and within one token (`None`: of most purchases) by month and agent.
    pub async fn spending(&self, unit: Option<&str>) -> Result<SpendingView> {
        let session = self.session()?;
        let today = self.0.gate.day(session.clock().machine());
        blocking(|| session.purchases().spending(unit, today))
    }

    /// Remembers a purchasing wallet's address that the person pasted; `""` forgets it.
    pub async fn set_wallet_address(&self, address: &str) -> Result<WalletView> {
        {
            let _turn = self.0.turn.lock().await;
            let session = self.session()?;
            let wallet_address = wallet::pasted(address, session.network())?;
            let profile = Profile { wallet_address, ..session.profile() };
            self.0.directory.keep(&profile)?;
            session.set_profile(profile);
        }
        self.tell(Changed::Wallet);
        self.wallet().await
    }
}
