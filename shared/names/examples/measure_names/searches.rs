//! Searches: what is found, what alerts, and how long it takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint;
use std::path::Path;
use std::time::Duration;

use sisuiq_names::{Kind, Name, NameIndex, NameQuality, Search, Searcher, Subject};

use crate::clock::Stopwatch;
use crate::data::{List, Outcome, birth_date, cell, index, ofac_names, share, sorted_words, table};

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

fn facts(row: &BTreeMap<String, String>) -> Subject {
    Subject { birth_dates: birth_date(cell(row, "date_of_birth")).into_iter().collect(), ..Subject::default() }
}

/// Searches the names of the UN, clean and altered, and names of others.
pub(crate) fn screening(
    folder: &Path,
    list: &List,
    (threshold, show): (f64, bool),
    report: &mut String,
) -> Outcome<()> {
    let index = index(list)?;
    let mut searcher = Searcher::new(&index);
    let search = Search { threshold, limit: 5, kind: Some(Kind::Person) };
    let folder = folder.join("screening");
    let clean = table(&folder.join("positives_un_untreated.csv"))?;
    let mut by_words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (id, name, ..) in &list.names {
        by_words.entry(sorted_words(name)).or_default().push(*id);
    }
    for file in ["positives_un_untreated.csv", "positives_un_treated.csv"] {
        let rows = table(&folder.join(file))?;
        let mut found = [0, 0];
        for (row, original) in rows.iter().zip(&clean) {
            // the entity is the one whose name or alias is the unaltered name
            let expected = by_words.get(&sorted_words(cell(original, "full_name")));
            let name = Name::parse(cell(row, "full_name"), Kind::Person);
            for (facts, found) in [Subject::default(), facts(row)].iter().zip(&mut found) {
                let hits = searcher.search(&name, facts, &search);
                let is_expected = |key: &str| expected.is_none_or(|keys| keys.iter().any(|id| id.to_string() == key));
                let hit = hits.iter().any(|hit| is_expected(hit.entry.key));
                *found += usize::from(hit);
                if show && !hit {
                    writeln!(report, "    not found: {} ({} facts)", name.text(), facts.birth_dates.len())?;
                }
            }
        }
        let [alone, with_dates] = found.map(|found| share(found, rows.len()) * 100.0);
        writeln!(report, "{file}: {} names, found {alone:.2} %, with birth dates {with_dates:.2} %", rows.len())?;
    }
    negatives(&folder, &mut searcher, (&search, show), report)?;
    writeln!(report, "  against {} names of {} entities", index.len(), index.entities())?;
    Ok(())
}

fn negatives(
    folder: &Path,
    searcher: &mut Searcher<'_>,
    (search, show): (&Search, bool),
    report: &mut String,
) -> Outcome<()> {
    let rows = table(&folder.join("negatives_global.csv"))?;
    let mut alerts = [0, 0];
    for (number, row) in rows.iter().enumerate() {
        let name = Name::parse(cell(row, "full_name"), Kind::Person);
        for (facts, alerts) in [Subject::default(), facts(row)].iter().zip(&mut alerts) {
            let hits = searcher.search(&name, facts, search);
            *alerts += usize::from(!hits.is_empty());
            if let Some(hit) = hits.first().filter(|_| show && number % 50 == 0) {
                let (score, facts) = (hit.comparison.score, facts.birth_dates.len());
                writeln!(report, "    alert {score:.3}: {} | {} ({facts} facts)", name.text(), hit.entry.text)?;
            }
        }
    }
    let [alone, with_dates] = alerts.map(|alerts| share(alerts, rows.len()) * 1000.0);
    writeln!(report, "alerts per 1,000 of {} others: {alone:.2}, with birth dates {with_dates:.2}", rows.len())?;
    Ok(())
}

/// Measures indexes of 25,000 names and of 20,000 entities.
pub(crate) fn latency(folder: &Path, ofac: &Path, un: &List, threshold: f64, report: &mut String) -> Outcome<()> {
    let rows = table(&folder.join("screening/negatives_global.csv"))?;
    let others: Vec<String> = rows.iter().map(|row| cell(row, "full_name").to_owned()).collect();
    let mut list = List { names: ofac_names(ofac)?, facts: BTreeMap::new() };
    list.names.extend(un.names.iter().map(|(id, name, kind, quality)| (id + 1_000_000, name.clone(), *kind, *quality)));
    list.facts.extend(un.facts.iter().map(|(id, facts)| (id + 1_000_000, facts.clone())));
    // others complete the list to the size
    let missing = 25_000_usize.saturating_sub(list.names.len());
    let mut fill =
        (2_000_000..).zip(others.iter().rev()).map(|(id, name)| (id, name.clone(), Kind::Person, NameQuality::Strong));
    list.names.extend(fill.by_ref().take(missing));
    let opened = measured_index(&list, report)?;
    let legal: usize = LEGAL_FORMS
        .iter()
        .flat_map(|name| [Kind::Organisation, Kind::Unknown, Kind::Vessel].map(|kind| Name::parse(name, kind)))
        .map(|name| Searcher::new(&opened).search(&name, &Subject::default(), &Search::default()).len())
        .sum();
    writeln!(report, "  hits of {} words of legal forms alone: {legal}", LEGAL_FORMS.len())?;
    let strangers: Vec<(String, Kind)> = others.iter().map(|name| (name.clone(), Kind::Person)).collect();
    let listed: Vec<(String, Kind)> =
        list.names.iter().step_by(5).map(|(_, name, kind, _)| (name.clone(), *kind)).collect();
    for (what, queries) in [("names of others", &strangers), ("listed names", &listed)] {
        times(&opened, (what, queries), threshold, report)?;
    }
    let more = 20_000_usize.saturating_sub(opened.entities());
    list.names.extend(fill.take(more));
    measured_index(&list, report)?;
    Ok(())
}

fn measured_index(list: &List, report: &mut String) -> Outcome<NameIndex<Vec<u8>>> {
    let watch = Stopwatch::start();
    let built = index(list)?;
    let building = watch.elapsed();
    let bytes = built.bytes().to_vec();
    let watch = Stopwatch::start();
    let opened = NameIndex::open(bytes)?;
    let opening = watch.elapsed();
    writeln!(
        report,
        "index of {} names of {} entities: {} bytes, parsed and built in {building:.0?}, opened in {opening:.1?}, of CPU",
        opened.len(),
        opened.entities(),
        opened.bytes().len()
    )?;
    Ok(opened)
}

fn times(
    index: &NameIndex<Vec<u8>>,
    (what, queries): (&str, &[(String, Kind)]),
    threshold: f64,
    report: &mut String,
) -> Outcome<()> {
    let mut searcher = Searcher::new(index);
    let search = Search { threshold, ..Search::default() };
    let mut times: Vec<Duration> = Vec::with_capacity(queries.len());
    for (name, kind) in queries {
        let watch = Stopwatch::start();
        hint::black_box(searcher.search(&Name::parse(name, *kind), &Subject::default(), &search));
        times.push(watch.elapsed());
    }
    let all: Duration = times.iter().sum();
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or_default();
    let mean = all / u32::try_from(times.len().max(1))?;
    writeln!(
        report,
        "  search of {} {what}, CPU: mean {mean:.1?} p50 {:.1?} p99 {:.1?} p99.9 {:.1?}; 100,000 on two cores {:.1?}",
        times.len(),
        at(500),
        at(990),
        at(999),
        mean * 50_000
    )?;
    Ok(())
}
