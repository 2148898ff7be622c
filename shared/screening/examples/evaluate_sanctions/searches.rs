//! Searches: what is found, what alerts, and how long it takes.

use std::collections::BTreeMap;
use std::hint;
use std::path::Path;
use std::time::Duration;

use sisuiq_lists::Entity;
use sisuiq_names::{IndexBuilder, Kind, ListedEntity, Name, NameIndex, NameQuality, Search, Searcher, Subject};
use sisuiq_screening::listed_entity;

use crate::Outcome;
use crate::clock::Stopwatch;
use crate::data::{birth_date, cell, sorted_words, table};
use crate::explained::Explained;
use crate::lists::Newest;
use crate::report::{Report, share};

/// Names that have only words of legal forms.
const LEGAL_FORMS: &[&str] = &[
    "CORP",
    "LLC",
    "L.L.C.",
    "LTD",
    "LIMITED",
    "INC",
    "COMPANY",
    "CO",
    "GMBH",
    "OOO",
    "JSC",
    "PJSC",
    "SA",
    "S.A.",
    "AG",
    "PLC",
    "B.V.",
    "CO LTD",
    "CORP LTD",
    "GMBH & CO KG",
    "JOINT STOCK COMPANY",
    "LIMITED LIABILITY COMPANY",
    "\u{41e}\u{41e}\u{41e}",
    "\u{682a}\u{5f0f}\u{4f1a}\u{793e}",
    "SDN BHD",
    "SARL",
    "SPA",
    "NV",
    "OY",
    "AB",
    "FZE",
    "INCORPORATED",
];

/// Names among which the time of a search is measured.
const NAMES: usize = 25_000;

type Row = BTreeMap<String, String>;

pub(crate) fn measure(folder: &Path, newest: &Newest, report: &mut Report) -> Outcome<()> {
    let negatives = folder.join("negatives_global.csv");
    if newest.un.is_empty() || !negatives.is_file() {
        report.left_out.push("screening of names".to_owned());
        return Ok(());
    }
    let others = table(&negatives)?;
    recall(folder, &newest.un, &others, report)?;
    latency(newest, &others, report)
}

/// An index as the product builds it.
fn index(entities: impl IntoIterator<Item = ListedEntity>) -> Outcome<NameIndex<Vec<u8>>> {
    let mut builder = IndexBuilder::new("measured");
    for entity in entities {
        builder.add(entity);
    }
    Ok(NameIndex::open(builder.build()?)?)
}

fn facts(row: &Row) -> Subject {
    Subject { birth_dates: birth_date(cell(row, "date_of_birth")).into_iter().collect(), ..Subject::default() }
}

/// Searches the names of the UN, clean and altered, and names of others.
fn recall(folder: &Path, un: &[Entity], others: &[Row], report: &mut Report) -> Outcome<()> {
    let index = index(un.iter().map(listed_entity))?;
    let mut searcher = Searcher::new(&index);
    let search = Search { limit: 5, kind: Some(Kind::Person), ..Search::default() };
    let mut explained = Explained::default();
    let clean = table(&folder.join("positives_un_untreated.csv"))?;
    let mut by_words: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entity in un {
        for name in &entity.names {
            by_words.entry(sorted_words(&name.text)).or_default().push(&entity.key.id);
        }
    }
    for (file, what, required, least) in [
        ("positives_un_untreated.csv", "clean", "≥ 99 %", 0.99),
        ("positives_un_treated.csv", "altered", "≥ 97 %", 0.97),
    ] {
        let rows = table(&folder.join(file))?;
        let mut found = [0, 0];
        for (row, original) in rows.iter().zip(&clean) {
            // the entity is the one whose name or alias is the unaltered name
            let expected = by_words.get(&sorted_words(cell(original, "full_name")));
            let name = Name::parse(cell(row, "full_name"), Kind::Person);
            for (facts, found) in [Subject::default(), facts(row)].iter().zip(&mut found) {
                let hits = searcher.search(&name, facts, &search);
                explained.count(&name, &search, &hits);
                let is_expected = |key: &str| expected.is_none_or(|keys| keys.contains(&key));
                *found += usize::from(hits.iter().any(|hit| is_expected(hit.entry.key)));
            }
        }
        let [alone, with_dates] = found.map(|found| share(found, rows.len()));
        let text = format!("{:.2} %", alone * 100.0);
        report.judge(3, format!("found of {} {what} names of the UN", rows.len()), (text, required), alone >= least);
        report.tell(2, format!("the same of {what} names with birth dates"), format!("{:.2} %", with_dates * 100.0));
    }
    let mut alerts = [0, 0];
    for row in others {
        let name = Name::parse(cell(row, "full_name"), Kind::Person);
        for (facts, alerts) in [Subject::default(), facts(row)].iter().zip(&mut alerts) {
            let hits = searcher.search(&name, facts, &search);
            explained.count(&name, &search, &hits);
            *alerts += usize::from(!hits.is_empty());
        }
    }
    explained.judge(report);
    let [alone, with_dates] = alerts.map(|alerts| share(alerts, others.len()) * 1000.0);
    report.tell(3, format!("false alerts per 1,000 of {} others", others.len()), format!("{alone:.2}"));
    report.tell(2, "false alerts per 1,000 of others with birth dates", format!("{with_dates:.2}"));
    Ok(())
}

/// Measures an index of 25,000 names.
fn latency(newest: &Newest, others: &[Row], report: &mut Report) -> Outcome<()> {
    let mut names = 0;
    let listed: Vec<ListedEntity> = newest
        .ofac
        .iter()
        .map(|entity| ("ofac", entity))
        .chain(newest.un.iter().map(|entity| ("un", entity)))
        .map(|(list, entity)| {
            let listed = listed_entity(entity);
            ListedEntity { key: format!("{list} {}", listed.key), ..listed }
        })
        .take_while(|listed| {
            names += listed.names.len();
            names <= NAMES
        })
        .collect();
    let missing = NAMES.saturating_sub(listed.iter().map(|entity| entity.names.len()).sum());
    // others complete the list to the size
    let fill = others.iter().rev().take(missing).enumerate().map(|(number, row)| {
        let name = cell(row, "full_name");
        ListedEntity::new(format!("other {number}")).with_name(name, Kind::Person, NameQuality::Strong)
    });
    let index = index(listed.into_iter().chain(fill))?;
    let mut searcher = Searcher::new(&index);
    let legal: usize = LEGAL_FORMS
        .iter()
        .flat_map(|name| [Kind::Organisation, Kind::Unknown, Kind::Vessel].map(|kind| Name::parse(name, kind)))
        .map(|name| searcher.search(&name, &Subject::default(), &Search::default()).len())
        .sum();
    let what = format!("alerts of {} legal forms alone", LEGAL_FORMS.len());
    report.judge(3, what, (legal.to_string(), "0"), legal == 0);
    if cfg!(debug_assertions) {
        report.left_out.push("times of searches, in a build without optimisation".to_owned());
        return Ok(());
    }
    let mut times: Vec<Duration> = Vec::with_capacity(others.len());
    for row in others {
        let watch = Stopwatch::start();
        let name = Name::parse(cell(row, "full_name"), Kind::Person);
        hint::black_box(searcher.search(&name, &Subject::default(), &Search::default()));
        times.push(watch.elapsed());
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    let (median, slow) = (at(50), at(99));
    let what = |share: &str| format!("time of a search among {} names, CPU, {share}", index.len());
    report.judge(5, what("p50"), (format!("{median:.1?}"), "≤ 300 µs"), median <= Duration::from_micros(300));
    report.judge(5, what("p99"), (format!("{slow:.1?}"), "≤ 2 ms"), slow <= Duration::from_millis(2));
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len().max(1))?;
    let customers = mean * 50_000;
    let found = (format!("{customers:.1?}"), "≤ 5 min");
    report.judge(5, "100,000 names on two cores, CPU", found, customers <= Duration::from_mins(5));
    Ok(())
}
