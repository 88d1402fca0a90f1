//! Purchases as a table for an accountant, or for a program: what was approved, where the money went, exact to the unit. One line for
//! each purchase and token, so that a column can be summed. All times are UTC, all numbers have a point and no grouping, whatever
//! the person's language; the names of the columns are part of what others build on.

use super::{
    Purchases,
    book::still_reading,
    internal,
    journal::{at_rest::word, wanted::Wanted},
    ledger::Ledger,
    order::Place,
    page,
    remark::Remark,
    search::Word,
    standing::Standing,
    state::State,
};
use crate::{
    error::Result,
    view::purchase::{ExportFormat, IdentifierName, PurchasesQuery},
};
use masumi::{
    money::{Money, Unit},
    node::Network,
    text::letters::is_invisible,
};
use serde::Serialize;
use std::{collections::BTreeSet, num::NonZero, panic::resume_unwind, thread};

/// A line of the table, with its columns in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    /// Kaimono's own id; the lines of a purchase have it in common.
    purchase: String,
    /// ISO 8601, UTC: when it was approved, or when the node made it.
    approved_at: String,
    agent: String,
    agent_identifier: String,
    /// Payment key hash.
    seller: String,
    network: String,
    /// `V1`, `V2`; empty: free, or not known.
    contract: String,
    /// Whose it is: `here`, `this-key`, `other-key`, `not-told`.
    bought: String,
    /// Where it stands, in one word.
    state: String,
    /// Where its money is, in one word.
    money: String,
    /// As on the wire: `lovelace`, or policy and asset name.
    unit: String,
    /// `ADA`, `tUSDM`; empty: not known.
    token: String,
    /// Digits after the point of the columns beside base units; empty: not known, there they are base units too.
    decimals: String,
    price: String,
    price_base_units: String,
    deposit: String,
    deposit_base_units: String,
    fees: String,
    fees_base_units: String,
    returned: String,
    returned_base_units: String,
    /// `told` by the node, or `computed` of price, deposit and fees; empty: nothing came back.
    returned_is: String,
    to_seller: String,
    to_seller_base_units: String,
    job_id: String,
    blockchain_identifier: String,
    input_hash: String,
    result_hash: String,
    /// Hashes, with a space between them, the oldest first.
    transactions: String,
    /// The person's own.
    labels: Labels,
    note: String,
    /// `useful`, `not-useful`, `wrong`; empty: not said.
    outcome: String,
}

/// The labels of a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Labels {
    /// For a program.
    Each(Vec<String>),
    /// For a cell of a table, with `; ` between them: a semicolon is part of none.
    Joined(String),
}

impl Default for Labels {
    fn default() -> Labels {
        Labels::Each(Vec::new())
    }
}

/// The lines of a purchase: one for each unit of which it has an amount, and one where it has none.
fn lines(id: &str, state: &State, standing: &Standing, remark: &Remark, network: Network) -> Vec<Line> {
    let ledger = Ledger::of(state);
    let one = |money: &Option<Money>| money.iter().cloned().collect::<Vec<_>>();
    let (deposit, fees) = (one(&ledger.deposit), one(&ledger.fees));
    let mut units: Vec<&Unit> = Vec::new();
    for money in [&ledger.price, &deposit, &fees, &ledger.returned, &ledger.to_seller].into_iter().flatten() {
        if !units.contains(&&money.unit) {
            units.push(&money.unit);
        }
    }
    let identifiers = page::identifiers(state);
    let identifier = |name| identifiers.iter().find(|(one, _)| *one == name).map(|(_, value)| value.clone());
    let common = Line {
        purchase: id.to_owned(),
        approved_at: state.created_at.iso(),
        agent: page::shown_name(state),
        agent_identifier: page::agent_identifier(state).unwrap_or_default().to_owned(),
        seller: identifier(IdentifierName::SellerVkey).unwrap_or_default(),
        network: word(&network),
        contract: page::generation(state).map(|generation| word(&generation)).unwrap_or_default(),
        bought: word(&standing.whose),
        state: word(&standing.phase),
        money: word(&standing.money),
        job_id: identifier(IdentifierName::JobId).unwrap_or_default(),
        blockchain_identifier: identifier(IdentifierName::BlockchainIdentifier).unwrap_or_default(),
        input_hash: identifier(IdentifierName::InputHash).unwrap_or_default(),
        result_hash: identifier(IdentifierName::ResultHash).unwrap_or_default(),
        transactions: state.transactions.iter().map(|seen| seen.hash.as_str()).collect::<Vec<_>>().join(" "),
        labels: Labels::Each(remark.labels.clone()),
        note: remark.note.clone(),
        outcome: remark.outcome.map(|outcome| word(&outcome)).unwrap_or_default(),
        ..Line::default()
    };
    if units.is_empty() {
        return vec![common];
    }
    let of_unit = |unit: &&Unit| {
        let known = unit.known(network);
        let decimals = known.map_or(0, |known| known.decimals);
        let of = |amounts: &[Money]| {
            // An amount that comes twice in a token is one in sum.
            let mut own = amounts.iter().filter(|money| money.unit == **unit).map(|money| money.amount.0).peekable();
            let sum = own.peek().is_some().then(|| own.fold(0_u128, u128::saturating_add));
            sum.map(|sum| (decimal(sum, decimals), sum.to_string())).unwrap_or_default()
        };
        let ((price, price_base_units), (deposit, deposit_base_units)) = (of(&ledger.price), of(&deposit));
        let ((fees, fees_base_units), (returned, returned_base_units)) = (of(&fees), of(&ledger.returned));
        let (to_seller, to_seller_base_units) = of(&ledger.to_seller);
        let returned_is = match (returned.is_empty(), ledger.is_computed) {
            (true, _) => "",
            (false, true) => "computed",
            (false, false) => "told",
        };
        Line {
            unit: if **unit == Unit::Ada { "lovelace".to_owned() } else { unit.wire().to_owned() },
            token: known.map(|known| known.ticker.to_owned()).unwrap_or_default(),
            decimals: known.map(|known| known.decimals.to_string()).unwrap_or_default(),
            price,
            price_base_units,
            deposit,
            deposit_base_units,
            fees,
            fees_base_units,
            returned,
            returned_base_units,
            returned_is: returned_is.to_owned(),
            to_seller,
            to_seller_base_units,
            ..common.clone()
        }
    };
    units.iter().map(of_unit).collect()
}

/// Base units with the point where the token has it, all digits, no grouping: `2.500000`.
fn decimal(amount: u128, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    if decimals == 0 {
        return amount.to_string();
    }
    let digits = format!("{amount:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{whole}.{fraction}")
}

/// The table as text.
pub(crate) fn written(lines: &[Line], format: ExportFormat) -> Result<String> {
    let failed = |error: String| internal(&error);
    match format {
        ExportFormat::Json => serde_json::to_string_pretty(lines).map_err(|error| failed(error.to_string())),
        ExportFormat::Csv => {
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            // Names of columns stand there also where there is no line.
            if lines.is_empty() {
                let columns = serde_json::to_value(Line::default()).map_err(|error| failed(error.to_string()))?;
                let names = columns.as_object().map(|columns| columns.keys().cloned().collect::<Vec<_>>());
                writer.write_record(names.unwrap_or_default()).map_err(|error| failed(error.to_string()))?;
            }
            for line in lines {
                writer.serialize(harmless_line(line.clone())).map_err(|error| failed(error.to_string()))?;
            }
            let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
            String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
        }
    }
}

/// A text that others or the person wrote, made so that no program that opens tables takes it for a formula (OWASP, CSV injection).
pub(super) fn harmless(text: String) -> String {
    let first = text.chars().find(|letter| !letter.is_whitespace() && !is_invisible(*letter));
    // Those of full width are what is typed in Japan.
    let begins = first.is_some_and(|first| "=+-@＝＋－＠".contains(first));
    let starts = begins || text.starts_with(['\t', '\r', '\n']);
    if starts { format!("'{text}") } else { text }
}

/// A line for a program that opens tables.
fn harmless_line(line: Line) -> Line {
    Line {
        agent: harmless(line.agent),
        agent_identifier: harmless(line.agent_identifier),
        seller: harmless(line.seller),
        unit: harmless(line.unit),
        job_id: harmless(line.job_id),
        blockchain_identifier: harmless(line.blockchain_identifier),
        input_hash: harmless(line.input_hash),
        result_hash: harmless(line.result_hash),
        transactions: harmless(line.transactions),
        labels: Labels::Joined(harmless(match line.labels {
            Labels::Each(labels) => labels.join("; "),
            Labels::Joined(labels) => labels,
        })),
        note: harmless(line.note),
        ..line
    }
}

impl Purchases {
    /// The purchases of a list, all of them and in its order: as a table, and how many they are.
    pub fn export(&self, query: &PurchasesQuery, format: ExportFormat) -> Result<(String, u32)> {
        if let Some(progress) = self.book().folding() {
            // A part of a history would be taken for the whole.
            return Err(progress.failure.unwrap_or_else(still_reading));
        }
        let network = self.book().network();
        let words = Word::all(&query.text);
        let key = self.standings().link().key_id();
        let exported = |id: &str, state: &State, standing: &Standing, remark: &Remark| {
            (Place::of(query, id, state, standing), lines(id, state, standing, remark, network))
        };
        let mut awake = BTreeSet::new();
        let mut all = self.listed(query, &words, exported, |id, _| {
            awake.insert(id.to_owned());
        })?;
        let wanted = Wanted { key: key.as_deref(), query, words: &words, most: usize::MAX };
        let found = self.book().look_up(|shelf| shelf.found(wanted))?;
        let found: Vec<String> = found.into_iter().filter(|id| !awake.contains(id)).collect();
        let standing = self.standings().at_once();
        all.extend(self.each_at_once(&found, |id, state, remark| exported(id, state, &standing(id, state), remark))?);
        all.sort_by(|(place, _), (other, _)| place.compare(other, query.down));
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let lines: Vec<Line> = all.into_iter().flat_map(|(_, lines)| lines).collect();
        Ok((written(&lines, format)?, count))
    }

    /// What is made of each of these, in their order. Taking a state in takes long: each processor does a part of them.
    fn each_at_once<T: Send>(
        &self,
        purchases: &[String],
        make: impl Fn(&str, &State, &Remark) -> T + Sync,
    ) -> Result<Vec<T>> {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let make_all = |part: &[String]| {
            let mut made = Vec::with_capacity(part.len());
            let look = |id: &str, state: &State, remark: &Remark| made.push(make(id, state, remark));
            self.book().look_up(|shelf| shelf.each_of(part, look)).map(|()| made)
        };
        let parts = thread::scope(|scope| {
            let size = purchases.len().div_ceil(processors).max(1);
            let parts: Vec<_> = purchases.chunks(size).map(|part| scope.spawn(|| make_all(part))).collect();
            let ended =
                |part: thread::ScopedJoinHandle<'_, _>| part.join().unwrap_or_else(|panic| resume_unwind(panic));
            parts.into_iter().map(ended).collect::<Result<Vec<_>>>()
        })?;
        Ok(parts.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::{event::Event, specimen};
    use masumi::{
        money::{self, Amount},
        node::OnChainState,
    };

    fn exported(change: impl FnOnce(&mut masumi::node::Purchase)) -> Vec<Line> {
        let mut row = specimen::row(Some(OnChainState::RefundWithdrawn));
        change(&mut row);
        let now = specimen::NOON;
        let state = State::first(now, &Event::Imported { row: Box::new(row) }).expect("a purchase made elsewhere");
        let standing = specimen::standing(&state, state.created_at);
        lines("one", &state, &standing, &Remark::default(), Network::Preprod)
    }

    fn read(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
        csv::Reader::from_reader(csv.as_bytes()).deserialize().map(|line| line.expect("a line of CSV")).collect()
    }

    #[test]
    fn each_token_of_a_purchase_has_a_line_whose_columns_can_be_summed() {
        let tusdm = |amount| Money { amount: Amount(amount), unit: Unit::parse(money::TUSDM) };
        let own = Money { amount: Amount(9_999_999_999_999_999_999_999_999), unit: Unit::parse("ab12") };
        let lines = exported(|row| {
            row.paid_funds = vec![tusdm(2_500_000), own.clone()];
            row.collateral_return = Some(1_700_000);
            row.buyer_fees_ada = Some("0.35".into());
        });
        let short = |line: &Line| {
            let Line { unit, token, price, price_base_units, deposit, fees, returned, returned_is, .. } = line;
            [unit, token, price, price_base_units, deposit, fees, returned, returned_is].map(String::clone)
        };
        let digits = "9999999999999999999999999";
        assert_eq!(
            lines.iter().map(short).collect::<Vec<_>>(),
            [
                [money::TUSDM, "tUSDM", "2.500000", "2500000", "", "", "2.500000", "computed"],
                ["ab12", "", digits, digits, "", "", digits, "computed"],
                ["lovelace", "ADA", "", "", "1.700000", "0.350000", "1.350000", "computed"],
            ]
        );
        assert!(lines.iter().all(|line| line.purchase == "one" && line.state == "refunded" && line.money == "back"));
        for line in &lines {
            assert!(line.approved_at.ends_with('Z'), "UTC: {}", line.approved_at);
        }
    }

    #[test]
    fn what_others_wrote_is_no_formula_and_parts_no_line() {
        let mut line = exported(|_| ()).remove(0);
        for (name, cell) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("  +1+1", "'  +1+1"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{feff}=1+1", "'\u{feff}=1+1"),
            ("\u{200b} ＝1", "'\u{200b} ＝1"),
            ("\t=1", "'\t=1"),
            ("a, \"b\"\r\nc", "a, \"b\"\r\nc"),
            ("Text Summarizer", "Text Summarizer"),
        ] {
            name.clone_into(&mut line.agent);
            let csv = written(std::slice::from_ref(&line), ExportFormat::Csv).expect("CSV");
            let read = read(&csv);
            assert_eq!((read.len(), read[0]["agent"].as_str()), (1, cell));
            let json = written(std::slice::from_ref(&line), ExportFormat::Json).expect("JSON");
            let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            assert_eq!(json[0]["agent"], name, "a program reads it as it is");
        }
    }

    #[test]
    fn an_empty_table_has_its_columns() {
        let csv = written(&[], ExportFormat::Csv).expect("CSV");
        let full = written(&exported(|_| ()), ExportFormat::Csv).expect("CSV");
        assert_eq!(Some(csv.trim_end()), full.lines().next());
        assert_eq!(written(&[], ExportFormat::Json).expect("JSON"), "[]");
    }
}
