//! Where purchases stand: tables of single questions here, every combination in [`truth`].

mod refund;
mod trouble;
mod truth;

use super::*;
use crate::purchase::{
    event::Event,
    specimen::{NOON, at, order, paying, row, started},
};
use masumi_client::{
    moment::{HOUR, MINUTE},
    node::Purchase,
};

/// A paid job whose node told these rows.
fn bought(rows: impl IntoIterator<Item = Purchase>) -> State {
    let mut state = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
    for event in [Event::JobStarting, started(), paying("one")] {
        state.apply(NOON, &event).unwrap();
    }
    for row in rows {
        state.apply(NOON, &Event::Row { row: Box::new(row) }).unwrap();
    }
    state
}
