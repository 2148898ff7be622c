//! Predictions of the severity model, beside LightGBM, lleaves and Treelite.

use super::programs::{example, number_after, output, peer};
use crate::{
    context::Context,
    figures::{Column, Section, Table},
};
use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::{collections::BTreeMap, ffi::OsStr};

const MODEL: &str = "seeds/accident_model/model.txt";

/// The times of one library.
#[derive(Debug, Deserialize)]
struct Times {
    single_us: f64,
    batch_s: f64,
    contributions_us: Option<f64>,
}

impl Times {
    fn figures(&self) -> [f64; 3] {
        [self.single_us, self.batch_s, self.contributions_us.unwrap_or(f64::NAN)]
    }
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let (model, rows) = (context.settings.project.join(MODEL), context.settings.folder.join("rows.csv"));
    let paths: [&OsStr; 2] = [model.as_os_str(), rows.as_os_str()];
    let mut writing = peer(context, "trees.py");
    writing.arg("rows").args(paths);
    output(writing).await?;
    let mut measuring = example(context, "measure_trees");
    measuring.args(paths);
    let (text, _) = output(measuring).await?;
    let ours = Times {
        single_us: number_after(&text, "single prediction p50")?,
        batch_s: number_after(&text, "rows at once")?,
        contributions_us: Some(number_after(&text, "\ncontributions")?),
    };
    let mut beside = peer(context, "trees.py");
    beside.arg("times").args(paths);
    let (printed, _) = output(beside).await?;
    // Treelite prints messages before
    let times = printed.trim_end().lines().next_back().context("the peer printed nothing")?;
    let others: BTreeMap<String, Times> = serde_json::from_str(times)?;
    let columns = [("one row µs", 2.0), ("100,000 rows s", 0.05), ("contributions of a row µs", 20.0)];
    let mut times = Table::new("predictions", columns.map(|(name, slack)| Column::lower(name, slack)).into());
    let mut ratios = Table::new("in our favour", columns.map(|(name, _)| Column::said(name)).into());
    times.add("ours", ours.figures());
    for (name, other) in &others {
        times.add(name.as_str(), other.figures());
        let pairs = other.figures().into_iter().zip(ours.figures());
        ratios.add(name.as_str(), pairs.map(|(theirs, ours)| theirs / ours));
    }
    let mut section = Section::new("trees", "Predictions of trees", notes());
    section.tables = vec![times, ratios];
    Ok(section)
}

fn notes() -> Vec<String> {
    [
        "The demo model (500 trees of 31 leaves, 11 features) on 1,000 random rows, each library on one thread. One row is \
         a median over single calls, 100,000 rows and contributions are the fastest of five passes; contributions are of 200 \
         rows at once.",
        "`measure_trees` of `shared/trees` measures ours, `bench/peer/trees.py` the others from Python, whose call is a part \
         of a single prediction. lleaves compiles with LLVM; Treelite reads the model as it is, and compiled it is C from TL2cgen.",
    ]
    .map(str::to_owned)
    .to_vec()
}
