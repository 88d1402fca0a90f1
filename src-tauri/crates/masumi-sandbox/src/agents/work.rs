//! What the agents make of what they are given. Honest little programs: the result depends on the input, and reads as
//! something that one might pay for.

use super::{
    Answers, Product, schemas,
    text::{choice, figure, key_terms, pick, sentences, table, text, whole, words, yes},
};
use serde_json::{Map, Value, json};

/// The sentences with most of the key terms, in their order.
pub(super) fn summary(answers: &Answers, _: Option<&Answers>) -> Product {
    let source = text(answers, "text");
    let all = sentences(&source);
    let terms = key_terms(&source, 8);
    let weight = |sentence: &String| {
        let said = sentence.to_lowercase();
        terms.iter().filter(|(term, _)| said.contains(term.as_str())).map(|(_, count)| count).sum::<usize>()
    };
    let mut ranked: Vec<usize> = (0..all.len()).collect();
    ranked.sort_by_key(|index| std::cmp::Reverse(weight(&all[*index])));
    ranked.truncate(whole(answers, "sentences", 3).clamp(1, 10));
    ranked.sort_unstable();
    let kept: Vec<&str> = ranked.iter().map(|index| all[*index].as_str()).collect();
    let body = match choice(answers, "style", &["Sentences", "Bullet points"]) {
        "Bullet points" => kept.iter().map(|sentence| format!("- {sentence}\n")).collect(),
        _ => format!("{}\n", kept.join(" ")),
    };
    let rows: Vec<Vec<String>> = terms.iter().map(|(term, count)| vec![term.clone(), count.to_string()]).collect();
    Product::Text(format!(
        "# Summary\n\n{body}\n## Key terms\n\n{}\n*{} of {} sentences kept; {} words read.*\n",
        table(&["Term", "Mentions"], &rows),
        kept.len(),
        all.len(),
        words(&source).len(),
    ))
}

/// A brief about a market. Its figures are made up from its name, and it says so.
pub(super) fn brief(answers: &Answers, _: Option<&Answers>) -> Product {
    let market = text(answers, "market");
    let region = choice(answers, "region", &["Europe", "North America", "Asia", "Worldwide"]);
    let audience = Some(text(answers, "audience")).filter(|text| !text.is_empty());
    let size = 40 + figure(&format!("{market}{region}size"), 900);
    let growth = 2 + figure(&format!("{market}{region}growth"), 19);
    let mut out = format!("# Market brief: {market}\n\n**Region:** {region}");
    if let Some(audience) = audience {
        out.push_str(&format!("  \n**Prepared for:** {audience}"));
    }
    out.push_str(&format!(
        "\n\n## In short\n\n- Demand for {market} in {region} is growing by about {growth} % a year.\n\
         - The market is worth roughly {size} million.\n- Entry is easiest through service and repair.\n"
    ));
    if yes(answers, "figures") {
        let rows: Vec<Vec<String>> = (1..=3)
            .map(|year| {
                let value = (0..year).fold(size, |value, _| value + value * growth / 100);
                vec![format!("Year {year}"), format!("{value} million"), format!("{growth} %")]
            })
            .collect();
        out.push_str(&format!("\n## Outlook\n\n{}", table(&["", "Size", "Growth"], &rows)));
    }
    out.push_str("\n## Questions to ask next\n\n1. Who buys, and who decides?\n2. What does it replace?\n");
    out.push_str("3. What would make it fail?\n\n> Figures of the sandbox are invented. Do not invest on them.\n");
    Product::Text(out)
}

/// A three-line poem.
pub(super) fn haiku(answers: &Answers, _: Option<&Answers>) -> Product {
    let subject = text(answers, "text").to_lowercase();
    let opening = pick(
        &["old silent pond…", "first light on the stones", "rain since yesterday", "nobody on the road"],
        &format!("{subject}opening"),
    );
    let ending = pick(
        &["\"splash!\" silence again", "and the day begins", "the kettle answers", "only wind replies"],
        &format!("{subject}ending"),
    );
    Product::Text(format!("{opening}\na {subject} passes by —\n{ending}"))
}

/// A long report.
pub(super) fn diligence(answers: &Answers, _: Option<&Answers>) -> Product {
    let company = text(answers, "company");
    let depth = whole(answers, "depth", 3).clamp(1, 5);
    const PARTS: [(&str, &str); 5] = [
        ("Ownership", "no change of control was found in the registers that are open to the public"),
        ("Finances", "accounts were filed on time; liquidity covers the coming twelve months"),
        ("People", "the management has been stable, key knowledge rests on two persons"),
        ("Law", "no pending proceedings were found; two trademarks expire within three years"),
        ("Reputation", "the press is factual, customers praise the service and blame the prices"),
    ];
    let mut out = format!("# Due diligence: {company}\n\nDepth {depth} of 5.\n");
    let risk = |part: &str| pick(&["low", "low", "medium"], &format!("{company}{part}"));
    let rows: Vec<Vec<String>> =
        PARTS[..depth].iter().map(|(part, _)| vec![(*part).to_owned(), risk(part).to_owned()]).collect();
    out.push_str(&format!("\n## Risks\n\n{}", table(&["Area", "Risk"], &rows)));
    for (part, finding) in &PARTS[..depth] {
        out.push_str(&format!("\n## {part}\n\nFor **{company}**, {finding}.\n"));
    }
    out.push_str("\n> A report of the sandbox: nothing in it was looked up.\n");
    Product::Text(out)
}

/// The question that the contract reviewer asks: how to read the clause that says most.
pub(super) fn contract_question(answers: &Answers) -> Value {
    let clauses = sentences(&text(answers, "contract"));
    let longest = clauses.iter().max_by_key(|clause| clause.chars().count()).cloned().unwrap_or_default();
    schemas::decision(&longest)
}

/// A review, with the person's answer in it.
pub(super) fn review(answers: &Answers, more: Option<&Answers>) -> Product {
    const WORRIES: [(&str, &str); 6] = [
        ("penalty", "names a penalty: cap it"),
        ("terminat", "ends the contract: check the notice"),
        ("liab", "limits or extends liability: compare with your insurance"),
        ("exclusiv", "binds you exclusively: ask for an end date"),
        ("indemni", "indemnifies: make it mutual"),
        ("automatic", "renews by itself: put it in the calendar"),
    ];
    let clauses = sentences(&text(answers, "contract"));
    let mut rows = Vec::new();
    for (number, clause) in (1..).zip(&clauses) {
        let said = clause.to_lowercase();
        let worry = WORRIES.iter().find(|(word, _)| said.contains(word)).map_or("fine", |(_, worry)| worry);
        rows.push(vec![format!("{number}"), clause.chars().take(60).collect(), worry.to_owned()]);
    }
    let approved = more.is_some_and(|more| yes(more, "approve"));
    let comment = more.map(|more| text(more, "comment")).filter(|comment| !comment.is_empty());
    let mut out = format!("# Contract review\n\n{}\n## Your decision\n\n", table(&["Clause", "Begins", "Note"], &rows));
    out.push_str(if approved {
        "You **accept** the clause in question."
    } else {
        "You **do not accept** the clause in question: negotiate it."
    });
    if let Some(comment) = comment {
        out.push_str(&format!("\n\n> {}", comment.replace('\n', " ")));
    }
    out.push_str("\n\n*No legal advice: the reviewer is a sandbox.*\n");
    Product::Text(out)
}

/// Options weighed by criteria.
pub(super) fn analysis(answers: &Answers, _: Option<&Answers>) -> Product {
    let question = text(answers, "question");
    let given = text(answers, "criteria");
    let criteria: Vec<&str> = given.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let criteria = if criteria.is_empty() { vec!["Cost", "Time", "Risk"] } else { criteria };
    let score = |option: &str, criterion: &str| 1 + figure(&format!("{question}{option}{criterion}"), 5);
    let rows: Vec<Vec<String>> = criteria
        .iter()
        .map(|criterion| {
            vec![(*criterion).to_owned(), score("yes", criterion).to_string(), score("no", criterion).to_string()]
        })
        .collect();
    let total = |option: &str| criteria.iter().map(|criterion| score(option, criterion)).sum::<u64>();
    let leaning = match total("yes").cmp(&total("no")) {
        std::cmp::Ordering::Greater => "rather yes",
        std::cmp::Ordering::Less => "rather no",
        std::cmp::Ordering::Equal => "undecided",
    };
    Product::Text(format!(
        "# {question}\n\n**Leaning:** {leaning}\n\n{}\n- Total for yes: {}\n- Total for no: {}\n",
        table(&["Criterion", "Yes", "No"], &rows),
        total("yes"),
        total("no"),
    ))
}

/// A series, continued by its mean step.
pub(super) fn forecast(answers: &Answers, _: Option<&Answers>) -> Product {
    let given = text(answers, "values");
    let values: Vec<i64> = words(&given).iter().filter_map(|word| word.parse().ok()).collect();
    let steps = i64::try_from(whole(answers, "steps", 3)).unwrap_or(3);
    let (first, last) = (values.first().copied().unwrap_or(0), values.last().copied().unwrap_or(0));
    let intervals = i64::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let ahead = |step: i64| last + (last - first) * step / intervals;
    let rows: Vec<Vec<String>> = (1..=steps).map(|step| vec![format!("+{step}"), ahead(step).to_string()]).collect();
    Product::Text(format!(
        "# Forecast\n\nFrom {} values, {first} to {last}.\n\n{}\n- Mean step: {} over {intervals}\n",
        values.len(),
        table(&["Step", "Value"], &rows),
        last - first,
    ))
}

/// What a text is about, in one line each.
pub(super) fn keywords(answers: &Answers, _: Option<&Answers>) -> Product {
    let terms = key_terms(&text(answers, "text"), 12);
    let rows: Vec<Vec<String>> = terms.iter().map(|(term, count)| vec![term.clone(), count.to_string()]).collect();
    Product::Text(format!("# Keywords\n\n{}", table(&["Keyword", "Count"], &rows)))
}

/// Everything that looks like data, as JSON.
pub(super) fn extraction(answers: &Answers, _: Option<&Answers>) -> Product {
    let source = text(answers, "text");
    let pieces: Vec<&str> =
        source.split_whitespace().map(|piece| piece.trim_matches([',', ';', '.', '(', ')'])).collect();
    let with = |test: fn(&str) -> bool| {
        pieces.iter().filter(|piece| test(piece)).map(|piece| json!(piece)).collect::<Vec<_>>()
    };
    Product::Json(json!({
        "emails": with(|piece| piece.contains('@') && piece.contains('.')),
        "links": with(|piece| piece.starts_with("https://") || piece.starts_with("http://")),
        "numbers": with(|piece| !piece.is_empty() && piece.chars().all(|letter| letter.is_ascii_digit())),
        "names": with(|piece| piece.len() > 2 && piece.chars().next().is_some_and(char::is_uppercase)),
        "words": words(&source).len(),
    }))
}

/// Three figures, plain.
pub(super) fn count(answers: &Answers, _: Option<&Answers>) -> Product {
    let source = text(answers, "text");
    Product::Text(format!(
        "{} words, {} sentences, {} characters",
        words(&source).len(),
        sentences(&source).len(),
        source.chars().count()
    ))
}

/// Everything that was sent, as it arrived.
pub(super) fn echo(answers: &Answers, _: Option<&Answers>) -> Product {
    let rows: Vec<Vec<String>> = answers
        .iter()
        .map(|(id, value)| {
            let shown = if id == "password" { "(not shown)".to_owned() } else { value.to_string() };
            vec![format!("`{id}`"), format!("`{}`", shown.replace('`', "'"))]
        })
        .collect();
    Product::Text(format!("# What arrived\n\n{} fields.\n\n{}", answers.len(), table(&["Field", "Value"], &rows)))
}

/// A press kit.
pub(super) fn press_kit(answers: &Answers, _: Option<&Answers>) -> Product {
    let subject = text(answers, "text");
    Product::Text(format!(
        "# {subject}\n\n**For immediate release**\n\n{subject} is here. It does one thing, and does it well.\n\n\
         ## Facts\n\n- Name: {subject}\n- Letters: {}\n- Contact: press@example.org\n\n\
         | Use | Length |\n| --- | --- |\n| Headline | {} characters |\n",
        subject.chars().filter(|letter| letter.is_alphabetic()).count(),
        subject.chars().count(),
    ))
}

/// Names made of the letters of a word.
pub(super) fn names(answers: &Answers, _: Option<&Answers>) -> Product {
    let subject = text(answers, "text");
    let stem: String = subject.chars().filter(|letter| letter.is_alphabetic()).take(5).collect();
    let list: String = ["ly", "kai", "o", "ium", "wise"].iter().map(|end| format!("- {stem}{end}\n")).collect();
    Product::Text(format!("# Names for {subject}\n\n{list}"))
}

/// What a dishonest seller delivers when it was honest.
pub(super) fn confession(_: &Answers, _: Option<&Answers>) -> Product {
    Product::Text("This once I was honest. It will not happen again.".to_owned())
}

/// An object whose keys are what it is about; for agents that deliver nothing.
pub(super) fn nothing(_: &Answers, _: Option<&Answers>) -> Product {
    Product::Json(Value::Object(Map::new()))
}
