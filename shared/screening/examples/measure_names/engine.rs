//! Scores and times of the engine.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use sisuiq_names::{
    Comparison, IndexBuilder, Kind, ListedEntity, MATCH_THRESHOLD, Name, NameIndex, Rarity, Search, Searcher, Subject,
};

use crate::Outcome;
use crate::clock::Stopwatch;
use crate::names::{Listed, Names, Positive};

/// The lowest score of a search that misses no name.
const LOWEST: f64 = 0.5;
/// Pairs of names whose comparison is timed.
const PAIRS: usize = 5_000;
/// Customers that are screened at once, and the threads that do it.
const CUSTOMERS: usize = 100_000;
const THREADS: usize = 2;

/// What the measure `names` reads, of this engine as of others. Lists of scores have one for each name.
#[derive(Debug, Serialize)]
pub(crate) struct Measured {
    name: &'static str,
    threshold: f64,
    clean: Vec<f64>,
    altered: Vec<f64>,
    others: Vec<f64>,
    /// Processor times of comparisons.
    pairs_us: Vec<f64>,
    /// Processor times of searches in the large list.
    searches_us: Vec<f64>,
    /// The names of the large list.
    listed: usize,
    /// From the first customer to the last.
    customers_s: f64,
}

pub(crate) fn measure(names: &Names) -> Outcome<Measured> {
    let index = index(&names.entities)?;
    let mut searcher = Searcher::new(&index);
    let clean = positives(&mut searcher, &names.clean);
    let altered = positives(&mut searcher, &names.altered);
    let others =
        names.others.iter().map(|name| scores(&mut searcher, name).map(|(_, score)| score).fold(0.0, f64::max));
    let others = others.collect();
    let large = self::index(&names.large)?;
    Ok(Measured {
        name: "ours",
        threshold: MATCH_THRESHOLD,
        clean,
        altered,
        others,
        pairs_us: pairs(names),
        searches_us: searches(&large, &names.searched),
        listed: large.len(),
        customers_s: customers(&large, &names.searched).as_secs_f64(),
    })
}

/// An index as the product builds it, without the facts. The keys are the places of the entries.
fn index(entries: &[Listed]) -> Outcome<NameIndex<Vec<u8>>> {
    let mut builder = IndexBuilder::new("measured");
    for (place, entry) in entries.iter().enumerate() {
        let entity = ListedEntity::new(place.to_string());
        let named = |entity: ListedEntity, name: &crate::names::ListedName| {
            entity.with_name(&name.text, entry.kind, name.quality)
        };
        builder.add(entry.names.iter().fold(entity, named));
    }
    Ok(NameIndex::open(builder.build()?)?)
}

/// The entries that resemble a person's name, with their scores.
fn scores<'a>(searcher: &mut Searcher<'a>, name: &str) -> impl Iterator<Item = (&'a str, f64)> {
    let search = Search { threshold: LOWEST, limit: usize::MAX, kind: Some(Kind::Person) };
    let hits = searcher.search(&Name::parse(name, Kind::Person), &Subject::default(), &search);
    hits.into_iter().map(|hit| (hit.entry.key, hit.comparison.score))
}

/// For each name, the best score of its own entities.
fn positives(searcher: &mut Searcher<'_>, rows: &[Positive]) -> Vec<f64> {
    let best = |row: &Positive| {
        let expected: Vec<String> = row.expected.iter().map(ToString::to_string).collect();
        let own = |key: &str| expected.is_empty() || expected.iter().any(|expected| expected == key);
        scores(searcher, &row.name).filter(|(key, _)| own(key)).map(|(_, score)| score).fold(0.0, f64::max)
    };
    rows.iter().map(best).collect()
}

/// Times of single comparisons.
fn pairs(names: &Names) -> Vec<f64> {
    let parsed =
        |entry: &Listed| entry.names.iter().map(|name| Name::parse(&name.text, entry.kind)).collect::<Vec<_>>();
    let listed: Vec<Name> = names.entities.iter().flat_map(parsed).collect();
    let others: Vec<Name> = names.others.iter().map(|name| Name::parse(name, Kind::Person)).collect();
    let rarity = Rarity::of_names(&listed);
    let spread = listed.iter().cycle().step_by(7);
    let pairs = others.iter().cycle().zip(spread).take(PAIRS);
    let time = |(one, other): (&Name, &Name)| {
        let watch = Stopwatch::start();
        black_box(Comparison::of(one, other, &rarity));
        microseconds(watch.elapsed())
    };
    pairs.map(time).collect()
}

/// Times of searches with the defaults, in which the name is parsed.
fn searches(index: &NameIndex<Vec<u8>>, names: &[String]) -> Vec<f64> {
    let mut searcher = Searcher::new(index);
    let time = |name: &String| {
        let watch = Stopwatch::start();
        screen(&mut searcher, name);
        microseconds(watch.elapsed())
    };
    names.iter().map(time).collect()
}

/// The time in which all customers are screened.
fn customers(index: &NameIndex<Vec<u8>>, names: &[String]) -> Duration {
    let began = Instant::now();
    thread::scope(|scope| {
        for number in 0..THREADS {
            scope.spawn(move || {
                let mut searcher = Searcher::new(index);
                let own = names.iter().cycle().take(CUSTOMERS).skip(number).step_by(THREADS);
                own.for_each(|name| screen(&mut searcher, name));
            });
        }
    });
    began.elapsed()
}

fn screen(searcher: &mut Searcher<'_>, name: &str) {
    let name = Name::parse(name, Kind::Person);
    black_box(searcher.search(&name, &Subject::default(), &Search::default()));
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
