//! The same work as a Python service: the same Postgres, the same Qdrant collection, the same model, in turns.

use super::{asking, asking::Asking, lists, streaming};
use crate::{
    client::{Call, Load},
    context::Context,
    figures::{Column, Latencies, Line, Plot, Section, Spread, Table},
    process::{Service, resident_megabytes},
    provider::Provider,
};
use anyhow::Result;
use std::net::SocketAddr;

const QUESTIONS: usize = 60;

/// A request that both answer.
#[derive(Clone, Debug)]
enum Request {
    Question(Asking),
    List(Call),
}

/// Rounds of one side.
#[derive(Debug)]
struct Side {
    latencies: Latencies,
    rates: Vec<f64>,
    right: Vec<f64>,
}

/// Both services, and what is asked of them.
#[derive(Debug)]
struct Duel {
    ours: Service,
    theirs: Service,
    tables: [Table; 2],
    lines: Vec<Line>,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let mut section = Section::new("peer", "Beside a Python service", notes(context, &corpus.description()));
    let ours = context.server(&[]).await?;
    let theirs = context.peer(&[]).await?;
    let token = context.token(ours.address).await?;
    lists::fill(ours.address, &token).await?;
    let asked = corpus.questions(QUESTIONS);
    let question = |path: &str| Request::Question(Asking::new(path, &token, &asked));
    let list = Request::List(lists::documents(&token));
    let mut duel = Duel { ours, theirs, tables: [table(), ratios()], lines: Vec::new() };
    for clients in [1, 8, 32] {
        let plain = (question("/api/chat"), question("/api/chat"));
        duel.fight(context, "question", clients, plain).await?;
        let weighed = (question("/api/chat"), question("/api/chat?parts=16"));
        duel.fight(context, "question, 16 parts embedded", clients, weighed).await?;
        duel.fight(context, "100 documents", clients, (list.clone(), list.clone())).await?;
    }
    duel.remember_memory();
    let Duel { ours, theirs, tables, lines } = duel;
    ours.end().await?;
    theirs.end().await?;
    section.tables = tables.into();
    section.tables.push(stream(context, &asked).await?);
    section.plots.push(Plot {
        name: "peer".to_owned(),
        title: "Ours and Python, p50".to_owned(),
        across: "clients".to_owned(),
        up: "ms".to_owned(),
        lines,
    });
    Ok(section)
}

fn notes(context: &Context, corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`bench/peer/serve.py`: FastAPI on uvicorn with uvloop and httptools, asyncpg, qdrant-client over gRPC, onnxruntime \
             with the same int8 model on two threads; one process each, a pool of {} connections each, over {corpus}. \
             Rounds alternate, ours first, {} of them; requests a second are medians, `±` the distance of the quartiles, \
             percentiles are over all rounds.",
            crate::context::POOL_SIZE,
            context.dose(2, 5)
        ),
        "`question`: both check the token and its session, embed the question, search by meaning and words, fuse, load the \
         passages and store the turn. Python answers with the first passage. Ours also counts the words' frequencies, takes \
         the passages apart, embeds the best parts, judges whether they suffice and checks its quotes on the page: that is \
         what it is for, and it costs what the first row of each pair shows."
            .to_owned(),
        "`question, 16 parts embedded`: Python, too, cuts its first passages into sentences, embeds sixteen and answers with \
         the nearest."
            .to_owned(),
        "`100 documents`: nearly the same statements and members; asyncpg and orjson on their side.".to_owned(),
        "A ratio above 1 is in our favour; below 1 we lose. Ours writes a log line at the start and the end of each request, \
         the peer none."
            .to_owned(),
    ]
}

fn table() -> Table {
    let mut columns = Column::of_load();
    columns.insert(1, Column::said("±"));
    columns.extend([Column::said("right %"), Column::said("MB after")]);
    Table::new("requests", columns)
}

fn ratios() -> Table {
    Table::new("in our favour", ["requests/s", "p50", "p95", "p99"].map(Column::said).into())
}

impl Duel {
    /// Alternates between both sides.
    async fn fight(
        &mut self,
        context: &Context,
        name: &str,
        clients: u8,
        (to_ours, to_theirs): (Request, Request),
    ) -> Result<()> {
        context.progress.say(format!("{name}, {clients} clients"));
        let load = Load { clients: clients.into(), warm_up: context.seconds(1, 1), measured: context.seconds(2, 4) };
        let (mut ours, mut theirs) = (Side::new()?, Side::new()?);
        for _ in 0..context.dose(2, 5) {
            ours.round(load, self.ours.address, &to_ours).await?;
            theirs.round(load, self.theirs.address, &to_theirs).await?;
        }
        let [table, ratios] = &mut self.tables;
        for (side, who) in [(&ours, "ours"), (&theirs, "Python")] {
            table.add(format!("{name}, {clients} clients, {who}"), side.figures());
            let point = (f64::from(clients), side.latencies.quantile(0.5));
            Line::extend(&mut self.lines, &format!("{name}, {who}"), point);
        }
        ratios.add(format!("{name}, {clients} clients"), ours.ratios(&theirs));
        Ok(())
    }

    /// Puts what both processes take now into the last rows.
    fn remember_memory(&mut self) {
        let [table, _] = &mut self.tables;
        let taken = [resident_megabytes(self.ours.pid), resident_megabytes(self.theirs.pid)];
        let last = table.rows.len().saturating_sub(taken.len());
        for (row, megabytes) in table.rows.iter_mut().skip(last).zip(taken) {
            row.values.pop();
            row.values.push(megabytes);
        }
    }
}

impl Side {
    fn new() -> Result<Self> {
        Ok(Self { latencies: Latencies::new()?, rates: Vec::new(), right: Vec::new() })
    }

    async fn round(&mut self, load: Load, address: SocketAddr, request: &Request) -> Result<()> {
        let (latencies, rate) = match request.clone() {
            Request::Question(asking) => {
                let reading = asking.clone();
                let make = move |client, number| asking.call(client, number);
                let outcome = load.run(address, make, move |reply| reading.read(reply)).await?;
                self.right.push(asking::right(&outcome.seen));
                (outcome.latencies, outcome.requests_per_second)
            }
            Request::List(call) => {
                let outcome = load.run(address, move |_, _| call.clone(), lists::succeeded).await?;
                (outcome.latencies, outcome.requests_per_second)
            }
        };
        self.rates.push(rate);
        self.latencies.add(&latencies)
    }

    fn figures(&self) -> Vec<f64> {
        let rate = Spread::of(&self.rates);
        let mut figures = vec![rate.median, rate.width()];
        figures.extend(self.latencies.figures());
        figures.push(if self.right.is_empty() { f64::NAN } else { Spread::of(&self.right).median });
        figures.push(f64::NAN);
        figures
    }

    /// Above 1 where this side is better.
    fn ratios(&self, other: &Self) -> Vec<f64> {
        let mut ratios = vec![Spread::of(&self.rates).median / Spread::of(&other.rates).median];
        let shares = [0.5, 0.95, 0.99];
        ratios.extend(shares.map(|share| other.latencies.quantile(share) / self.latencies.quantile(share)));
        ratios
    }
}

/// The same stream through both.
async fn stream(context: &Context, asked: &[crate::corpus::Asked]) -> Result<Table> {
    let provider = Provider::start(streaming::PACED).await?;
    let url = provider.url();
    let own = [("LLM_PROVIDER", "openai"), ("OPENAI_BASE_URL", url.as_str()), ("OPENAI_CHAT_MODEL", "scripted")];
    let (ours, theirs) = (context.server(&own).await?, context.peer(&own).await?);
    let token = context.token(ours.address).await?;
    let asking = Asking::new("/api/chat/stream", &token, asked);
    let mut table = Table::new("streamed answers", streaming::columns());
    for clients in [1, 8] {
        context.progress.say(format!("streams, {clients} listeners"));
        let (mut here, mut there) = (streaming::Heard::new()?, streaming::Heard::new()?);
        for _ in 0..context.dose(1, 3) {
            let dose = (clients, context.dose(2, 4));
            here.add(&streaming::listen(&provider, ours.address, &asking, dose).await?)?;
            there.add(&streaming::listen(&provider, theirs.address, &asking, dose).await?)?;
        }
        table.add(format!("{clients} listeners, ours"), here.figures());
        table.add(format!("{clients} listeners, Python"), there.figures());
    }
    ours.end().await?;
    theirs.end().await?;
    Ok(table)
}
