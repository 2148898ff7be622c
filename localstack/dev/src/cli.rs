//! The command line.

mod groups;
mod predictor;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::package::Architecture;
use crate::stack::Kind;
pub(crate) use groups::parse;
pub(crate) use predictor::{BundleArguments, ImportArguments, PredictorAction, PredictorArguments, TrainArguments};

/// Runs the product on this machine: real functions, real queues, real stores, no account and no container.
#[derive(Debug, Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev", version, about, subcommand_negates_reqs = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) up: UpArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Installs, builds and starts everything (the default); its last line is the base URL
    Up(UpArguments),
    /// Ends everything that runs; documents and secrets stay
    Down,
    /// Shows the parts with process, port and health
    Status,
    /// Shows the logs of all parts or of one
    Logs(LogsArguments),
    /// Ends everything and removes the stack's documents, database and secrets
    Reset {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Creates missing demo data and lists what existed before
    Seed,
    /// Moves dead letters back to the ingest queue and the queue of text recognition
    Redrive,
    /// Takes a backup of the database, reads it back and removes old ones
    Backup,
    /// Shows the backups that there are, the newest first
    Backups,
    /// Restores a backup beside the live data, compares it, asks it questions and discards it
    Drill(DrillArguments),
    /// Restores a backup into an empty database
    Restore(RestoreArguments),
    /// Rotates a secret as Secrets Manager does, while everything runs
    Rotate(RotateArguments),
    /// Prints the running stack's addresses and credentials as KEY=value lines
    Env,
    /// Shows the text messages and e-mails that would have been delivered, the newest e-mail last
    Inbox(InboxArguments),
    /// Uploads a PDF unless it was uploaded before, asks a question and prints the answer with its citations
    Ask(AskArguments),
    /// The quick checks of every day: format, lints, documentation, unit tests
    Check,
    /// Every check and every test, or the tests of one system, on a stack, ports and a target folder of its own
    Test(TestArguments),
    /// Prepares every statement of the queries folders on the schema, and names those that Postgres refuses
    Sql,
    /// Runs the suites that test the product's guarantees, on a stack of its own, and writes docs/EVIDENCE.md
    Prove(ProveArguments),
    /// Asks the product the evaluation's questions and compares the results with the baseline
    Evaluate(EvaluateArguments),
    /// Checks the signed record of an answer, without a network
    Verify(VerifyArguments),
    /// Serves a small language model on this machine, to try written answers with
    Model(ModelArguments),
    /// Trains, imports or describes a model of accident severity
    Predictor(PredictorArguments),
    /// Measures the optimised programs on a stack of their own and writes a report
    Bench(BenchArguments),
    /// Collects everything to deploy in .local/package: files, templates, bills of materials, and a listing of checksums and sizes
    Package(PackageArguments),
    /// Computes the monthly costs on AWS and the limits of a deployment, from prices, assumptions and measurements
    Costs(CostsArguments),
    /// Generates the rules for Prometheus and the dashboards for Grafana from the metrics and the template
    Dashboards(DashboardsArguments),
    /// Checks that api-definition.yaml and the throttles of template.yaml follow from functions/paths.yaml and openapi.json
    Template(TemplateArguments),
    /// Runs the parts in the foreground of this process, as `up` does once all is built
    #[command(hide = true)]
    Supervise(SuperviseArguments),
}

/// A suite of questions with pages, of tables, or of questions about tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum EvaluationSuite {
    /// The folder given with --documents
    Public,
    /// tests/evaluation/strangers
    Strangers,
    /// tests/evaluation/tables: tables with known figures, which need no stack
    Tables,
    /// shared/planner/tests/evaluation: questions about tables with the calls that answer them, which need no stack
    Planner,
    /// The folder given with --documents, or tests/evaluation/sanctions: lists, names and law, which need no stack
    Sanctions,
    /// tests/evaluation/law, about the demo law, or the published sets in the folder given with --documents: provisions, and what answers about them rest on
    Law,
}

/// The options of suites that rank pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct PagesArguments {
    /// Rank the right pages beside a plain prototype, read tables, or plan questions about tables, instead of measuring answers
    #[arg(long, value_name = "NAME", conflicts_with_all = ["questions", "url", "category"])]
    pub(crate) suite: Option<EvaluationSuite>,
    /// With --suite, only questions about the documents whose file names this file lists, one a line
    #[arg(long, value_name = "FILE", requires = "suite")]
    pub(crate) only: Option<PathBuf>,
    /// With --suite, also the questions that are kept for a last run
    #[arg(long, requires = "suite")]
    pub(crate) unread: bool,
    /// With --suite, let a model that knows all keys write the answers: what is wrong then is not the model's fault
    #[arg(long, requires = "suite", conflicts_with = "record")]
    pub(crate) oracle: bool,
    /// With --suite, let the model at this URL (such as that of `cargo dev model`) write the answers, beside what its prompts showed
    #[arg(long, value_name = "URL", requires = "suite", conflicts_with_all = ["oracle", "record"])]
    pub(crate) model_url: Option<String>,
    /// With --suite, ask this many of the questions, spread evenly
    #[arg(long, value_name = "NUMBER", requires = "suite", conflicts_with = "record")]
    pub(crate) sample: Option<NonZeroUsize>,
    /// With --suite, ask a product with this setting, such as one with a reader; may be given often
    #[arg(long, value_name = "NAME=VALUE", requires = "suite", conflicts_with = "record")]
    pub(crate) setting: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct EvaluateArguments {
    #[command(flatten)]
    pub(crate) pages: PagesArguments,
    /// Ask about the PDFs of this folder, under their files' names, instead of the demo documents; there is no comparison then
    #[arg(long, value_name = "DIR", conflicts_with_all = ["url", "record"])]
    pub(crate) documents: Option<PathBuf>,
    /// Ask these questions, in the format of tests/evaluation/dataset.json
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: Option<PathBuf>,
    /// Ask the product at this address instead of one of its own with the demo documents, as the user in `EVALUATE_EMAIL` and
    /// `EVALUATE_PASSWORD`
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// File for the report
    #[arg(long, value_name = "FILE", default_value = "eval_report.json")]
    pub(crate) output: PathBuf,
    /// Only questions of this category; may be given often
    #[arg(long, value_name = "NAME")]
    pub(crate) category: Vec<String>,
    /// Number of questions in progress at once
    #[arg(long, default_value_t = 3)]
    pub(crate) concurrency: usize,
    /// Make this run the new baseline: tests/evaluation/baseline.json
    #[arg(long)]
    pub(crate) record: bool,
    /// Publish the run in the product, visible to administrators; requires the login of an administrator
    #[arg(long, requires = "url")]
    pub(crate) publish: bool,
    /// Leave the test stack running afterwards, to look into a failure
    #[arg(long)]
    pub(crate) keep: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct VerifyArguments {
    /// The record, as GET /api/chat/answers/{id}/provenance returns it
    pub(crate) file: PathBuf,
    /// The public keys, as GET /api/provenance/keys returns them
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: PathBuf,
    /// Print the whole record instead of a summary
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct InboxArguments {
    /// Only messages to addresses or numbers that contain this
    pub(crate) recipient: Option<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct UpArguments {
    /// Return as soon as everything is healthy and leave it running
    #[arg(long)]
    pub(crate) detach: bool,
    /// Rebuild and restart the functions when their source changes, and rebuild the web application when its source does
    #[arg(long)]
    pub(crate) watch: bool,
    /// Also run Prometheus, with the rules and alerts of `observability`
    #[arg(long)]
    pub(crate) observe: bool,
    #[command(flatten)]
    pub(crate) ports: PortArguments,
}

/// Ports to take; without a flag the usual port or the next free one.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PortArguments {
    /// Port of the web address
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Port of the functions' invoke address
    #[arg(long, value_name = "PORT")]
    pub(crate) functions_port: Option<u16>,
    /// Port of `LocalStack`
    #[arg(long, value_name = "PORT")]
    pub(crate) localstack_port: Option<u16>,
    /// Port of Qdrant's gRPC
    #[arg(long, value_name = "PORT")]
    pub(crate) qdrant_port: Option<u16>,
    /// Port of Postgres
    #[arg(long, value_name = "PORT")]
    pub(crate) postgres_port: Option<u16>,
    /// Port of Prometheus
    #[arg(long, value_name = "PORT")]
    pub(crate) prometheus_port: Option<u16>,
    /// Port of the server that plays the publishers of sources
    #[arg(long, value_name = "PORT")]
    pub(crate) source_server_port: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct LogsArguments {
    /// A part as `cargo dev status` names it
    pub(crate) name: Option<String>,
    /// Keep printing new lines
    #[arg(short, long)]
    pub(crate) follow: bool,
    /// Number of lines of each log to show first
    #[arg(short = 'n', long, default_value_t = 40)]
    pub(crate) lines: usize,
}

#[derive(Debug, Args)]
pub(crate) struct DrillArguments {
    /// Id of the backup; the newest verified one by default
    #[arg(long, value_name = "ID")]
    pub(crate) from: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// Id of the backup; the newest by default
    #[arg(long, value_name = "ID")]
    pub(crate) from: Option<String>,
    /// Replace what is in the database
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RotateArguments {
    /// The secret
    #[arg(value_enum)]
    pub(crate) secret: RotatedSecret,
}

/// A secret that rotates by itself.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RotatedSecret {
    /// The database's login: two users take turns
    Database,
    /// The keys that sign access tokens, at most every seventy minutes
    SigningKeys,
}

impl RotatedSecret {
    /// Its name in the local cloud, after the product's prefix.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::SigningKeys => "signing-keys",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AskArguments {
    /// The PDF that the question is about
    pub(crate) file: PathBuf,
    /// The question
    pub(crate) question: String,
    /// Mode of the answer
    #[arg(long, default_value = "strategy_qa")]
    pub(crate) mode: String,
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Only the tests of this system: a folder below functions
    pub(crate) system: Option<String>,
    /// Leave the test stack running afterwards, to look into a failure
    #[arg(long)]
    pub(crate) keep: bool,
    /// Only the tests of the API, through the containers' nginx
    #[arg(long, conflicts_with = "system")]
    pub(crate) through_nginx: bool,
}

#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct ProveArguments {
    /// Few cases per suite: minutes (the default)
    #[arg(long, conflicts_with = "full")]
    pub(crate) quick: bool,
    /// As many cases as the published evidence: hours
    #[arg(long)]
    pub(crate) full: bool,
    /// Seed of the generated cases
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Run only this case of the suite
    #[arg(long, value_name = "NUMBER", requires = "names")]
    pub(crate) case: Option<u64>,
    /// Also run suites that have passed at this commit
    #[arg(long)]
    pub(crate) again: bool,
    /// Leave the test stack running afterwards, to look into a failure
    #[arg(long)]
    pub(crate) keep: bool,
    /// The suites; all when none is named
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ModelArguments {
    /// Port of the model's address
    #[arg(long, value_name = "PORT", default_value_t = 8797)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArguments {
    /// Measure for a fraction of the fifty minutes of a full run; the figures vary more
    #[arg(long)]
    pub(crate) quick: bool,
    /// Print the changes against bench/baseline.json and fail when a figure became worse beyond the tolerance
    #[arg(long)]
    pub(crate) compare: bool,
    /// Make this run the committed one: docs/BENCHMARKS.md, its plots and bench/baseline.json; with names, only those measures
    #[arg(long)]
    pub(crate) record: bool,
    /// Measure quoted answers with the reader in this folder too
    #[arg(long, value_name = "DIR")]
    pub(crate) reader: Option<PathBuf>,
    /// Measure names and lists of sanctions with the published ones in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Option<PathBuf>,
    /// Only these: ingestion, retrieval, question, one-core, streaming, tokens, cached, admission, lists, guesses, peer, submitting, administration, predict,
    /// trees, frames, names, lists-end-to-end, init, sizes
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PackageArguments {
    /// For this processor; for both when none is named
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) architecture: Vec<Architecture>,
    /// The listing of another package of the same source and functions: fail when a file differs or is only in one of them
    #[arg(long, value_name = "FILE")]
    pub(crate) same_as: Option<PathBuf>,
    /// Only these functions, for inspection; the package cannot be deployed
    #[arg(value_name = "FUNCTION")]
    pub(crate) functions: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CostsArguments {
    /// Write docs/COSTS.md and docs/CAPACITY.md instead of printing them
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    /// Write the outdated files instead of failing with their names
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DashboardsArguments {
    /// Write them below observability/ instead of printing them
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Default, Args)]
pub(crate) struct SuperviseArguments {
    /// Whose stack
    #[arg(long, value_enum, default_value_t)]
    pub(crate) kind: Kind,
    #[arg(long)]
    pub(crate) watch: bool,
    #[arg(long)]
    pub(crate) observe: bool,
    /// End when this process does
    #[arg(long)]
    pub(crate) owner: Option<u32>,
    #[command(flatten)]
    pub(crate) ports: PortArguments,
}
