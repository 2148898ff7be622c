//! A watched list of sanctions: from the order of a run until its names are found, a run without changes, and a file of customers.

use crate::{
    client::{Call, Connection},
    context::Context,
    corpus::{self, Delivery},
    figures::{Column, Section, Table, float},
    process::Watch,
};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use sisuiq_sources::server::{Reply, SourceServer};
use std::{
    collections::HashSet,
    fmt::Write,
    fs,
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The parts of a list of OFAC by their files. Comments of both versions were not published together.
const PARTS: [(&str, &str); 3] = [("main", "sdn.csv"), ("aliases", "alt.csv"), ("addresses", "add.csv")];
/// The versions of the list.
const BEFORE: &str = "2019-01";
const AFTER: &str = "2021-07";
/// An address that the product may fetch from.
const BASE: &str = "https://www.treasury.gov/ofac/downloads";
/// The end of a file of OFAC, which archived copies have lost.
const END: u8 = 0x1a;
/// Time limit of a run and of a file of customers.
const TIMEOUT: Duration = Duration::from_mins(15);
const NEGATIVES: &str = "name_matching/screening/negatives_global.csv";

/// The running programs and a source of lists that this process plays.
struct World<'a> {
    context: &'a Context,
    server: SocketAddr,
    sources: SourceServer,
    fetch: Delivery,
    process: Delivery,
    token: String,
}

/// A run that has ended.
#[derive(Debug)]
struct Run {
    outcome: Value,
    /// From the order until the end is visible.
    seconds: f64,
    /// The time that the functions worked.
    worked: f64,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let context = &*context;
    let sources = SourceServer::new();
    let listening = sources.listen((Ipv4Addr::LOCALHOST, 0).into()).await?;
    let server = context.server(&[]).await?;
    let world = World {
        context,
        server: server.address,
        sources,
        fetch: Delivery::of_fetched(&context.settings, listening.address()).await?,
        process: Delivery::of_processed(&context.settings).await?,
        token: context.token(server.address).await?,
    };
    let parts = common_parts(&world.day(BEFORE), &world.day(AFTER))?;
    let source = world.adds_source(&parts).await?;
    let tables = vec![world.runs(&source, &parts).await?, world.customers(&source).await?];
    server.end().await?;
    let mut section = Section::new("lists-end-to-end", "Lists of sanctions, end to end", notes());
    section.tables = tables;
    Ok(section)
}

impl World<'_> {
    /// The list of 2019, that of 2021, and that of 2021 again.
    async fn runs(&self, source: &str, parts: &[(&str, &str)]) -> Result<Table> {
        let [before, after] = [BEFORE, AFTER].map(|day| self.day(day));
        let columns = vec![
            Column::lower("s", 1.0),
            Column::lower("work s", 0.5),
            Column::said("added"),
            Column::said("changed"),
            Column::said("removed"),
        ];
        let mut table = Table::new(&format!("{} list of OFAC", self.context.sanctions.title), columns);
        let name = added(&entries(&before)?, &entries(&after)?).context("no name is new in 2021")?;
        for (row, day, status) in [
            ("2019, first", &before, "done"),
            ("2021, changes", &after, "done"),
            ("2021, without changes", &after, "no_change"),
        ] {
            self.context.progress.say(format!("list of {row}"));
            self.plays(day, parts)?;
            let began = Instant::now();
            let mut run = self.runs_once(source).await?;
            ensure!(run.outcome["status"] == status, "the run of {row} ended otherwise: {}", run.outcome);
            let is_found = self.finds(source, &name).await?;
            ensure!(is_found == (row != "2019, first"), "{row}: {name} is found: {is_found}");
            if status == "done" {
                // the first search reads the new index
                run.seconds = began.elapsed().as_secs_f64();
            }
            let counts = ["added", "changed", "removed"].map(|count| number(&run.outcome["counts"][count]));
            table.add(row, [run.seconds, run.worked].into_iter().chain(counts));
        }
        Ok(table)
    }

    /// A file of customers against the list of 2021.
    async fn customers(&self, source: &str) -> Result<Table> {
        let rows = self.context.dose(10_000, 100_000);
        self.context.progress.say(format!("a file of {rows} customers"));
        let text = fs::read_to_string(self.context.sanctions.folder.join(NEGATIVES))?;
        let file = customers(&first_cells(&text), rows);
        let created = json!({ "file_name": "customers.csv", "size": file.len(), "sources": [source] });
        let mut connection = Connection::open(self.server).await?;
        let created = connection.send(&self.call_with("/api/v1/knowledge/screen/batch", &created)).await?.json()?;
        let id = created["id"].as_str().context("a batch has an id")?.to_owned();
        let delivery = Delivery::of_screenings(&self.context.settings).await?;
        let watch = Watch::start(delivery.pid);
        corpus::post(&created["upload"], file.as_bytes()).await?;
        let began = Instant::now();
        let batch = loop {
            delivery.deliver().await?;
            let call = Call::get(format!("/api/v1/knowledge/screen/batch/{id}")).with_token(&self.token);
            let batch = connection.send(&call).await?.json()?;
            match batch["status"].as_str() {
                Some("done") => break batch,
                Some("failed") => bail!("the file of customers failed: {batch}"),
                _ if began.elapsed() > TIMEOUT => bail!("the file of customers was not screened in time: {batch}"),
                _ => {}
            }
        };
        let (seconds, memory) = (began.elapsed().as_secs_f64(), watch.end().own);
        let screened = number(&batch["rows"]["screened"]);
        ensure!(screened >= float(rows), "only {screened} rows were screened: {batch}");
        let columns = vec![
            Column::lower("s", 2.0),
            Column::higher("rows/s"),
            Column::said("with hits"),
            Column::said("alerts"),
            Column::lower("screen-batch MB", 20.0),
        ];
        let mut table = Table::new(&format!("customers, {} list", self.context.sanctions.title), columns);
        let [hits, alerts] = [&batch["rows"]["with_hits"], &batch["alerts_opened"]].map(number);
        table.add(format!("{rows} rows"), [seconds, screened / seconds, hits, alerts, memory]);
        Ok(table)
    }

    /// Adds a source that no schedule reads during the measure.
    async fn adds_source(&self, parts: &[(&str, &str)]) -> Result<String> {
        let files: Vec<Value> =
            parts.iter().map(|(part, file)| json!({ "part": part, "url": format!("{BASE}/{file}") })).collect();
        let input = json!({
            "name": format!("SDN list, {}", self.context.sanctions.title), "format": "ofac_sdn", "dataset": "US-Sanctions", "schedule": "31d", "files": files,
        });
        let created = self.send(&self.call_with("/api/v1/sources", &input)).await?;
        Ok(created["id"].as_str().context("a source has an id")?.to_owned())
    }

    /// The folder of a version of the list.
    fn day(&self, day: &str) -> PathBuf {
        self.context.sanctions.folder.join("ofac_sdn").join(day)
    }

    /// Lets the source answer with the files of a day, and entity tags that change with them.
    fn plays(&self, day: &Path, parts: &[(&str, &str)]) -> Result<()> {
        for (_, file) in parts {
            let tag = format!("\"{}\"", day.display());
            self.sources
                .on(&format!("{BASE}/{file}"), Reply::file("text/csv", closed(fs::read(day.join(file))?)).etag(&tag));
        }
        Ok(())
    }

    /// Orders a run and delivers its messages until it has ended.
    async fn runs_once(&self, source: &str) -> Result<Run> {
        let began = Instant::now();
        let ordered = self.send(&self.call_with(&format!("/api/v1/sources/{source}/run"), &json!({}))).await?;
        let id = ordered["id"].as_str().context("a run has an id")?;
        let call = Call::get(format!("/api/v1/sources/runs/{id}")).with_token(&self.token);
        let mut worked = Duration::ZERO;
        for delivery in [&self.fetch, &self.process].into_iter().cycle() {
            worked += delivery.deliver_timed().await?.1;
            let run = self.send(&call).await?;
            match run["status"].as_str() {
                Some("done" | "no_change" | "failed") => {
                    let seconds = began.elapsed().as_secs_f64();
                    return Ok(Run { outcome: run, seconds, worked: worked.as_secs_f64() });
                }
                _ => ensure!(began.elapsed() < TIMEOUT, "a run did not end in time: {run}"),
            }
        }
        bail!("a run did not end")
    }

    /// Returns whether a screening of this name finds it in the source's list.
    async fn finds(&self, source: &str, name: &str) -> Result<bool> {
        let input = json!({ "name": name, "sources": [source] });
        let found = self.send(&self.call_with("/api/v1/knowledge/screen", &input)).await?;
        ensure!(found["left_out"].as_array().is_some_and(Vec::is_empty), "the list could not be searched: {found}");
        let hits = found["hits"].as_array().context("a screening has hits")?;
        Ok(hits.iter().any(|hit| hit["primary_name"] == name))
    }

    fn call_with(&self, path: &str, input: &Value) -> Call {
        Call::post_json(path, input).with_token(&self.token)
    }

    async fn send(&self, call: &Call) -> Result<Value> {
        Connection::open(self.server).await?.send(call).await?.json()
    }
}

/// The parts that both days have.
fn common_parts(before: &Path, after: &Path) -> Result<Vec<(&'static str, &'static str)>> {
    let mut common = Vec::new();
    for (part, file) in PARTS {
        if is_file(&before.join(file))? && is_file(&after.join(file))? {
            common.push((part, file));
        }
    }
    Ok(common)
}

fn is_file(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.is_file()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// The entries of a day, read as Latin-1, whose bytes are the first characters of Unicode.
fn entries(day: &Path) -> Result<String> {
    let bytes = fs::read(day.join("sdn.csv")).with_context(|| format!("there is no list in {}", day.display()))?;
    Ok(bytes.into_iter().map(char::from).collect())
}

/// A file with the end of its last row and its own.
fn closed(mut file: Vec<u8>) -> Vec<u8> {
    if file.last() == Some(&END) {
        return file;
    }
    if file.last() != Some(&b'\n') {
        file.push(b'\n');
    }
    file.push(END);
    file
}

/// The number and the name of an entry of OFAC.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (number, rest) = line.split_once(",\"")?;
    let (name, _) = rest.split_once('"')?;
    Some((number, name))
}

/// The first name of the later list whose number and name the earlier one lacks.
fn added(before: &str, after: &str) -> Option<String> {
    let (numbers, names): (HashSet<&str>, HashSet<&str>) = before.lines().filter_map(entry).unzip();
    let new = after
        .lines()
        .filter_map(entry)
        .find(|(number, name)| !numbers.contains(number) && !names.contains(name) && name.is_ascii());
    new.map(|(_, name)| name.to_owned())
}

/// The first cells of the rows of a table without quoted cells, without the heading.
fn first_cells(text: &str) -> Vec<&str> {
    text.lines().skip(1).filter_map(|line| line.split(',').next()).filter(|cell| !cell.is_empty()).collect()
}

/// A file of customers with names of their own: the first word of one name and the last of another. Few names give few different ones.
fn customers(names: &[&str], rows: u64) -> String {
    let mut file = "id,name\n".to_owned();
    let count = names.len().max(1);
    for (row, number) in (0..rows).zip(0_usize..) {
        let (first, last) = (number % count, (number * 7_919 + number / count * 104_729) % count);
        let given = names.get(first).and_then(|name| name.split_whitespace().next()).unwrap_or("Ada");
        let family = names.get(last).and_then(|name| name.split_whitespace().next_back()).unwrap_or("Vossen");
        let _ = writeln!(file, "customer-{row},{given} {family}");
    }
    file
}

/// A number of JSON; not measured if there is none.
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn notes() -> Vec<String> {
    [
        "A server in this program plays the publisher: the list of January 2019, that of July 2021, and the same again, with aliases and \
         addresses if both days have them. One process each of `server`, `fetch` and `process`, the latter two on an emulated Runtime API, with the local \
         SQS and S3. Without `--documents` the lists are the small ones of the evaluation.",
        "`s` is the time from `POST /api/v1/sources/{id}/run` until a screening through `POST /api/v1/knowledge/screen` has read the new index, with queues; \
         for a list that has not changed, until the run's status is `no_change`. `work s` is the time that the functions worked. A name that is new in 2021 must not be \
         found before, and must be found after. One run each.",
        "Customers: a CSV file of generated names, first and last words of the negatives of the evaluation, screened by one process of `screen-batch`, from the \
         file's arrival in S3 until the batch is `done`. The small lists have few negatives, so that names repeat.",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "36,\"AERO\",-0- ,\"CUBA\"\r\n7,\"ADA, Alma\",\"individual\"\r\n\u{1a}";

    #[test]
    fn added_names_have_new_numbers_and_names() {
        let after =
            format!("{}9,\"AERO\",-0- \r\n10,\"BEA, Bo\",\"individual\"\r\n\u{1a}", LIST.trim_end_matches('\u{1a}'));
        assert_eq!(added(LIST, &after).unwrap(), "BEA, Bo");
        assert_eq!(added(&after, LIST), None, "nothing is new if entries are removed");
    }

    #[test]
    fn lost_ends_are_restored_once() {
        assert_eq!(closed(b"36,\n".to_vec()), b"36,\n\x1a");
        assert_eq!(closed(b"36,".to_vec()), b"36,\n\x1a");
        assert_eq!(closed(b"36,\n\x1a".to_vec()), b"36,\n\x1a");
    }

    #[test]
    fn customers_have_a_row_each() {
        let names = ["Ingrid Solberg", "Matteo Anna Ferraresi", "Cher"];
        let file = customers(&names, 7);
        assert_eq!(file.lines().count(), 8);
        assert_eq!(file.lines().take(2).collect::<Vec<_>>(), ["id,name", "customer-0,Ingrid Solberg"]);
        assert!(file.lines().skip(1).all(|line| line.split(',').nth(1).is_some_and(|name| name.contains(' '))));
    }

    #[test]
    fn many_names_rarely_repeat() {
        let names: Vec<String> = (0..1_000).map(|number| format!("Given{number} Family{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let file = customers(&names, 4_000);
        let different: HashSet<&str> = file.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert!(different.len() > 3_500, "{}", different.len());
    }

    #[test]
    fn empty_tables_still_give_customers() {
        assert_eq!(customers(&[], 1), "id,name\ncustomer-0,Ada Vossen\n");
    }

    #[test]
    fn headings_are_no_names() {
        assert_eq!(first_cells("full_name,first_name\nIngrid Solberg,,\n\n,x\n"), ["Ingrid Solberg"]);
    }

    #[test]
    fn missing_counts_are_not_measured() {
        let run = json!({ "counts": null, "rows": { "screened": 3 } });
        assert!(number(&run["counts"]["added"]).is_nan());
        assert!((number(&run["rows"]["screened"]) - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn parts_are_those_of_both_days() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/evaluation/sanctions/ofac_sdn");
        let [before, after] = [BEFORE, AFTER].map(|day| folder.join(day));
        assert_eq!(common_parts(&before, &after).unwrap(), [("main", "sdn.csv")]);
        let name = added(&entries(&before).unwrap(), &entries(&after).unwrap());
        assert!(name.is_some(), "the small lists have a new name");
    }
}
