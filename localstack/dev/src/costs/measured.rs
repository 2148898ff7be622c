//! Measured figures and the deployed template. They are read from their files, so that no figure is written twice.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use sisuiq_template::{Template, with_definition};

use crate::project::Project;

/// Parameters of the template. The second one makes the secret of Qdrant's key exist, as in a real deployment.
const GIVEN: [(&str, &str); 2] = [("Stage", "prod"), ("QdrantApiKeySecretArn", "arn:aws:secretsmanager:qdrant")];

/// The recorded runs of the benchmarks.
#[derive(Debug, Deserialize)]
pub(super) struct Baseline {
    sections: Vec<Section>,
}

/// The machine and the commit of a measure.
#[derive(Debug, Deserialize, PartialEq)]
pub(super) struct Machine {
    pub(super) date: String,
    pub(super) commit: String,
    pub(super) processor: String,
    pub(super) cores: f64,
}

#[derive(Debug, Deserialize)]
struct Section {
    name: String,
    machine: Machine,
    tables: Vec<Table>,
}

#[derive(Debug, Deserialize)]
struct Table {
    name: String,
    columns: Vec<Named>,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    values: Vec<Option<f64>>,
}

impl Baseline {
    pub(super) fn read(project: &Project) -> Result<Self> {
        let path = project.root().join("bench/baseline.json");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).context("bench/baseline.json cannot be understood")
    }

    /// The machines of all sections, each once.
    pub(super) fn machines(&self) -> Vec<&Machine> {
        let mut machines: Vec<&Machine> = Vec::new();
        for section in &self.sections {
            if !machines.contains(&&section.machine) {
                machines.push(&section.machine);
            }
        }
        machines
    }

    /// The machine of a section.
    pub(super) fn machine(&self, section: &str) -> Result<&Machine> {
        let found = self.sections.iter().find(|one| one.name == section).map(|section| &section.machine);
        found.with_context(|| format!("bench/baseline.json has no {section}"))
    }

    /// Returns the figure in a section, table, row and column.
    pub(super) fn figure(&self, [section, table, row, column]: [&str; 4]) -> Result<f64> {
        let found = || {
            let section = self.sections.iter().find(|one| one.name == section)?;
            let table = section.tables.iter().find(|one| one.name == table)?;
            let place = table.columns.iter().position(|one| one.name == column)?;
            let row = table.rows.iter().find(|one| one.name == row)?;
            row.values.get(place).copied().flatten()
        };
        found().with_context(|| format!("bench/baseline.json has no {section} / {table} / {row} / {column}"))
    }

    /// Milliseconds from a function's start until it polls for work; for `chat`, until its embedding model is loaded, because its
    /// first question waits for that. Unmeasured functions have the value of `documents`.
    pub(super) fn init(&self, function: &str) -> Result<f64> {
        let row = if function == "chat" { "chat, model loaded" } else { function };
        let of = |row: &str| self.figure(["init", "function", row, "p50 ms"]);
        of(row).or_else(|_| of("documents"))
    }
}

/// The functions, routes, queues, schedules and alarms of a deployment.
pub(super) fn template(project: &Project) -> Result<Template> {
    Ok(Template::parse(&with_definition(&project.template())?, &GIVEN)?)
}

/// Sizes of log lines in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    /// The line at the end of a request. The line at its start is almost as long.
    pub(super) request: f64,
    /// The line about an answer.
    pub(super) answer: f64,
}

impl Lines {
    /// Measures the example lines in docs/OPERATIONS.md.
    pub(super) fn read(project: &Project) -> Result<Self> {
        let text =
            fs::read_to_string(project.root().join("docs/OPERATIONS.md")).context("cannot read docs/OPERATIONS.md")?;
        let length = |message: &str| {
            let wanted = format!("\"message\":\"{message}\"");
            let line = text.lines().find(|line| line.starts_with('{') && line.contains(&wanted));
            line.map(|line| count(line.len())).with_context(|| format!("docs/OPERATIONS.md shows no line {message}"))
        };
        Ok(Self { request: length("request_end")?, answer: length("chat_lifecycle")? })
    }
}

/// Reads from docs/EVALUATION.md how many milliseconds `ocr` takes for a page.
pub(super) fn recognition(project: &Project) -> Result<f64> {
    let text =
        fs::read_to_string(project.root().join("docs/EVALUATION.md")).context("cannot read docs/EVALUATION.md")?;
    let seconds = text.split_once("The function took ").and_then(|(_, rest)| rest.split_once(" seconds a page"));
    let (seconds, _) = seconds.context("docs/EVALUATION.md does not say how many seconds a scanned page takes")?;
    let seconds: f64 = seconds.parse().with_context(|| format!("{seconds:?} is no number of seconds a page"))?;
    Ok(seconds * 1_000.0)
}

/// A provider of language models.
#[derive(Debug, Deserialize)]
pub(super) struct Provider {
    pub(super) id: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    cost_rules: CostRules,
    #[serde(default)]
    pub(super) rate_limits: RateLimits,
    #[serde(default)]
    pub(super) budget: Budget,
}

/// Rate limits of a provider; 0 means no limit.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct RateLimits {
    pub(super) requests_per_minute: f64,
}

impl Default for RateLimits {
    /// The registry's own default.
    fn default() -> Self {
        Self { requests_per_minute: 100.0 }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Budget {
    #[serde(default)]
    pub(super) monthly_usd: f64,
}

#[derive(Debug, Default, Deserialize)]
struct CostRules {
    #[serde(default)]
    default_cost_per_request: f64,
    #[serde(default)]
    param_multipliers: BTreeMap<String, Tokens>,
}

#[derive(Debug, Deserialize)]
struct Tokens {
    #[serde(default)]
    input_tokens: f64,
    #[serde(default)]
    output_tokens: f64,
}

#[derive(Debug, Deserialize)]
struct Registry {
    providers: Vec<Provider>,
}

/// The prices of a model in dollars.
#[derive(Debug, Clone)]
pub(super) struct ModelPrice {
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) request: f64,
    pub(super) input_token: f64,
    pub(super) output_token: f64,
}

/// The providers of language models in the registry.
pub(super) fn providers(project: &Project) -> Result<Vec<Provider>> {
    let text =
        fs::read_to_string(project.root().join("shared/llm/providers.yaml")).context("cannot read the registry")?;
    let registry: Registry = serde_yaml_ng::from_str(&text).context("the registry cannot be understood")?;
    Ok(registry.providers.into_iter().filter(|provider| provider.category == "model").collect())
}

impl Provider {
    /// The models with a price in the registry.
    pub(super) fn models(&self) -> Vec<ModelPrice> {
        let CostRules { default_cost_per_request, param_multipliers } = &self.cost_rules;
        let price = |(model, tokens): (&String, &Tokens)| ModelPrice {
            provider: self.id.clone(),
            model: model.clone(),
            request: *default_cost_per_request,
            input_token: tokens.input_tokens,
            output_token: tokens.output_tokens,
        };
        param_multipliers.iter().map(price).collect()
    }
}

/// Converts a count for arithmetic.
pub(super) fn count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::from(u32::MAX), f64::from)
}
