//! The figures as a table for people and as a file for comparing runs.

use crate::Outcome;
use serde_json::json;
use std::{fs, path::Path};

/// One measured figure.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// At most this; `None`: shown to understand the others.
    pub(crate) goal: Option<f64>,
}

/// Prints one line a figure.
pub(crate) fn print(figures: &[Figure]) {
    println!("{:<62} {:>10}  {:<22} {:>8}", "", "measured", "unit", "goal");
    for Figure { name, value, unit, goal } in figures {
        let goal = match goal {
            Some(goal) if value <= goal => format!("≤ {goal} ✓"),
            Some(goal) => format!("≤ {goal} ✗"),
            None => String::new(),
        };
        println!("{name:<62} {value:>10.3}  {unit:<22} {goal:>8}");
    }
}

/// Writes `[{name, value, unit, goal}]`; `goal` is null where there is none.
pub(crate) fn write(figures: &[Figure], file: &Path) -> Outcome<()> {
    let rows: Vec<_> = figures
        .iter()
        .map(|Figure { name, value, unit, goal }| json!({"name": name, "value": value, "unit": unit, "goal": goal}))
        .collect();
    if let Some(directory) = file.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(file, format!("{:#}\n", json!(rows)))?;
    Ok(())
}
