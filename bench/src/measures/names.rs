//! Names of sanctions lists: recall, false alerts and times, beside other libraries.

use super::programs::{example, output, peer};
use crate::{
    context::Context,
    figures::{Column, Section, Table, float},
};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// The systems that `names.py` knows.
const PEERS: [&str; 4] = ["logic-v2", "rigour", "token-set", "wratio"];
/// The recall of clean and of altered names at which all systems are compared, in percent.
const CLEAN: f64 = 99.0;
const ALTERED: f64 = 97.0;
const CUSTOMERS: f64 = 100_000.0;
const CORES: f64 = 2.0;

/// What each system prints: scores by name, and times.
#[derive(Clone, Debug, Deserialize)]
struct Measured {
    name: String,
    /// The documented threshold.
    threshold: Option<f64>,
    clean: Vec<f64>,
    altered: Vec<f64>,
    others: Vec<f64>,
    pairs_us: Vec<f64>,
    searches_us: Vec<f64>,
    /// The names that are searched for the times; only ours says it.
    listed: Option<u64>,
    /// The measured time of 100,000 customers; only ours has one.
    customers_s: Option<f64>,
}

impl Measured {
    /// The threshold, the shares of clean and altered names that are found with it, in percent, and the alerts per 1,000 others.
    fn alerts(&self, threshold: f64) -> [f64; 4] {
        let [clean, altered, others] =
            [&self.clean, &self.altered, &self.others].map(|scores| share(scores, threshold));
        [threshold, clean * 100.0, altered * 100.0, others * 1_000.0]
    }

    /// Times in the order of the columns of [`times`]: of 100,000 customers measured, or extrapolated from the mean search.
    fn times(&self) -> [f64; 5] {
        let (pairs, searches) = (sorted(&self.pairs_us), sorted(&self.searches_us));
        let mean = searches.iter().sum::<f64>() / count(searches.len());
        let customers = self.customers_s.unwrap_or(mean / 1e6 * CUSTOMERS / CORES);
        let [p50, p99] = [0.5, 0.99].map(|share| quantile(&searches, share) / 1e3);
        [quantile(&pairs, 0.5), quantile(&pairs, 0.99), p50, p99, customers]
    }

    fn name_with_size(&self) -> String {
        match self.listed {
            Some(_) => self.name.clone(),
            None => format!("{}, {} searches", self.name, self.searches_us.len()),
        }
    }
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let others = context.dose(200, 2_000);
    let file = context.settings.folder.join("names.json");
    let mut writing = example(context, "measure_names");
    writing.arg("write").arg(&context.sanctions.folder).arg(&file).arg(others.to_string());
    output(writing).await?;
    let mut measuring = example(context, "measure_names");
    measuring.arg("measure").arg(&file);
    let (printed, memory) = output(measuring).await?;
    let ours: Measured = serde_json::from_str(&printed)?;
    let mut all = vec![(ours, memory.own)];
    for system in PEERS {
        context.progress.say(format!("names, {system}"));
        let mut beside = peer(context, "names.py");
        beside.arg(system).arg(&file);
        let (printed, memory) = output(beside).await?;
        let line = printed.lines().next_back().context("the peer printed nothing")?;
        all.push((serde_json::from_str(line)?, memory.own));
    }
    let mut section = Section::new("names", "Names of sanctions lists", notes(&all)?);
    section.tables = tables(context.sanctions.title, &all)?;
    Ok(section)
}

/// The tables of all systems, ours first, each with the most memory that it took in MB.
fn tables(title: &str, all: &[(Measured, f64)]) -> Result<Vec<Table>> {
    let named = |what: &str, columns| Table::new(&format!("{title} lists, {what}"), columns);
    let mut documented = named("documented threshold", alert_columns());
    let mut clean = named("99 % of clean names found", alert_columns());
    let mut altered = named("97 % of altered names found", alert_columns());
    let mut times = named("times", time_columns());
    let ratios = ["search p50", "100,000 customers", "peak memory"].map(Column::said).into();
    let mut ratios = named("in our favour", ratios);
    let (ours, our_memory) = all.first().context("nothing was measured")?;
    for (system, memory) in all {
        ensure!(!system.clean.is_empty() && !system.searches_us.is_empty(), "{} measured nothing", system.name);
        documented.add(&*system.name, system.threshold.map_or([f64::NAN; 4], |threshold| system.alerts(threshold)));
        clean.add(&*system.name, system.alerts(threshold_at(&system.clean, CLEAN)));
        altered.add(&*system.name, system.alerts(threshold_at(&system.altered, ALTERED)));
        times.add(system.name_with_size(), system.times().into_iter().chain([*memory]));
    }
    for (system, memory) in all.iter().skip(1) {
        let ([.., theirs, _, their_customers], [.., own, _, customers]) = (system.times(), ours.times());
        ratios.add(&*system.name, [theirs / own, their_customers / customers, memory / our_memory]);
    }
    Ok(vec![documented, clean, altered, times, ratios])
}

fn alert_columns() -> Vec<Column> {
    ["threshold", "clean found %", "altered found %", "false alerts per 1,000"].map(Column::said).into()
}

fn time_columns() -> Vec<Column> {
    vec![
        Column::said("pair p50 µs"),
        Column::said("pair p99 µs"),
        Column::lower("search p50 ms", 0.1),
        Column::said("search p99 ms"),
        Column::said("100,000 customers s"),
        Column::lower("peak MB", 20.0),
    ]
}

/// The highest threshold that this share of scores reaches.
fn threshold_at(scores: &[f64], percent: f64) -> f64 {
    let falling = sorted(scores);
    let mut falling = (1..).zip(falling.iter().rev());
    let enough = percent * count(scores.len());
    falling.find(|(reached, _)| count(*reached) * 100.0 >= enough).map_or(f64::NAN, |(_, score)| *score)
}

fn count(number: usize) -> f64 {
    float(number.try_into().unwrap_or(u64::MAX))
}

/// The share of scores that reach a threshold.
fn share(scores: &[f64], threshold: f64) -> f64 {
    count(scores.iter().filter(|score| **score >= threshold).count()) / count(scores.len())
}

fn sorted(times: &[f64]) -> Vec<f64> {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The value below or at which this share of sorted values lies.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length is a place")]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (count(sorted.len()) * share).ceil() as usize;
    sorted.get(place.max(1) - 1).copied().unwrap_or(f64::NAN)
}

fn notes(all: &[(Measured, f64)]) -> Result<Vec<String>> {
    let (ours, _) = all.first().context("nothing was measured")?;
    let [clean, others] = [&ours.clean, &ours.others].map(Vec::len);
    Ok(vec![
        format!(
            "{clean} names of persons on the UN's list, as they are and altered, and {others} names of people who are not on it, the same \
             for all. A name is found if its own entry reaches the threshold; any entry that reaches it for one of the others is a false \
             alert. Names alone, without birth dates or countries. Without `--documents` the lists are the small ones of the \
             evaluation, which say nothing about quality."
        ),
        "Thresholds: those that the systems document, ours 0.7 and 0.7 of yente for logic-v2. RapidFuzz and rigour document none. Below that, each \
         system at its highest threshold that finds 99 % of the clean names, and at that which finds 97 % of the altered ones, so that false alerts can be \
         compared. Clean names are written as listed: where equal names score 1, 99 % of them need only these. A search of ours misses names below \
         0.5; these count as 0."
            .to_owned(),
        "nomenklatura's logic-v2 compares entities with all their names, weak aliases as such. rigour has no score of two names: its row is the \
         share of letters that `compare_parts` pairs, by the scores of the pairs, after `align_person_name_order`. RapidFuzz compares \
         after its default processing. normality, which both of the first import, needs PyICU, which has no wheels: a stand-in is imported that fails if it \
         is called, and it is not."
            .to_owned(),
        format!(
            "Times are those of the processor. A pair is one comparison of parsed names; for logic-v2, of entities. A search is for one name among {} \
             names of OFAC and the UN, completed with others. The peers have no index of names in memory, so that a search compares with \
             each; yente finds its candidates with OpenSearch first, which is not measured.",
            ours.listed.unwrap_or_default()
        ),
        "100,000 customers: ours is the time of two threads. The peers' is extrapolated: the mean of as many searches as the row says, on two \
         cores. Their p99 is of these few searches. The most memory is of the whole process, with the names to compare."
            .to_owned(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A system with these scores of clean names and of others, which takes 2 ms for a search.
    fn system(name: &str, clean: &[f64], others: &[f64]) -> Measured {
        Measured {
            name: name.to_owned(),
            threshold: None,
            clean: clean.to_vec(),
            altered: clean.iter().map(|score| score - 0.1).collect(),
            others: others.to_vec(),
            pairs_us: vec![3.0, 1.0, 2.0],
            searches_us: vec![2_000.0; 4],
            listed: None,
            customers_s: None,
        }
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-9
    }

    #[test]
    fn scores_at_the_threshold_count() {
        let [threshold, clean, altered, others] = system("a", &[0.9, 0.7, 0.6, 0.8], &[0.7, 0.1]).alerts(0.7);
        assert!(near(threshold, 0.7) && near(clean, 75.0) && near(altered, 50.0) && near(others, 500.0));
    }

    #[test]
    fn threshold_is_the_highest_that_finds_enough() {
        let scores: Vec<f64> = (1..=200).map(|score| f64::from(score) / 200.0).collect();
        assert!(near(threshold_at(&scores, 99.0), 3.0 / 200.0) && near(threshold_at(&scores, 100.0), 1.0 / 200.0));
        assert!(near(system("a", &scores, &[]).alerts(threshold_at(&scores, 99.0))[1], 99.0));
    }

    #[test]
    fn few_names_need_all() {
        assert!(near(threshold_at(&[0.9, 0.4, 0.8], 99.0), 0.4));
        assert!(threshold_at(&[], 99.0).is_nan());
    }

    #[test]
    fn customers_are_extrapolated_without_a_time() {
        let mut found = system("a", &[1.0], &[]);
        assert!(near(found.times()[4], 100.0), "2 ms each on two cores");
        found.customers_s = Some(7.0);
        assert!(near(found.times()[4], 7.0));
        assert!(near(found.times()[0], 2.0) && near(found.times()[1], 3.0));
    }

    #[test]
    fn quantiles_are_measured_values() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert!(near(quantile(&values, 0.5), 50.0) && near(quantile(&values, 0.99), 99.0));
        assert!(near(quantile(&[5.0], 0.5), 5.0) && quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn systems_without_threshold_have_no_documented_figures() {
        let mut ours = system("ours", &[0.9], &[0.2]);
        (ours.threshold, ours.customers_s, ours.listed) = (Some(0.7), Some(10.0), Some(25));
        let all = [(ours, 10.0), (system("peer", &[0.9], &[0.95]), 30.0)];
        let tables = tables("small", &all).unwrap();
        let [documented, clean, altered, times, ratios] = tables.as_slice() else { panic!("five tables") };
        assert_eq!(documented.rows[1].values, [None; 4]);
        assert_eq!((clean.rows[1].values[2], clean.rows[1].values[3]), (Some(0.0), Some(1_000.0)));
        assert_eq!(altered.rows[0].values[2], Some(100.0));
        assert_eq!([&*times.rows[0].name, &*times.rows[1].name], ["ours", "peer, 4 searches"]);
        assert_eq!(ratios.rows[0].values, [Some(1.0), Some(10.0), Some(3.0)]);
    }

    #[test]
    fn systems_that_measure_nothing_are_refused() {
        assert!(tables("small", &[(system("ours", &[], &[]), 1.0)]).is_err());
        assert!(tables("small", &[]).is_err());
    }

    #[test]
    fn printed_figures_are_read() {
        let printed =
            r#"{"name":"x","threshold":null,"clean":[1],"altered":[0.5],"others":[],"pairs_us":[1],"searches_us":[2]}"#;
        let found: Measured = serde_json::from_str(printed).unwrap();
        assert!(found.threshold.is_none() && found.customers_s.is_none() && found.name_with_size() == "x, 1 searches");
    }
}
