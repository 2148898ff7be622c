//! Inputs of the computation: the YAML files of constants in this folder.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml_ng::{Mapping, Value};

const PRICES: &str = include_str!("prices.yaml");
const ASSUMPTIONS: &str = include_str!("assumptions.yaml");
const LIMITS: &str = include_str!("limits.yaml");
const ROWS: &str = include_str!("rows.yaml");

/// A price in dollars for a number of units.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    pub(super) usd: f64,
    pub(super) per: f64,
    pub(super) unit: String,
    pub(super) what: String,
    pub(super) as_of: String,
}

/// A machine type for a store.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Machine {
    pub(super) name: String,
    pub(super) memory_gib: f64,
    pub(super) cores: f64,
    pub(super) usd_an_hour: f64,
    pub(super) as_of: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prices {
    pub(super) lambda_requests: Price,
    pub(super) lambda_gb_seconds: Price,
    pub(super) provisioned_gb_seconds: Price,
    pub(super) provisioned_duration: Price,
    pub(super) gateway_requests: Price,
    pub(super) cdn_requests: Price,
    pub(super) cdn_gigabytes: Price,
    pub(super) internet_gigabytes: Price,
    pub(super) bucket_gigabytes: Price,
    pub(super) bucket_writes: Price,
    pub(super) bucket_reads: Price,
    pub(super) queue_requests: Price,
    pub(super) schedule_invocations: Price,
    pub(super) secrets: Price,
    pub(super) secret_calls: Price,
    pub(super) keys: Price,
    pub(super) key_calls: Price,
    pub(super) log_gigabytes: Price,
    pub(super) log_storage: Price,
    pub(super) metrics: Price,
    pub(super) alarm_metrics: Price,
    pub(super) traces: Price,
    pub(super) public_addresses: Price,
    pub(super) way_out_hours: Price,
    pub(super) database_gigabytes: Price,
    pub(super) disk_gigabytes: Price,
    pub(super) aurora_hours: Price,
    pub(super) databases: Vec<Machine>,
    pub(super) vector_stores: Vec<Machine>,
}

/// An assumed or quoted figure and its source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) unit: String,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Assumptions {
    pub(super) questions_a_conversation: Figure,
    pub(super) pages_a_question: Figure,
    pub(super) pages_a_document: Figure,
    pub(super) pages_without_text: Figure,
    pub(super) pages_held: Figure,
    pub(super) bytes_a_page: Figure,
    pub(super) months_kept: Figure,
    pub(super) peak: Figure,
    pub(super) slower: Figure,
    pub(super) full_processor: Figure,
    pub(super) round_trip: Figure,
    pub(super) connecting: Figure,
    pub(super) kept_warm: Figure,
    pub(super) secret_minutes: Figure,
    pub(super) relay_run: Figure,
    pub(super) sweep_run: Figure,
    pub(super) maintenance_run: Figure,
    pub(super) noting_run: Figure,
    pub(super) backup_run: Figure,
    pub(super) drill_run: Figure,
    pub(super) backups_held: Figure,
    pub(super) most_backed_up: Figure,
    pub(super) packed: Figure,
    pub(super) bytes_of_an_answer: Figure,
    pub(super) files_a_conversation: Figure,
    pub(super) bytes_of_files: Figure,
    pub(super) bytes_of_a_document: Figure,
    pub(super) platform_lines: Figure,
    pub(super) line_overhead: Figure,
    pub(super) pollers: Figure,
    pub(super) method_metrics: Figure,
    pub(super) own_metrics_at_rest: Figure,
    pub(super) own_metrics_asked: Figure,
    pub(super) metric_bytes: Figure,
    pub(super) traced_at_once: Figure,
    pub(super) traced_beyond: Figure,
    pub(super) input_tokens: Figure,
    pub(super) output_tokens: Figure,
    pub(super) first_word: Figure,
    pub(super) tokens_a_second: Figure,
    pub(super) flushes: Figure,
    pub(super) bytes_a_token: Figure,
    pub(super) database_use: Figure,
    pub(super) database_part: Figure,
    pub(super) hot: Figure,
    pub(super) least_disk: Figure,
    pub(super) dimensions: Figure,
    pub(super) vector_headroom: Figure,
    pub(super) links: Figure,
    pub(super) words_of_a_chunk: Figure,
    pub(super) payload_of_a_point: Figure,
    pub(super) guarded: Figure,
    pub(super) vector_nodes: Figure,
    pub(super) zones: Figure,
    pub(super) always_ready: Figure,
    pub(super) requests: Vec<Asked>,
}

/// A route of the people who ask questions, and how often they use it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) route: String,
    #[serde(default)]
    pub(super) a_question: f64,
    #[serde(default)]
    pub(super) a_conversation: f64,
    pub(super) round_trips: f64,
    pub(super) measured: [String; 4],
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) function_concurrency: Figure,
    pub(super) function_growth: Figure,
    pub(super) gateway_rate: Figure,
    pub(super) database_connections: Figure,
    pub(super) database_size: Figure,
    pub(super) secret_calls: Figure,
    pub(super) bucket_reads: Figure,
    pub(super) bucket_writes: Figure,
    pub(super) queue_in_flight: Figure,
    pub(super) reservations: Figure,
    pub(super) audit_records: Figure,
}

/// Growth of a table per question or per page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rows {
    pub(super) rows: f64,
    pub(super) bytes: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Growth {
    pub(super) chat_sessions: Rows,
    pub(super) chat_messages: Rows,
    pub(super) citations: Rows,
    pub(super) answer_records: Rows,
    pub(super) model_calls: Rows,
    pub(super) document_pages: Rows,
    pub(super) document_chunks: Rows,
    pub(super) document_words: Rows,
    pub(super) document_chunk_terms: Rows,
    pub(super) payload: Rows,
    pub(super) audit_records: Rows,
}

/// All inputs.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) prices: Prices,
    pub(super) assumed: Assumptions,
    pub(super) limits: Limits,
    pub(super) growth: Growth,
}

impl Inputs {
    pub(super) fn read() -> Result<Self> {
        Ok(Self {
            prices: parse("prices.yaml", PRICES)?,
            assumed: parse("assumptions.yaml", ASSUMPTIONS)?,
            limits: parse("limits.yaml", LIMITS)?,
            growth: parse("rows.yaml", ROWS)?,
        })
    }
}

/// The prices in the order of their file.
pub(super) fn listed_prices() -> Result<Vec<Price>> {
    listed("prices.yaml", PRICES).map(|prices| prices.into_iter().map(|(_, price)| price).collect())
}

/// The assumptions by their names, in the order of their file.
pub(super) fn listed_assumptions() -> Result<Vec<(String, Figure)>> {
    listed("assumptions.yaml", ASSUMPTIONS)
}

/// The limits by their names, in the order of their file.
pub(super) fn listed_limits() -> Result<Vec<(String, Figure)>> {
    listed("limits.yaml", LIMITS)
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    serde_yaml_ng::from_str(text).with_context(|| format!("{file} cannot be read"))
}

fn listed<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<(String, T)>> {
    let all: Mapping = parse(file, text)?;
    let single = all.into_iter().filter(|(_, value)| value.is_mapping());
    let read = |(name, value): (Value, Value)| -> Result<(String, T)> {
        Ok((name.as_str().unwrap_or_default().to_owned(), serde_yaml_ng::from_value(value)?))
    };
    single.map(read).collect()
}
