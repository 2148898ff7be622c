//! Labelled pairs of names, and official scores.

use std::path::Path;

use sisuiq_names::{Comparison, Kind, MATCH_THRESHOLD, Name, Rarity, official_score};

use crate::Outcome;
use crate::data::{cell, kind, records, table};
use crate::report::{Report, percent, share};

/// A labelled pair with its score.
struct Graded {
    is_match: bool,
    quality: String,
    score: f64,
}

impl Graded {
    fn alerts(&self) -> bool {
        self.score >= MATCH_THRESHOLD
    }
}

/// The tiers of pairs that match and of pairs that do not, each from higher to lower scores.
const TIERS: [(bool, &str, [&str; 3]); 2] = [
    (true, "matches, from STRONG to WEAK", ["STRONG", "MEDIUM", "WEAK"]),
    (false, "others, from WEAK to STRONG", ["WEAK", "MEDIUM", "STRONG"]),
];
/// The share of alerts of a peer that score exactly 1, so that nobody can rank them.
const PEERS_TIES: f64 = 0.603;

pub(crate) fn measure(folder: &Path, report: &mut Report) -> Outcome<()> {
    let pairs = folder.join("name_bench_cases.csv");
    if pairs.is_file() {
        graded(&pairs, report)?;
    } else {
        report.left_out.push("labelled pairs of names".to_owned());
    }
    let official = folder.join("ofac_official_scores.csv");
    if official.is_file() {
        parity(&official, report)?;
    } else {
        report.left_out.push("official scores".to_owned());
    }
    let scripts = folder.join("watchman_cross_script_pairs.csv");
    if scripts.is_file() {
        cross_script(&scripts, report)?;
    } else {
        report.left_out.push("pairs of scripts".to_owned());
    }
    Ok(())
}

fn graded(path: &Path, report: &mut Report) -> Outcome<()> {
    let rarity = Rarity::prior();
    let rows = table(path)?;
    let graded: Vec<Graded> = rows
        .iter()
        .map(|row| {
            let kind = kind(cell(row, "schema"));
            let [left, right] = ["name1", "name2"].map(|column| Name::parse(cell(row, column), kind));
            let score = Comparison::of(&left, &right, &rarity).score;
            Graded { is_match: cell(row, "is_match") == "true", quality: cell(row, "quality").to_owned(), score }
        })
        .collect();
    let count = |expected: bool, found: bool| {
        graded.iter().filter(|pair| pair.is_match == expected && pair.alerts() == found).count()
    };
    let (right, false_alerts, missed) = (count(true, true), count(false, true), count(true, false));
    let (precision, recall) = (share(right, right + false_alerts), share(right, right + missed));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    report.judge(1, format!("F1 of {} labelled pairs", graded.len()), (format!("{f1:.3}"), "≥ 0.80"), f1 >= 0.8);
    report.tell(1, format!("precision and recall at {MATCH_THRESHOLD}"), format!("{precision:.3}, {recall:.3}"));
    let failures = graded.iter().filter(|pair| pair.quality == "STRONG" && pair.is_match != pair.alerts()).count();
    report.judge(1, "STRONG cases that fail", (failures.to_string(), "0"), failures == 0);
    for (expected, what, tiers) in TIERS {
        let means = tiers.into_iter().filter_map(|tier| {
            let of_tier = graded.iter().filter(|pair| pair.is_match == expected && pair.quality == tier);
            let scores: Vec<f64> = of_tier.map(|pair| pair.score).collect();
            (!scores.is_empty()).then(|| scores.iter().sum::<f64>() * share(1, scores.len()))
        });
        let means: Vec<f64> = means.collect();
        let fall = means.windows(2).all(|pair| matches!(pair, [higher, lower] if higher > lower));
        let text = means.iter().map(|mean| format!("{mean:.2}")).collect::<Vec<_>>().join(" ");
        report.judge(1, format!("mean scores of {what}"), (text, "fall"), fall);
    }
    let alerts = graded.iter().filter(|pair| pair.alerts()).count();
    let ties = graded.iter().filter(|pair| pair.score >= 1.0).count();
    let what = format!("of {alerts} alerts those that score exactly 1");
    report.judge(2, what, (percent(ties, alerts), "< 60.3 % (a peer)"), share(ties, alerts) < PEERS_TIES);
    Ok(())
}

/// Compares with the scores of the official search.
fn parity(path: &Path, report: &mut Report) -> Outcome<()> {
    let (mut near, mut all) = (0, 0);
    for row in &table(path)? {
        // a row without a score was not shown by the search
        let Ok(official) = cell(row, "ofac_score").parse::<u8>() else { continue };
        let ours = official_score(cell(row, "query_name"), cell(row, "result_name"));
        all += 1;
        near += usize::from(ours.abs_diff(official) <= 5);
    }
    let what = format!("scores within 5 of {all} official ones");
    report.judge(4, what, (percent(near, all), "≥ 95 %"), share(near, all) >= 0.95);
    Ok(())
}

/// Compares names of two scripts, without an outside service.
fn cross_script(path: &Path, report: &mut Report) -> Outcome<()> {
    let text = std::fs::read_to_string(path)?;
    let rarity = Rarity::prior();
    let rows: Vec<Vec<String>> = records(&text)
        .into_iter()
        .filter(|row| row.len() >= 3 && !row.first().is_some_and(|first| first.starts_with('#') || first == "Query"))
        .collect();
    let mut scripts: Vec<(&str, usize, usize)> = Vec::new();
    for row in &rows {
        let [left, right, ..] = row.as_slice() else { continue };
        let [query, listed] = [left, right].map(|name| Name::parse(name, Kind::Person));
        let is_found = Comparison::of(&query, &listed, &rarity).score >= MATCH_THRESHOLD;
        let script = script(left);
        match scripts.iter_mut().find(|(name, ..)| *name == script) {
            Some((_, found, all)) => {
                *found += usize::from(is_found);
                *all += 1;
            }
            None => scripts.push((script, usize::from(is_found), 1)),
        }
    }
    for (script, found, all) in scripts {
        report.tell(6, format!("pairs of {script} and Latin names that match"), format!("{found} of {all}"));
    }
    Ok(())
}

fn script(text: &str) -> &'static str {
    match text.chars().find(|letter| letter.is_alphabetic()) {
        Some('\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') => "Greek",
        Some('\u{400}'..='\u{52f}') => "Cyrillic",
        Some('\u{590}'..='\u{5ff}') => "Hebrew",
        Some('\u{600}'..='\u{6ff}') => "Arabic",
        Some('\u{e00}'..='\u{e7f}') => "Thai",
        Some('\u{3040}'..='\u{30ff}') => "Japanese",
        Some('\u{4e00}'..='\u{9fff}') => "Han",
        Some('\u{ac00}'..='\u{d7af}') => "Hangul",
        _ => "other",
    }
}
