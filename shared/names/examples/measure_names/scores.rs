//! Labelled pairs of names, and official scores.

use std::fmt::Write as _;
use std::hint;
use std::path::Path;

use sisuiq_names::{Comparison, Name, Rarity, official_score};

use crate::clock::Stopwatch;
use crate::data::{Outcome, cell, kind, share, table};

/// Grades the labelled pairs.
pub(crate) fn pairs(folder: &Path, threshold: f64, (check, list): (bool, bool), report: &mut String) -> Outcome<()> {
    let rarity = Rarity::prior();
    let mut graded = Vec::new();
    for (number, row) in table(&folder.join("name_bench_cases.csv"))?.iter().enumerate() {
        let kind = kind(cell(row, "schema"));
        let [left, right] = ["name1", "name2"].map(|column| Name::parse(cell(row, column), kind));
        let score = Comparison::of(&left, &right, &rarity).score;
        graded.push((
            number % 2,
            cell(row, "is_match") == "true",
            cell(row, "quality").to_owned(),
            score,
            format!("{} | {}", left.text(), right.text()),
        ));
    }
    for half in 0..=usize::from(check) {
        let rows: Vec<_> = graded.iter().filter(|row| row.0 == half).collect();
        let count = |expected: bool, found: bool| {
            rows.iter().filter(|row| row.1 == expected && (row.3 >= threshold) == found).count()
        };
        let (right, false_alerts, missed) = (count(true, true), count(false, true), count(true, false));
        let (precision, recall) = (share(right, right + false_alerts), share(right, right + missed));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        let name = if half == 0 { "even rows (tuned)" } else { "odd rows (checked)" };
        writeln!(
            report,
            "pairs, {name}: {} F1 {f1:.3} precision {precision:.3} recall {recall:.3} at {threshold}",
            rows.len()
        )?;
        for (expected, quality) in
            [(true, "STRONG"), (true, "MEDIUM"), (true, "WEAK"), (false, "WEAK"), (false, "MEDIUM"), (false, "STRONG")]
        {
            let scores: Vec<f64> =
                rows.iter().filter(|row| row.1 == expected && row.2 == quality).map(|row| row.3).collect();
            let mean = scores.iter().sum::<f64>() * share(1, scores.len());
            writeln!(
                report,
                "  {} {quality}: {} mean {mean:.3}",
                if expected { "match" } else { "no match" },
                scores.len()
            )?;
        }
        let wrong = rows.iter().filter(|row| row.1 != (row.3 >= threshold));
        let strong: Vec<_> = wrong.clone().filter(|row| row.2 == "STRONG").collect();
        writeln!(report, "  STRONG failures: {}", strong.len())?;
        for row in wrong.filter(|row| half == 0 && (list || row.2 == "STRONG")) {
            writeln!(report, "    {} {} {:.3} {}", if row.1 { "missed" } else { "alert " }, row.2, row.3, row.4)?;
        }
    }
    Ok(())
}

/// Compares with the scores of the official search.
pub(crate) fn official(folder: &Path, list: bool, report: &mut String) -> Outcome<()> {
    let rows = table(&folder.join("ofac_official_scores.csv"))?;
    let (mut near, mut all) = (0, 0);
    for row in &rows {
        // a row without a score was not shown by the search
        let Ok(official) = cell(row, "ofac_score").parse::<u8>() else { continue };
        let ours = official_score(cell(row, "query_name"), cell(row, "result_name"));
        all += 1;
        near += usize::from(ours.abs_diff(official) <= 5);
        if list && ours.abs_diff(official) > 5 {
            writeln!(
                report,
                "    {ours} instead of {official}: {} | {}",
                cell(row, "query_name"),
                cell(row, "result_name")
            )?;
        }
    }
    writeln!(report, "official scores within 5: {near} of {all} ({:.1} %)", share(near, all) * 100.0)?;
    Ok(())
}

/// Counts pairs that share the top score, and the pairs of one second.
pub(crate) fn ties(folder: &Path, report: &mut String) -> Outcome<()> {
    let rarity = Rarity::prior();
    let rows = table(&folder.join("name_bench_cases.csv"))?;
    let names: Vec<(Name, Name)> = rows
        .iter()
        .map(|row| {
            let kind = kind(cell(row, "schema"));
            (Name::parse(cell(row, "name1"), kind), Name::parse(cell(row, "name2"), kind))
        })
        .collect();
    let mut scores: Vec<f64> = names.iter().map(|(left, right)| Comparison::of(left, right, &rarity).score).collect();
    let alerts = scores.iter().filter(|score| **score >= 0.7).count();
    let full = scores.iter().filter(|score| **score >= 1.0).count();
    scores.retain(|score| *score >= 0.7);
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    writeln!(
        report,
        "pairs that score exactly 1: {full} of {alerts} alerts ({:.1} %), which have {} different scores",
        share(full, alerts) * 100.0,
        scores.len()
    )?;
    let watch = Stopwatch::start();
    let rounds = 50;
    for _ in 0..rounds {
        for (left, right) in &names {
            hint::black_box(Comparison::of(left, right, &rarity));
        }
    }
    let time = watch.elapsed();
    let each = time / u32::try_from(rounds * names.len())?;
    writeln!(report, "comparison of a parsed pair with explanation: {each:.2?} of CPU")?;
    Ok(())
}
