//! The limits of one account, one Postgres, one Qdrant and one region.

use anyhow::{Context, Result};

use super::inputs::Machine;
use super::usage::{Model, QUESTION, Request, SECONDS};

/// A limited resource.
#[derive(Debug, Clone)]
pub(super) struct Bottleneck {
    pub(super) what: String,
    /// The available amount: per second, or at once.
    pub(super) capacity: f64,
    pub(super) unit: &'static str,
    /// The amount that one question a second uses.
    pub(super) a_question: f64,
    /// The change that raises the limit.
    pub(super) remedy: &'static str,
}

impl Bottleneck {
    /// Questions a second at which the limit is reached.
    pub(super) fn rate(&self) -> f64 {
        self.capacity / self.a_question
    }

    /// Questions a month at which the limit is reached, if the peak is this many times the mean.
    pub(super) fn monthly(&self, peak: f64) -> f64 {
        self.rate() * SECONDS / peak
    }
}

/// All bottlenecks, the lowest first.
pub(super) fn bottlenecks(model: &Model) -> Result<Vec<Bottleneck>> {
    let mut all = gateway(model)?;
    all.extend(functions(model)?);
    all.extend(database(model)?);
    all.extend(others(model)?);
    all.sort_by(|one, other| one.rate().total_cmp(&other.rate()));
    Ok(all)
}

fn gateway(model: &Model) -> Result<Vec<Bottleneck>> {
    let questions = model.requests.iter().find(|request| request.route == QUESTION).context("nobody asks")?;
    let others = model.requests.iter().filter(|request| request.route != QUESTION);
    let mut tightest: Option<(&Request, f64)> = None;
    for request in others {
        let rate = throttle(model, request)?;
        if tightest.is_none_or(|(other, least)| rate / request.a_question < least / other.a_question) {
            tightest = Some((request, rate));
        }
    }
    let (listed, rate) = tightest.context("nothing but questions is asked")?;
    Ok(vec![
        Bottleneck {
            what: format!("the template's throttle of `{QUESTION}`"),
            capacity: throttle(model, questions)?,
            unit: "requests a second",
            a_question: 1.0,
            remedy: "raise the limits of the routes in `MethodSettings`",
        },
        Bottleneck {
            what: format!("the template's throttle of `{}`", listed.route),
            capacity: rate,
            unit: "requests a second",
            a_question: listed.a_question,
            remedy: "raise `ThrottleRate` and `ThrottleBurst`",
        },
        Bottleneck {
            what: "API Gateway in one region".to_owned(),
            capacity: model.inputs.limits.gateway_rate.value,
            unit: "requests a second",
            a_question: model.requests_a_question(),
            remedy: "request an increase, then a second region or account behind the distribution",
        },
    ])
}

fn throttle(model: &Model, request: &Request) -> Result<f64> {
    let (method, path) = request.route.split_once(' ').context("a route is a method and a path")?;
    let throttle = model.template.gateway.throttle(method, path);
    throttle.map(|throttle| throttle.rate).with_context(|| format!("{path} has no throttle"))
}

fn functions(model: &Model) -> Result<Vec<Bottleneck>> {
    let capacity = model.inputs.limits.function_concurrency.value;
    let mapping = model.ingestion()?;
    let at_once = f64::from(mapping.maximum_concurrency.context("ingest has no most of invocations")?);
    Ok(vec![
        Bottleneck {
            what: "Lambda's concurrency, answers written".to_owned(),
            capacity,
            unit: "invocations at once",
            a_question: model.busy(true),
            remedy: "request an increase, or run `server` in containers, where one process waits for many models at once",
        },
        Bottleneck {
            what: "Lambda's concurrency, answers quoted".to_owned(),
            capacity,
            unit: "invocations at once",
            a_question: model.busy(false),
            remedy: "request an increase, or run `server` in containers",
        },
        Bottleneck {
            what: "`MaximumConcurrency` of ingestion".to_owned(),
            capacity: at_once * 1_000.0 / model.page()?,
            unit: "pages a second",
            a_question: model.inputs.assumed.pages_a_question.value,
            remedy: "raise it, together with Postgres, which stores the output",
        },
    ])
}

fn database(model: &Model) -> Result<Vec<Bottleneck>> {
    let (limits, assumed) = (&model.inputs.limits, &model.inputs.assumed);
    let largest = largest(&model.inputs.prices.databases)?;
    let connections = |is_written: bool| -> Result<f64> { Ok(model.busy(is_written) * model.pool("chat")?) };
    let schedules = &model.template.schedules;
    let maintenance = schedules.iter().find(|one| one.function == "maintenance").context("nothing maintains")?;
    Ok(vec![
        Bottleneck {
            what: "Postgres's connections, answers written".to_owned(),
            capacity: limits.database_connections.value,
            unit: "connections",
            a_question: connections(true)?,
            remedy: "a pool of one connection for `chat`, then a proxy ([connections](#connections))",
        },
        Bottleneck {
            what: "Postgres's connections, answers quoted".to_owned(),
            capacity: limits.database_connections.value,
            unit: "connections",
            a_question: connections(false)?,
            remedy: "a proxy ([connections](#connections))",
        },
        Bottleneck {
            what: format!("Postgres's processors, one {}", largest.name),
            capacity: largest.cores * assumed.database_use.value,
            unit: "cores",
            a_question: model.database_milliseconds()? / 1_000.0,
            remedy: "read replicas for pages, words and lists; then one Postgres for each group of organisations",
        },
        Bottleneck {
            what: "calls of one provider of language models".to_owned(),
            capacity: limits.reservations.value,
            unit: "calls a second",
            a_question: 1.0,
            remedy: "several entries of one provider in the registry, or partitioned budgets",
        },
        Bottleneck {
            what: "the audit log's chain, for logins".to_owned(),
            capacity: limits.audit_records.value / maintenance.every.as_secs_f64(),
            unit: "records a second",
            a_question: model.inputs.growth.audit_records.rows,
            remedy: "more rounds per run, or a chain for each month",
        },
    ])
}

fn others(model: &Model) -> Result<Vec<Bottleneck>> {
    let (limits, assumed) = (&model.inputs.limits, &model.inputs.assumed);
    let largest = largest(&model.inputs.prices.vector_stores)?;
    let search = model.baseline.figure(["retrieval", "points", "100000", "p50 ms"])?;
    let documents = assumed.pages_a_question.value / assumed.pages_a_document.value;
    Ok(vec![
        Bottleneck {
            what: format!("Qdrant's processors, one {}", largest.name),
            capacity: largest.cores * assumed.database_use.value,
            unit: "cores",
            a_question: search / 1_000.0,
            remedy: "a replica of each shard on more nodes",
        },
        Bottleneck {
            what: "S3, opened files".to_owned(),
            capacity: limits.bucket_reads.value,
            unit: "requests a second",
            a_question: model.a_question("GET /api/documents/{id}/file"),
            remedy: "none needed: prefixes are `docs/DOCUMENT/`, by which S3 partitions",
        },
        Bottleneck {
            what: "S3, uploaded files".to_owned(),
            capacity: limits.bucket_writes.value,
            unit: "requests a second",
            a_question: documents,
            remedy: "none needed, as above",
        },
    ])
}

fn largest(machines: &[Machine]) -> Result<&Machine> {
    machines.last().context("prices.yaml knows no machine")
}
