//! Measures lists, names and law against the goals of the sanctions service: `evaluate_sanctions FOLDER REPORT.json`.
//! `cargo dev evaluate --suite sanctions` runs it. It fails if a goal is missed.
//!
//! `FOLDER` has `name_matching` (`name_bench_cases.csv`, `ofac_official_scores.csv`, `watchman_cross_script_pairs.csv` and `screening/*.csv`),
//! `ofac_sdn` (`2019-01` and `2021-07` with `sdn.csv` and its companions), `un_consolidated` (files named by their day), `eurlex_structured/*.json`
//! (units of acts), and acts in folders of `article-*.txt` or `section-*.txt` below `cfr31` and
//! `eu_regulations`, and articles in `eurlex_rag_eval/testset.jsonl`. `related` has two small lists, `sdn.csv` and
//! `un.xml`, with what is to be found in them. What a folder lacks is not measured. `expected.json` says how the lists of the folder differ.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]

mod clock;
mod data;
mod explained;
mod labels;
mod lists;
mod related;
mod report;
mod round_trip;
mod scores;
mod searches;

use report::Report;
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<ExitCode> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (folder, output) = arguments.next().zip(arguments.next()).ok_or("name the folder and the report")?;
    let mut report = Report::default();
    scores::measure(&folder.join("name_matching"), &mut report)?;
    let measured = lists::measure(&folder, &mut report)?;
    related::measure(&folder.join("related"), &measured, &mut report)?;
    searches::measure(&folder.join("name_matching/screening"), &measured, &mut report)?;
    round_trip::measure(&folder.join("eurlex_structured"), &mut report)?;
    for (acts, path) in
        [("cfr31", "cfr31"), ("eu_regulations", "eu_regulations"), ("eurlex_rag_eval", "eurlex_rag_eval/testset.jsonl")]
    {
        labels::measure(&folder.join(path), acts, &mut report)?;
    }
    println!("{}", report.markdown());
    report.left_out.iter().for_each(|what| eprintln!("not measured: {what}"));
    fs::write(&output, serde_json::to_string_pretty(&report)?)?;
    eprintln!("{} is written", output.display());
    Ok(if report.is_accepted() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
