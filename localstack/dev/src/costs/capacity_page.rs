//! docs/CAPACITY.md

use anyhow::Result;

use super::costs_page::tokens;
use super::ends::{End, ends};
use super::inputs::{Rows, listed_limits};
use super::measured::ModelPrice;
use super::stores::{Chosen, GIB};
use super::text::{Table, dollars, short, whole};
use super::usage::{Model, SECONDS};

/// Where a deployment is taken to begin.
const BASE: f64 = 1e5;
const LEVELS: [f64; 4] = [1e5, 1e6, 1e7, 1e8];
/// GB a month from which Postgres wants partitions: dumps, vacuums and new indexes of a year of it take hours.
const WANTS_MONTHS: f64 = 100.0;
const PARTITIONING: &str = include_str!("partitioning.md");
const QUANTISED: [(&str, f64); 3] = [("as it is: 4 bytes", 4.0), ("scalar: 1 byte", 1.0), ("binary: 1 bit", 0.125)];

pub(super) fn page(model: &Model) -> Result<String> {
    let parts = [
        intent(model),
        loads(model)?,
        order(model)?,
        registry(model),
        concurrency(model)?,
        connections(model)?,
        growth(model),
        vectors(model)?,
        messages(model)?,
        limits()?,
    ];
    Ok(parts.join("\n\n") + "\n")
}

fn intent(model: &Model) -> String {
    let assumed = &model.inputs.assumed;
    format!(
        "# How far it goes\n\n\
         Written by `cargo dev costs --write` out of the figures and assumptions of [what it costs](COSTS.md), with the same caveats: \
         **nothing here has run on AWS**, limits are known by heart, and milliseconds were measured on one machine of two cores. None of \
         these loads was ever put on anything but that machine. What is computed is where arithmetic says that something ends, not that \
         everything before it holds.\n\n\
         The peak is {} times the mean, a month {} s. Written answers wait {} s for a model, quoted ones for none.",
        short(assumed.peak.value),
        whole(SECONDS),
        short(model.waiting()),
    )
}

fn loads(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&["questions a month", "100,000", "1,000,000", "10,000,000", "100,000,000"]);
    let mut add = |what: &str, of: &dyn Fn(f64) -> Result<String>| -> Result<()> {
        let mut cells = vec![what.to_owned()];
        for questions in LEVELS {
            cells.push(of(questions)?);
        }
        table.add(&cells);
        Ok(())
    };
    let rows = question_rows(model);
    let months = model.inputs.assumed.months_kept.value;
    add("questions a second, mean", &|questions| Ok(short(questions / SECONDS)))?;
    add("questions a second, peak", &|questions| Ok(short(model.at_peak(questions))))?;
    add("requests a second, peak", &|questions| Ok(short(model.at_peak(questions) * model.requests_a_question())))?;
    add("functions at work, quoted", &|questions| Ok(short(model.at_peak(questions) * model.busy(false))))?;
    add("functions at work, written", &|questions| Ok(short(model.at_peak(questions) * model.busy(true))))?;
    add("connections, quoted", &|questions| model.connections(questions, false).map(whole))?;
    add("connections, written", &|questions| model.connections(questions, true).map(whole))?;
    add("rows stored a second, peak", &|questions| Ok(short(model.at_peak(questions) * rows)))?;
    let trips: f64 = model.requests.iter().map(|request| request.a_question * request.round_trips).sum();
    let flushed = model.waiting() * model.inputs.assumed.flushes.value;
    add("round trips to stores a second, peak", &|questions| Ok(short(model.at_peak(questions) * trips)))?;
    add("the same with streams kept, written", &|questions| Ok(short(model.at_peak(questions) * (trips + flushed))))?;
    add("kB stored a second, peak", &|questions| {
        Ok(short(model.at_peak(questions) * model.question_bytes(false) / 1e3))
    })?;
    add("Postgres, cores at the peak", &|questions| Ok(short(model.needs(questions, false)?.database_cores)))?;
    add("Postgres, GB more a month", &|questions| Ok(short(questions * model.question_bytes(false) / 1e9)))?;
    add(&format!("Postgres, GB after {} months", short(months)), &|questions| {
        Ok(short(model.needs(questions, false)?.database_bytes / 1e9))
    })?;
    add("Postgres, machine", &|questions| Ok(machine(model.database(&model.needs(questions, false)?, true)?)))?;
    add("the same, answers written", &|questions| Ok(machine(model.database(&model.needs(questions, true)?, true)?)))?;
    add("points after as long", &|questions| Ok(whole(model.needs(questions, false)?.points)))?;
    add("Qdrant, GiB of memory", &|questions| Ok(short(model.needs(questions, false)?.vector_bytes / GIB)))?;
    Ok(format!(
        "## Loads\n\n{}\n\nMachines are the smallest of the list that do; a figure in brackets says that none does.",
        table.text()
    ))
}

fn machine(chosen: Chosen) -> String {
    let name = chosen.machine.name;
    if chosen.is_enough { name } else { format!("({name})") }
}

fn question_rows(model: &Model) -> f64 {
    questions_tables(model).iter().map(|(_, rows, _)| rows.rows).sum()
}

/// The tables that questions fill, and by what each may be cut into months.
fn questions_tables(model: &Model) -> [(&'static str, &Rows, &'static str); 6] {
    let growth = &model.inputs.growth;
    [
        ("`chat_sessions`", &growth.chat_sessions, "`id`"),
        ("`chat_messages`", &growth.chat_messages, "`id`"),
        ("`citations`", &growth.citations, "`id`"),
        ("`answer_records`", &growth.answer_records, "`message_id`"),
        ("`model_calls`, of written answers", &growth.model_calls, "`id`"),
        ("`audit_records`, of log-ins", &growth.audit_records, "`sequence`"),
    ]
}

fn order(model: &Model) -> Result<String> {
    let peak = model.inputs.assumed.peak.value;
    let mut table = Table::of_figures(&[
        "what ends",
        "there is",
        "a question a second takes",
        "questions a second",
        "questions a month",
        "times",
        "then",
    ]);
    let all = ends(model)?;
    for end in &all {
        table.add(&[
            end.what.clone(),
            format!("{} {}", short(end.holds), end.unit),
            short(end.a_question),
            short(end.rate()),
            whole(end.monthly(peak)),
            short(end.monthly(peak) / BASE),
            end.then.to_owned(),
        ]);
    }
    Ok(format!(
        "## What ends first\n\n\
         There is so much of it ÷ what a question a second takes = questions a second; × {} s ÷ {} (the peak) = questions a month, and \
         how many times the {} at which a deployment is taken to begin. What ends by what is stored is [below](#growth-of-postgres), \
         backups first.\n\n{}\n\n{}",
        whole(SECONDS),
        short(peak),
        whole(BASE),
        table.text(),
        steps(model, &all),
    ))
}

fn steps(model: &Model, all: &[End]) -> String {
    let peak = model.inputs.assumed.peak.value;
    let mut steps = vec!["So, in this order:\n".to_owned()];
    let mut from = 0.0;
    for times in [10.0, 100.0, 1_000.0] {
        let to = BASE * times;
        let within = all.iter().filter(|end| (from..to).contains(&end.monthly(peak)));
        let named: Vec<_> = within.map(|end| end.what.as_str()).collect();
        let nothing = "nothing of the table ends; the stores' machines grow as above";
        let named = if named.is_empty() { nothing.to_owned() } else { named.join("; ") };
        let stored = to * model.question_bytes(false) / 1e9;
        let months = if stored >= WANTS_MONTHS { "; [months](#by-months) before that" } else { "" };
        steps.push(format!(
            "- **up to {} times, {} questions a month:** {named}. Postgres grows by {} GB a month{months}.",
            whole(times),
            whole(to),
            whole(stored),
        ));
        from = to;
    }
    let beyond = "\nBeyond that one deployment is the wrong size: as each serves one organisation, the next step is another deployment \
                  in an account of its own, which shares nothing with the first.";
    steps.push(beyond.to_owned());
    steps.join("\n")
}

fn registry(model: &Model) -> String {
    let mut table = Table::of_figures(&[
        "provider",
        "requests a minute",
        "questions a month at that",
        "USD a month",
        "answers for it, by model",
    ]);
    let peak = model.inputs.assumed.peak.value;
    for provider in &model.providers {
        let (rate, budget) = (provider.rate_limits.requests_per_minute, provider.budget.monthly_usd);
        let monthly = if rate > 0.0 { whole(rate / 60.0 * SECONDS / peak) } else { "no limit".to_owned() };
        let answers = |price: &ModelPrice| format!("{} `{}`", whole(budget / tokens(model, price)), price.model);
        let answers: Vec<_> = provider.models().iter().map(answers).collect();
        table.add(&[provider.id.clone(), whole(rate), monthly, dollars(budget), answers.join(", ")]);
    }
    format!(
        "## What the registry admits\n\n\
         Written answers end much sooner, on purpose: `shared/llm/providers.yaml` keeps budgets and rates. Beyond them the next provider \
         is asked, and behind the last answers are quoted; nobody is refused. Raise both there before more is expected.\n\n{}",
        table.text(),
    )
}

fn concurrency(model: &Model) -> Result<String> {
    let limits = &model.inputs.limits;
    let pool = model.pool("chat")?;
    let secrets: f64 =
        model.functions(BASE, false)?.iter().filter(|used| used.name == "chat").map(|used| used.secrets).sum();
    let a_second = limits.function_growth.value / 10.0;
    Ok(format!(
        "## Concurrency\n\n\
         A function serves one request at a time, so what is at work is questions a second × seconds: {} s for a quoted answer with \
         all that goes with it, {} s for a written one, of which {} % is waiting for the model, billed like work. {} ÷ {} = {} written \
         answers a second. \
         A function gets {} environments more each 10 s at most: those open {} connections and read {} secrets a second, of {} that \
         Secrets Manager gives.\n\n\
         `server` in a container waits for many models with one process ([ADR 1](adr/0001-one-lambda-function-per-endpoint-group.md)); what that \
         would cost is not computed here.",
        short(model.busy(false)),
        short(model.busy(true)),
        whole(model.waiting() / model.busy(true) * 100.0),
        whole(limits.function_concurrency.value),
        short(model.busy(true)),
        short(limits.function_concurrency.value / model.busy(true)),
        whole(limits.function_growth.value),
        whole(a_second * pool),
        whole(a_second * secrets),
        whole(limits.secret_calls.value),
    ))
}

fn connections(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&[
        "machine",
        "GiB",
        "connections",
        "environments",
        "written answers a second",
        "quoted answers a second",
    ]);
    let pool = model.pool("chat")?;
    for machine in &model.inputs.prices.databases {
        let most = model.most_connections(machine);
        table.add(&[
            machine.name.clone(),
            short(machine.memory_gib),
            whole(most),
            whole((most / pool).floor()),
            short(most / pool / model.busy(true)),
            short(most / pool / model.busy(false)),
        ]);
    }
    let milliseconds = model.database_milliseconds()?;
    let peak = model.at_peak(1e8);
    Ok(format!(
        "## Connections\n\n\
         An environment keeps up to {} connections (`DATABASE_POOL_SIZE` of `template.yaml`), also while it waits for a model and while \
         it is frozen. RDS gives memory ÷ 9,531,392 of them, at most {}.\n\n{}\n\n\
         *A proxy* would change that by orders of magnitude: a question keeps Postgres busy for {} ms at most, so that of the {} questions \
         a second of 100,000,000 a month {} connections are at work on the mean. It has to hand out connections by transaction. What \
         stands in its way today: each connection says its limits in the start-up parameter `options`, which RDS Proxy refuses \
         ([operations](OPERATIONS.md#the-databases-certificate)); they would have to be settings of the login instead \
         (`ALTER ROLE … SET`). Locks that outlive a transaction are those of migrations alone, which go around it; statements are prepared once a connection, which a proxy \
         has to know how to follow. Not tried.",
        short(pool),
        whole(model.inputs.limits.database_connections.value),
        table.text(),
        short(milliseconds),
        whole(peak),
        short(peak * milliseconds / 1_000.0),
    ))
}

fn growth(model: &Model) -> String {
    let mut table = Table::of_figures(&[
        "table",
        "rows a question",
        "bytes a question",
        "rows a month at 10,000,000",
        "GB a month",
        "cut into months by",
    ]);
    for (name, rows, key) in questions_tables(model) {
        table.add(&[
            name.to_owned(),
            short(rows.rows),
            whole(rows.bytes),
            whole(rows.rows * 1e7),
            short(rows.bytes * 1e7 / 1e9),
            key.to_owned(),
        ]);
    }
    let bytes = model.question_bytes(true);
    let size = model.inputs.limits.database_size.value * GIB;
    let backed_up = model.inputs.assumed.most_backed_up.value;
    format!(
        "## Growth of Postgres\n\n\
         Bytes are measured by `localstack/dev/src/costs/turns.sql`, with indexes and what is stored out of line.\n\n{}\n\n\
         Together {} bytes a written question and {} a quoted one. {} GiB, the most that one RDS instance holds, ÷ that = {} questions, \
         which is {} months of 10,000,000; long before, backups and indexes that no longer fit into memory hurt. Documents add {} bytes \
         a page, most of it vectors of sentences.\n\n\
         The first end of all is that of [backups](OPERATIONS.md#backups): the function `backup` refuses a database beyond {} GiB of \
         tables, which is after {} questions if there were no documents ({} months of {}). From then on the database server's snapshots \
         and point-in-time recovery have to do.\n\n{}",
        table.text(),
        whole(bytes),
        whole(model.question_bytes(false)),
        whole(model.inputs.limits.database_size.value),
        whole(size / bytes),
        whole(size / bytes / 1e7),
        whole(model.page_bytes()),
        whole(backed_up / GIB),
        whole(backed_up / bytes),
        short(backed_up / bytes / BASE),
        whole(BASE),
        PARTITIONING.trim_end(),
    )
}

fn vectors(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&[
        "components",
        "vector bytes",
        "bytes a point",
        "GiB for 1,000,000 chunks",
        "chunks on one of 256 GiB",
    ]);
    for (name, component) in QUANTISED {
        let bytes = model.point_bytes(component);
        let vector = model.inputs.assumed.dimensions.value * component;
        table.add(&[
            name.to_owned(),
            whole(vector),
            whole(bytes),
            short(bytes * 1e6 / GIB),
            whole(256.0 * GIB / bytes),
        ]);
    }
    let assumed = &model.inputs.assumed;
    let p50 = |points| model.baseline.figure(["retrieval", "points", points, "p50 ms"]);
    Ok(format!(
        "## Qdrant\n\n\
         A point is a vector of {} numbers, {} links of 4 bytes, {} words of 16 bytes and {} bytes of payload, × {} of room: \
         ({} × 4 + {} × 4 + {} × 16 + {}) × {} = {} bytes. `shared/retrieval/src/store/collection.rs` sets no quantisation, no shards and \
         nothing on disk.\n\n{}\n\n\
         Quantised vectors are what stays in memory; the whole ones go to disk and are read to put the nearest in order. With vectors \
         of {} numbers they are less than half of a point, so payload and words come first: on disk they cost no recall. A search takes \
         {} ms at 1,000 points and {} ms at 100,000 (one node, one after another, p50).\n\n\
         *Shards.* Payload indexes make a search as wide as what its caller may see, and every search asks every shard, so shards are for \
         what does not fit into one machine, replicas for searches a second. Number of shards: nodes × 2 from the beginning, as a \
         collection's shards cannot be changed later without filling another; filling one beside the one that answers exists \
         ([ADR 27](adr/0027-vector-collection-replacement-without-downtime.md)). The local server refuses shards and quantisation \
         (`localstack/qdrant/src/definition.rs`): neither can be tried without a real Qdrant.",
        whole(assumed.dimensions.value),
        whole(assumed.links.value),
        whole(assumed.words_of_a_chunk.value),
        whole(assumed.payload_of_a_point.value),
        short(assumed.vector_headroom.value),
        whole(assumed.dimensions.value),
        whole(assumed.links.value),
        whole(assumed.words_of_a_chunk.value),
        whole(assumed.payload_of_a_point.value),
        short(assumed.vector_headroom.value),
        whole(model.point_bytes(4.0)),
        table.text(),
        whole(assumed.dimensions.value),
        short(p50("1000")?),
        short(p50("100000")?),
    ))
}

fn messages(model: &Model) -> Result<String> {
    let limits = &model.inputs.limits;
    let mappings = model.template.queue_sources.iter();
    let handed: u32 = mappings.map(|source| source.batch_size * source.maximum_concurrency.unwrap_or(1)).sum();
    let mapping = model.ingestion()?;
    let at_once = f64::from(mapping.maximum_concurrency.unwrap_or(1));
    let rate = at_once * 1_000.0 / model.page()?;
    Ok(format!(
        "## Files and messages\n\n\
         SQS has no rate that matters here; of messages in flight it holds {}, and the mappings hand over {handed} at once at most. \
         S3 takes {} files and gives {} a second for each prefix. Ingestion goes at {} functions × 1,000 ÷ {} ms = {} pages a second: a million \
         pages take {} hours. All of these come after what is above.",
        whole(limits.queue_in_flight.value),
        whole(limits.bucket_writes.value),
        whole(limits.bucket_reads.value),
        whole(at_once),
        whole(model.page()?),
        whole(rate),
        short(1e6 / rate / 3_600.0),
    ))
}

fn limits() -> Result<String> {
    let mut table = Table::of_words(&["limit", "value", "unit", "of"]);
    for (name, figure) in listed_limits()? {
        table.add(&[format!("`{name}`"), whole(figure.value), figure.unit, figure.source]);
    }
    Ok(format!(
        "## Limits\n\nFrom `localstack/dev/src/costs/limits.yaml`, to be checked before use.\n\n{}",
        table.text()
    ))
}
