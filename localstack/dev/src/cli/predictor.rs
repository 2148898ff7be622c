//! The options of `cargo dev predictor`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sisuiq_accidents::CutOffs;

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
