//! The points at which a run can be cut: after everything that the journal wrote, before every request, and after every
//! answer. They are what the journal and the network write to the log anyway; nothing in the product knows of them.

use super::buyer::{Word, say};
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
        let mut line = Line::default();
        event.record(&mut line);
        let Some(point) = line.point() else { return };
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
    message: String,
    what: Vec<String>,
}

impl Line {
    fn point(&self) -> Option<String> {
        let what = self.what.join(" ");
        Some(match self.message.as_str() {
            "recorded" => format!("after recording {what}"),
            "kept" => "after keeping a result".to_owned(),
            "marked" => format!("after marking {what}"),
            "asking" => format!("before {what}"),
            "answered" => format!("after {what}"),
            _ => return None,
        })
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            "event" | "name" | "method" | "path" => self.what.push(format!("{value:?}").replace('"', "")),
            _ => {}
        }
    }
}
