//! The options of `cargo dev predictor`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use sisuiq_accidents::{CutOffs, Years};

#[derive(Debug, Args)]
pub(crate) struct PredictorArguments {
    #[command(subcommand)]
    pub(crate) action: PredictorAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PredictorAction {
    /// Trains a model on a table of accidents, measures it, and writes a bundle
    Train(TrainArguments),
    /// Writes a bundle from a LightGBM model: a text model, or a pickle, which is not unpickled
    Import(ImportArguments),
    /// Shows what a bundle says about its model
    Info {
        /// The folder of the bundle; the demo model by default
        folder: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TrainArguments {
    /// The table, in UTF-8 or CP949, with the columns that docs/PREDICTOR.md lists
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: PathBuf,
    #[command(flatten)]
    pub(crate) bundle: BundleArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The model: LightGBM's text format, or a pickle or joblib file that contains it
    pub(crate) file: PathBuf,
    /// The years of the data that the model was trained on
    #[arg(long, value_name = "FIRST-LAST")]
    pub(crate) years: YearRange,
    /// A table of accidents that the model has not seen, to fit the interval and measure quality; without it the bundle has neither
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) bundle: BundleArguments,
}

/// What every new bundle needs.
#[derive(Debug, Args)]
pub(crate) struct BundleArguments {
    /// The folder of the bundle
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The version of the model, which every prediction repeats
    #[arg(long, value_name = "NAME")]
    pub(crate) model_version: String,
    /// The origin of the training data, in English
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: String,
    /// The origin of the training data, in Korean; the English text by default
    #[arg(long, value_name = "TEXT")]
    pub(crate) source_korean: Option<String>,
    /// The values of ECLO at which the classes 일반, 심각 and 매우 심각 begin
    #[arg(long, value_name = "NUMBERS", default_value = "3,5,10")]
    pub(crate) cut_offs: CutOffs,
    /// Replace the bundle in the folder
    #[arg(long)]
    pub(crate) replace: bool,
}

/// Years as `2019-2021`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YearRange(pub(crate) Years);

impl FromStr for YearRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let year = |text: &str| text.parse().ok().filter(|year| (1900..=2100).contains(year));
        let years = text.split_once('-').and_then(|(first, last)| Some((year(first)?, year(last)?)));
        match years {
            Some((first, last)) if first <= last => Ok(Self(Years { first, last })),
            _ => Err("the first and the last year with a hyphen between them, such as 2019-2021".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_ranges_ascend() {
        assert_eq!("2019-2021".parse(), Ok(YearRange(Years { first: 2019, last: 2021 })));
        assert_eq!("2020-2020".parse(), Ok(YearRange(Years { first: 2020, last: 2020 })));
        for text in ["", "2019", "2021-2019", "19-21", "2019-2021-2022", "a-b"] {
            assert!(text.parse::<YearRange>().is_err(), "{text}");
        }
    }
}
