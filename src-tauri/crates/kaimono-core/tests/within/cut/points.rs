//! The points at which a run can be cut: after everything that the journal wrote, before every request, and after every
//! answer. They are the log lines of two targets, by which journal and network mark their steps; what the lines say does not matter.

use super::buyer::{Word, say};
use crate::purchase::journal;
use masumi::net;
use std::{
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::layer::{Context, Layer};

/// Counts the points; at one of them everything stops, for ever.
#[derive(Debug)]
pub(super) struct Points {
    cut: Option<usize>,
    told: bool,
    passed: AtomicUsize,
}

impl Points {
    /// `cut`: where to stop (1: the first). `told`: says every point that is passed.
    pub(super) fn new(cut: Option<usize>, told: bool) -> Points {
        Points { cut, told, passed: AtomicUsize::new(0) }
    }
}

impl<S: Subscriber> Layer<S> for Points {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if ![journal::STEPS, net::STEPS].contains(&event.metadata().target()) {
            return;
        }
        let mut line = Line::default();
        event.record(&mut line);
        let point = format!("{} {}", line.step, line.what.join(" "));
        let number = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        if self.told {
            say(&Word::Point(point.clone()));
        }
        if self.cut == Some(number) {
            say(&Word::Cut(point));
            loop {
                std::thread::park();
            }
        }
    }
}

#[derive(Default)]
struct Line {
    /// `before` or `after`.
    step: String,
    what: Vec<String>,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "step" => self.step = format!("{value:?}").replace('"', ""),
            "event" | "what" | "name" | "method" | "path" => self.what.push(format!("{value:?}").replace('"', "")),
            _ => {}
        }
    }
}
