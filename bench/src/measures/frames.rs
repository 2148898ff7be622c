//! Tables: reading with a profile, the analysis tools and distances, beside pandas and numpy.

use super::programs::{example, number_after, output, peer, python, seconds_after};
use crate::{
    context::Context,
    figures::{Column, Section, Table},
};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::{fs, path::Path};

/// The random calls of the tools and their results, which the library's test compares too.
const CALLS: &str = "shared/frames/tests/parity/parity.py";
/// The thresholds of the distances, in kilometres.
const THRESHOLDS: [f64; 3] = [0.5, 1.0, 2.0];

/// What the peer prints of reading a table.
#[derive(Debug, Deserialize)]
struct Described {
    seconds: f64,
    megabytes: f64,
}

/// What the peer prints of distances.
#[derive(Debug, Deserialize)]
struct Compared {
    seconds: f64,
    means: [f64; 3],
}

/// What the example prints of distances.
#[derive(Debug, Deserialize)]
struct Proximity {
    thresholds: Vec<Density>,
}

#[derive(Debug, Deserialize)]
struct Density {
    mean: f64,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let folder = context.settings.folder.join("tables");
    fs::create_dir_all(&folder)?;
    let mut writing = peer(context, "tables.py");
    writing.arg("write").arg(&folder);
    output(writing).await?;
    let mut ratios = Table::new("in our favour", vec![Column::said("time"), Column::said("peak memory")]);
    let tables = vec![
        profile(context, &folder, &mut ratios).await?,
        proximity(context, &folder, &mut ratios).await?,
        tools(context, &folder).await?,
    ];
    let mut section = Section::new("frames", "Tables", notes());
    section.tables = tables;
    section.tables.push(ratios);
    Ok(section)
}

/// Reading and describing a table of 50 MB.
async fn profile(context: &Context, folder: &Path, ratios: &mut Table) -> Result<Table> {
    let file = folder.join("accidents.csv");
    let mut measuring = example(context, "measure_frames");
    measuring.arg(&file);
    let (text, memory) = output(measuring).await?;
    let ours = seconds_after(&text, "frame:")? + seconds_after(&text, "\nprofile:")?;
    let mut beside = peer(context, "tables.py");
    beside.arg("profile").arg(&file);
    let theirs: Described = serde_json::from_str(&output(beside).await?.0)?;
    let mut table = Table::new("profile of 50 MB", vec![Column::lower("s", 0.1), Column::lower("peak MB", 20.0)]);
    table.add("ours, with the columnar copy", [ours, memory.own]);
    table.add("pandas", [theirs.seconds, theirs.megabytes]);
    ratios.add("profile of 50 MB", [theirs.seconds / ours, theirs.megabytes / memory.own]);
    Ok(table)
}

/// The twenty analysis tools, four random calls each.
async fn tools(context: &Context, folder: &Path) -> Result<Table> {
    let calls = folder.join("calls.json");
    let mut writing = python(context, context.settings.project.join(CALLS));
    writing.arg("calls").arg(&calls).arg(folder.join("tools.csv"));
    output(writing).await?;
    let mut measuring = example(context, "parity");
    measuring.arg(&calls).arg(folder);
    let (text, _) = output(measuring).await?;
    ensure!(text.contains(", 0 differences"), "the tools and pandas differ:\n{text}");
    let columns = [
        Column::lower("from the copy ms", 5.0),
        Column::lower("from memory ms", 5.0),
        Column::said("pandas ms"),
        Column::said("in our favour"),
    ];
    let mut table = Table::new("tools, four calls", columns.into());
    for line in text.lines().filter(|line| line.contains(": from the copy ")) {
        let name = line.split_once(':').map(|(name, _)| name).context("a line begins with a name")?;
        let [copy, memory, pandas] = ["from the copy", "from memory", "pandas"].map(|words| number_after(line, words));
        let (memory, pandas) = (memory?, pandas?);
        table.add(name, [copy?, memory, pandas, pandas / memory]);
    }
    Ok(table)
}

/// Points within distances of points; comparing all pairs must give the same numbers.
async fn proximity(context: &Context, folder: &Path, ratios: &mut Table) -> Result<Table> {
    let paths = ["bases.csv", "targets.csv"].map(|name| folder.join(name));
    let mut measuring = example(context, "measure_frames");
    measuring.args(&paths);
    let (text, _) = output(measuring).await?;
    let line = text.lines().rfind(|line| line.trim_start().starts_with(r#"{"points""#)).context("no distances")?;
    let found: Proximity = serde_json::from_str(line.trim())?;
    let times = text.lines().filter(|line| line.starts_with("proximity of")).map(|line| seconds_after(line, "points:"));
    let ours = times.collect::<Result<Vec<_>>>()?.into_iter().fold(f64::INFINITY, f64::min);
    let mut beside = peer(context, "tables.py");
    beside.arg("proximity").args(&paths);
    let theirs: Compared = serde_json::from_str(&output(beside).await?.0)?;
    for ((density, mean), kilometres) in found.thresholds.iter().zip(theirs.means).zip(THRESHOLDS) {
        ensure!(
            (density.mean - mean).abs() < 1e-9,
            "{kilometres} km: {} targets, and {mean} by all pairs",
            density.mean
        );
    }
    let mut table = Table::new("14,624 points, 17,472 targets", vec![Column::lower("s", 0.02)]);
    table.add("ours", [ours]);
    table.add("numpy, all pairs", [theirs.seconds]);
    ratios.add("distances, all pairs", [theirs.seconds / ours, f64::NAN]);
    Ok(table)
}

fn notes() -> Vec<String> {
    [
        "`measure_frames` and `parity` of `shared/frames` measure ours, `bench/peer/tables.py` and the test's `parity.py` pandas \
         and numpy. All tables are generated; each side runs alone, ours first.",
        "Profile: from the file to types, missing values, different values, quantiles and frequencies. pandas reads the same file and \
         describes each column. The memory is the most that the process had, ours with the columnar copy.",
        "Tools: the time of four random calls of each tool over the first 100,000 rows of the table, from the columnar copy and from memory. The results of \
         all calls must be equal, or there are no figures.",
        "Distances: the targets within 0.5, 1 and 2 km of each point. Comparing all pairs must give the same numbers.",
    ]
    .map(str::to_owned)
    .to_vec()
}
