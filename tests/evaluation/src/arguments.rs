//! The command line.

use crate::run::UNLIMITED;
use clap::Parser;
use std::{num::NonZeroUsize, path::PathBuf};

/// Asks the product questions and measures the answers.
#[derive(Clone, Debug, Parser)]
#[command(name = "evaluate")]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(crate) struct Arguments {
    /// File with the questions
    #[arg(long, visible_alias = "questions", value_name = "FILE", default_value = "tests/evaluation/dataset.json")]
    pub(crate) dataset: PathBuf,
    /// Ask about the PDFs of this folder, under their file names, instead of the demo documents; without comparing with
    /// a baseline
    #[arg(long, value_name = "DIR", conflicts_with_all = ["url", "record"])]
    pub(crate) documents: Option<PathBuf>,
    /// Rank the pages of the questions in this folder (`questions.jsonl` and PDFs) instead of measuring answers
    #[arg(long, value_name = "DIR", conflicts_with_all = ["url", "documents", "dataset"])]
    pub(crate) pages: Option<PathBuf>,
    /// Ask the questions about the demo law in this folder (`questions.jsonl`) instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["url", "documents", "dataset", "pages", "record"])]
    pub(crate) law: Option<PathBuf>,
    /// With `--law`, ask the questions of the published sets in this folder instead
    #[arg(long, value_name = "DIR", requires = "law")]
    pub(crate) published: Option<PathBuf>,
    /// With `--pages`, the ranks of a prototype, made by `bench/peer/find_pages.py`
    #[arg(long, value_name = "FILE", requires = "pages")]
    pub(crate) prototype: Option<PathBuf>,
    /// With `--pages`, only questions about the documents that this file lists, one file name a line
    #[arg(long, value_name = "FILE", requires = "pages")]
    pub(crate) only: Option<PathBuf>,
    /// Ask the product at this address instead of one with the demo documents, as the user in `EVALUATE_EMAIL` and
    /// `EVALUATE_PASSWORD`
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Publish the run in the product, where its administrators see it; the user has to be an administrator
    #[arg(long, requires = "url")]
    pub(crate) publish: bool,
    /// File for the report
    #[arg(long, value_name = "FILE", default_value = "eval_report.json")]
    pub(crate) output: PathBuf,
    /// Only questions of this category; can be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) category: Vec<String>,
    /// Number of concurrent questions
    #[arg(long, default_value_t = 3)]
    pub(crate) concurrency: usize,
    /// With `--pages`, also the questions that are kept for a last run
    #[arg(long, requires = "pages")]
    pub(crate) unread: bool,
    /// With `--pages`, let a model that knows all keys write the answers from the passages in its prompt
    #[arg(long, requires = "pages", conflicts_with_all = ["record", "prototype"])]
    pub(crate) oracle: bool,
    /// With `--pages`, let the model at this URL, which ends with `/v1`, write the answers, and compare them with the
    /// passages in its prompt
    #[arg(long, value_name = "URL", requires = "pages", conflicts_with_all = ["oracle", "record", "prototype"])]
    pub(crate) model_url: Option<String>,
    /// With `--pages`, ask this many of the questions, spread evenly
    #[arg(long, value_name = "NUMBER", requires = "pages", conflicts_with = "record")]
    pub(crate) sample: Option<NonZeroUsize>,
    /// Ask a product with this setting (`NAME=VALUE`), such as a reader; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting, conflicts_with_all = ["url", "record"])]
    pub(crate) setting: Vec<(String, String)>,
    /// Baseline to compare with [default: tests/evaluation/baseline.json; none with `--pages`]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Record this run as the new baseline
    #[arg(long)]
    pub(crate) record: bool,
}

impl Arguments {
    /// The settings of the product that is asked: without rate limits, and with those of the command line.
    pub(crate) fn settings(&self) -> Vec<(&str, &str)> {
        let own = self.setting.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        UNLIMITED.into_iter().chain(own).collect()
    }
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("{text} is not NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}
