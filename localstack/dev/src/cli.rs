//! The command line.

mod groups;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::package::Architecture;
use crate::stack::Kind;
pub(crate) use groups::parse;

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
    /// Makes what is missing of the demo data, and says what was there
    Seed,
    /// Moves messages that were given up back to the ingest queue
    Redrive,
    /// Takes a backup of the database, reads it back and removes old ones
    Backup,
    /// Shows the backups that there are, the newest first
    Backups,
    /// Restores a backup into an empty database
    Restore(RestoreArguments),
    /// Rotates a secret as Secrets Manager does, while everything runs
    Rotate(RotateArguments),
    /// Prints the running stack's addresses and credentials as KEY=value lines
    Env,
    /// Shows the e-mails and text messages that would have been delivered, the newest last
    Inbox(InboxArguments),
    /// Uploads a PDF when it is not there yet, asks a question and prints the answer with its citations
    Ask(AskArguments),
    /// The quick checks of every day: format, lints, unit tests
    Check,
    /// Every check and every test, or the tests of one system, on a stack, ports and a target folder of its own
    Test(TestArguments),
    /// Prepares every statement of the queries folders on the schema, and names those that Postgres refuses
    Sql,
    /// Puts the product's promises to the test, on a stack of its own, and writes docs/EVIDENCE.md
    Prove(ProveArguments),
    /// Puts the evaluation's questions to the product and compares the answers with what was reached before
    Evaluate(EvaluateArguments),
    /// Checks the signed record of an answer, without a network
    Verify(VerifyArguments),
    /// Serves a small language model on this machine, to try written answers with
    Model(ModelArguments),
    /// Measures the optimised programs on a stack of their own and writes a report
    Bench(BenchArguments),
    /// Gathers what is deployed in .local/package: files, templates, bills of materials, and a listing of sums and sizes
    Package(PackageArguments),
    /// Computes what a month costs on AWS and where the deployment ends, from prices, assumptions and what was measured
    Costs(CostsArguments),
    /// Makes the rules for Prometheus and the dashboards for Grafana from the metrics and the template
    Dashboards(DashboardsArguments),
    /// Checks that api-definition.yaml and the throttles of template.yaml follow from functions/paths.yaml and openapi.json
    Template(TemplateArguments),
    /// Runs the parts in the foreground of this process, as `up` does once all is built
    #[command(hide = true)]
    Supervise(SuperviseArguments),
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct EvaluateArguments {
    /// Ask about the PDFs of this folder, under their files' names, instead of the demo documents; nothing is compared then
    #[arg(long, value_name = "DIR", requires = "questions", conflicts_with_all = ["url", "record"])]
    pub(crate) documents: Option<PathBuf>,
    /// Put these questions, in the form of tests/evaluation/dataset.json
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: Option<PathBuf>,
    /// Ask the product at this address instead of one of its own with the demo documents; `EVALUATE_EMAIL` and `EVALUATE_PASSWORD`
    /// say as whom
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Where the report goes
    #[arg(long, value_name = "FILE", default_value = "eval_report.json")]
    pub(crate) output: PathBuf,
    /// Only questions of this category; may be given often
    #[arg(long, value_name = "NAME")]
    pub(crate) category: Vec<String>,
    /// How many questions are put at once
    #[arg(long, default_value_t = 3)]
    pub(crate) concurrency: usize,
    /// Make this run what is to be reached from now on: tests/evaluation/baseline.json
    #[arg(long)]
    pub(crate) record: bool,
    /// Publish the run in the product that was asked, for its administrators to see; whoever asks has to be one of them
    #[arg(long, requires = "url")]
    pub(crate) publish: bool,
    /// Leave the test stack running afterwards, to look into a failure
    #[arg(long)]
    pub(crate) keep: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct VerifyArguments {
    /// The record, as GET /api/chat/answers/{id}/provenance gives it
    pub(crate) file: PathBuf,
    /// The public keys, as GET /api/provenance/keys gives them
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: PathBuf,
    /// Print the whole record instead of its outline
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct InboxArguments {
    /// Only those to addresses or numbers that contain this
    pub(crate) recipient: Option<String>,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct UpArguments {
    /// Return as soon as everything is healthy and leave it running
    #[arg(long)]
    pub(crate) detach: bool,
    /// Build and start the functions again when their source changes, and the web application when its own does
    #[arg(long)]
    pub(crate) watch: bool,
    /// Run Prometheus beside it, with the rules and alerts of `observability`
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
}

#[derive(Debug, Args)]
pub(crate) struct LogsArguments {
    /// A part as `cargo dev status` names it
    pub(crate) name: Option<String>,
    /// Go on printing what is written
    #[arg(short, long)]
    pub(crate) follow: bool,
    /// How many lines of each log to show first
    #[arg(short = 'n', long, default_value_t = 40)]
    pub(crate) lines: usize,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// Its id; the newest unless given
    #[arg(long, value_name = "ID")]
    pub(crate) from: Option<String>,
    /// Replace what is in the database
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RotateArguments {
    /// Which one
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
    /// Its name in the local cloud, behind that of the product.
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
    /// How the copilot answers
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
    /// Only the tests of the API, and those through the containers' nginx instead of directly
    #[arg(long, conflicts_with = "system")]
    pub(crate) through_nginx: bool,
}

#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct ProveArguments {
    /// The small doses: minutes (the default)
    #[arg(long, conflicts_with = "full")]
    pub(crate) quick: bool,
    /// The doses that the promises are published with: hours
    #[arg(long)]
    pub(crate) full: bool,
    /// What the cases are drawn from
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Run this case alone, as it was in its dose
    #[arg(long, value_name = "NUMBER", requires = "names")]
    pub(crate) case: Option<u64>,
    /// Run suites again that have passed at this commit
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
    /// Short doses: a fraction of the fifty minutes of a full run, figures that vary more
    #[arg(long)]
    pub(crate) quick: bool,
    /// Print what changed against bench/baseline.json and fail when something became worse beyond the tolerance
    #[arg(long)]
    pub(crate) compare: bool,
    /// Make this run the committed one: docs/BENCHMARKS.md, its plots and bench/baseline.json
    #[arg(long, conflicts_with = "names")]
    pub(crate) record: bool,
    /// Only these: ingestion, retrieval, question, streaming, tokens, cached, admission, lists, guesses, peer, submitting, administration, init,
    /// sizes
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PackageArguments {
    /// For this processor; for both when none is named
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) architecture: Vec<Architecture>,
    /// The listing of another package of the same source and the same functions: fail when a file differs or is in one alone
    #[arg(long, value_name = "FILE")]
    pub(crate) same_as: Option<PathBuf>,
    /// Only these functions, to look at them: what is made cannot be deployed
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
    /// Write both instead of saying how they differ
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_runs_are_recorded() {
        let parse = |arguments: &[&str]| Cli::try_parse_from([&["cargo dev", "bench"], arguments].concat());
        assert!(parse(&["--record"]).is_ok() && parse(&["ingestion"]).is_ok());
        assert!(parse(&["--record", "ingestion"]).is_err());
    }
}
