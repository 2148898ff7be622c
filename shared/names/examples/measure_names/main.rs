//! Measures names: `cargo run --release -p sisuiq-names --example measure_names NAME_MATCHING OFAC_SDN UN_XML [THRESHOLD] [--check] [--list]`.
//!
//! `NAME_MATCHING` is a folder with `name_bench_cases.csv`, `ofac_official_scores.csv` and `screening/*.csv`; `OFAC_SDN` one with `sdn.csv` and
//! `alt.csv`; `UN_XML` a consolidated list of the UN. Labelled pairs are divided by the number of their row, counted from 0: rules are tuned
//! on even rows only. Odd rows are measured with `--check`. `--list` prints the pairs that are graded wrongly, of even rows only.

mod clock;
mod data;
mod scores;
mod searches;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use sisuiq_names::MATCH_THRESHOLD;

use data::{Outcome, un_list};

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let plain: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let path =
        |place: usize| plain.get(place).map(PathBuf::from).ok_or("paths are missing: NAME_MATCHING OFAC_SDN UN_XML");
    let (matching, ofac, un) = (path(0)?, path(1)?, path(2)?);
    let threshold = plain.get(3).map_or(Ok(MATCH_THRESHOLD), |text| text.parse())?;
    let mut report = String::new();
    scores::pairs(&matching, threshold, (flag("--check"), flag("--list")), &mut report)?;
    scores::ties(&matching, &mut report)?;
    scores::official(&matching, flag("--list"), &mut report)?;
    let list = un_list(&fs::read_to_string(un)?);
    searches::screening(&matching, &list, (threshold, flag("--list")), &mut report)?;
    searches::latency(&matching, &ofac, &list, threshold, &mut report)?;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}
