//! The wallets of the open profile's node: one method per command.

use super::Kaimono;
use crate::{
    error::Result,
    profile::Profile,
    view::{Changed, wallet::WalletView},
    wallet::{self, Bought},
};

impl Kaimono {
    /// The purchasing wallets, and what is in escrow.
    pub async fn wallet(&self) -> Result<WalletView> {
        let session = self.session()?;
        let escrow = session.purchases().standings().escrow();
        let bought = Bought {
            wallets: session.purchases().standings().wallets()?,
            in_escrow: escrow.locked,
            deposits: escrow.deposits,
            coming_back: escrow.coming_back,
            not_known: escrow.not_known,
        };
        Ok(wallet::view(&session, bought).await)
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
