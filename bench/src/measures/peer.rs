//! The product beside a Python service that does the same work with the same Postgres, Qdrant collection and model.
//! Both alternate.

use super::{asking, asking::Asking, lists, streaming};
use crate::{
    client::{Call, Load},
    context::{Context, POOL_SIZE},
    corpus::Asked,
    figures::{Column, Latencies, Line, Plot, Section, Spread, Table},
    process::{Service, resident_megabytes},
    provider::Provider,
};
use anyhow::Result;
use std::{net::SocketAddr, sync::Arc};

const PEER: &str = "serve.py";
const QUESTIONS: usize = 60;

/// A request that every contender answers.
#[derive(Clone)]
pub(super) enum Request {
    Question(Asking),
    /// Fixed requests; client number N sends the Nth, and starts over if there are fewer requests than clients.
    Same(Arc<[Call]>),
    /// A new request each time.
    New(Arc<dyn Fn() -> Call + Send + Sync>),
}

/// One side of the comparison: our server, or the peer in one or more processes.
#[derive(Debug)]
pub(super) struct Contender {
    pub(super) name: &'static str,
    processes: Vec<Service>,
}

/// All rounds of one contender with one request.
#[derive(Debug)]
struct Rounds {
    latencies: Latencies,
    rates: Vec<f64>,
    right: Vec<f64>,
}

/// The contenders, ours first, and their results.
#[derive(Debug)]
pub(super) struct Race {
    contenders: Vec<Contender>,
    pub(super) figures: Table,
    pub(super) ratios: Table,
    lines: Vec<Line>,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let asked = corpus.questions(QUESTIONS);
    let mut section = Section::new("peer", "Beside a Python service", notes(context, &corpus.description()));
    let mut race = Race::prepare(context, &[]).await?;
    let token = context.token(race.ours()).await?;
    lists::fill(race.ours(), &token).await?;
    let question = |path: &str| anyhow::Ok(Request::Question(Asking::new(path, &token, &asked)?));
    let list = Request::Same([lists::documents(&token)].into());
    let requests = [
        ("question, first passage", question("/api/chat")?, question("/api/chat")?),
        ("question, best sentence", question("/api/chat")?, question("/api/chat?weigh=true")?),
        ("100 documents", list.clone(), list),
    ];
    for clients in [1, 8, 32] {
        for (name, to_ours, to_theirs) in &requests {
            race.run(context, name, clients, [to_ours, to_theirs]).await?;
        }
    }
    let Race { contenders, figures, ratios, lines } = race;
    section.tables = vec![figures, ratios, memory(&contenders)];
    end(contenders).await?;
    section.tables.push(stream(context, &asked).await?);
    section.plots.push(Plot::of_times("peer", "Ours and Python, p50", "clients", lines));
    Ok(section)
}

/// Starts our server, the peer in one process, and the peer in two processes.
pub(super) async fn contenders(context: &Context, own: &[(&str, String)]) -> Result<Vec<Contender>> {
    contenders_beside(context, PEER, own).await
}

async fn contenders_beside(context: &Context, peer: &str, own: &[(&str, String)]) -> Result<Vec<Contender>> {
    Ok(vec![
        Contender { name: "ours", processes: vec![context.server(own).await?] },
        Contender { name: "Python", processes: context.peers(peer, 1, own).await? },
        Contender { name: "Python, two processes", processes: context.peers(peer, 2, own).await? },
    ])
}

pub(super) async fn end(contenders: Vec<Contender>) -> Result<()> {
    for process in contenders.into_iter().flat_map(|contender| contender.processes) {
        process.end().await?;
    }
    Ok(())
}

fn notes(context: &Context, corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`bench/peer/serve.py`: FastAPI on uvicorn with uvloop and httptools, asyncpg, qdrant-client over gRPC, onnxruntime \
             with the same int8 model on two threads; a pool of {POOL_SIZE} connections each, over {corpus}. Two processes \
             share connections and threads, and half of the clients use each. Rounds alternate, ours first, {} of \
             them; requests a second are medians, `±` the distance of the quartiles, percentiles are over all rounds.",
            context.dose(2, 5)
        ),
        "Question: all check the token and its session, embed the question, search by meaning and words, fuse, load the \
         passages and store the turn. With `first passage` Python answers with the first one. With `best sentence` \
         it scores all their sentences by the share of the question's words and by the stored sentence vectors. Ours \
         is the same in both: it also counts the frequency of the question's words, joins sentences with headings \
         and table headers, decides whether they suffice, checks its quotes on the page and stores citations."
            .to_owned(),
        "`100 documents`: nearly the same statements and members; asyncpg and orjson on their side.".to_owned(),
        "A ratio above 1 is in our favour; below 1 we are slower. Ours writes a log line at the start and the end of each request, \
         the peer none."
            .to_owned(),
    ]
}

fn table() -> Table {
    let mut columns = Column::of_load();
    columns.insert(1, Column::said("±"));
    columns.push(Column::said("right %"));
    Table::new("requests", columns)
}

fn ratios() -> Table {
    Table::new("in our favour", ["requests/s", "p50", "p95", "p99"].map(Column::said).into())
}

/// Resident memory of each contender after all requests, summed over its processes.
fn memory(contenders: &[Contender]) -> Table {
    let mut table = Table::new("after them", vec![Column::said("resident MB")]);
    for contender in contenders {
        let taken = contender.processes.iter().filter_map(|process| resident_megabytes(process.pid));
        table.add(contender.name, [taken.sum()]);
    }
    table
}

impl Contender {
    pub(super) fn addresses(&self) -> Vec<SocketAddr> {
        self.processes.iter().map(|process| process.address).collect()
    }
}

impl Race {
    /// Starts the contenders with these settings in addition to the stack's.
    pub(super) async fn prepare(context: &Context, own: &[(&str, String)]) -> Result<Self> {
        Self::beside(context, PEER, own).await
    }

    /// Starts the contenders with another program of the peer.
    pub(super) async fn beside(context: &Context, peer: &str, own: &[(&str, String)]) -> Result<Self> {
        let contenders = contenders_beside(context, peer, own).await?;
        Ok(Self { contenders, figures: table(), ratios: ratios(), lines: Vec::new() })
    }

    pub(super) fn ours(&self) -> SocketAddr {
        self.contenders[0].processes[0].address
    }

    pub(super) async fn end(self) -> Result<[Table; 2]> {
        end(self.contenders).await?;
        Ok([self.figures, self.ratios])
    }

    /// Runs the same request against all contenders in turn.
    pub(super) async fn run(
        &mut self,
        context: &Context,
        name: &str,
        clients: u8,
        [to_ours, to_theirs]: [&Request; 2],
    ) -> Result<()> {
        context.progress.say(format!("{name}, {clients} clients"));
        let load = Load { clients: clients.into(), warm_up: context.seconds(1, 1), measured: context.seconds(2, 3) };
        let mut all = self.contenders.iter().map(|_| Rounds::new()).collect::<Result<Vec<_>>>()?;
        for _ in 0..context.dose(2, 5) {
            for (place, (contender, rounds)) in self.contenders.iter().zip(&mut all).enumerate() {
                let request = if place == 0 { to_ours } else { to_theirs };
                rounds.add(load, &contender.addresses(), request).await?;
            }
        }
        for (contender, rounds) in self.contenders.iter().zip(&all) {
            let who = contender.name;
            self.figures.add(format!("{name}, {clients} clients, {who}"), rounds.figures());
            let point = (f64::from(clients), rounds.latencies.quantile(0.5));
            Line::extend(&mut self.lines, &format!("{name}, {who}"), point);
        }
        let (ours, theirs) = (&all[0], &all[1..]);
        for (contender, rounds) in self.contenders.iter().skip(1).zip(theirs) {
            self.ratios.add(format!("{name}, {clients} clients, {}", contender.name), ours.ratios(rounds));
        }
        Ok(())
    }
}

impl Rounds {
    fn new() -> Result<Self> {
        Ok(Self { latencies: Latencies::new()?, rates: Vec::new(), right: Vec::new() })
    }

    async fn add(&mut self, load: Load, addresses: &[SocketAddr], request: &Request) -> Result<()> {
        let (latencies, rate) = match request.clone() {
            Request::Question(asking) => {
                let reading = asking.clone();
                let make = move |client, number| asking.call(client, number);
                let read = move |client, number, reply: &_| reading.read(client, number, reply);
                let outcome = load.run(addresses, make, read).await?;
                self.right.push(asking::right(&outcome.seen));
                (outcome.latencies, outcome.requests_per_second)
            }
            Request::Same(calls) => {
                let call = move |client: usize, _| calls[client % calls.len()].clone();
                let outcome = load.run(addresses, call, lists::succeeded).await?;
                (outcome.latencies, outcome.requests_per_second)
            }
            Request::New(make) => {
                let outcome = load.run(addresses, move |_, _| make(), lists::succeeded).await?;
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
        figures
    }

    /// Ratios of two contenders; above 1 where `self` is better.
    fn ratios(&self, others: &Self) -> Vec<f64> {
        let mut ratios = vec![Spread::of(&self.rates).median / Spread::of(&others.rates).median];
        let shares = [0.5, 0.95, 0.99];
        ratios.extend(shares.map(|share| others.latencies.quantile(share) / self.latencies.quantile(share)));
        ratios
    }
}

/// Streams the same scripted answers through all contenders.
async fn stream(context: &Context, asked: &[Asked]) -> Result<Table> {
    let provider = Provider::start(streaming::PACED).await?;
    let contenders = contenders(context, &provider.settings()).await?;
    let token = context.token(contenders[0].processes[0].address).await?;
    let asking = Asking::new("/api/chat/stream", &token, asked)?;
    let mut table = Table::new("streamed answers", streaming::columns());
    for clients in [1, 8] {
        context.progress.say(format!("streams, {clients} listeners"));
        let mut all = contenders.iter().map(|_| streaming::Heard::new()).collect::<Result<Vec<_>>>()?;
        for _ in 0..context.dose(1, 3) {
            for (contender, heard) in contenders.iter().zip(&mut all) {
                let dose = (clients, context.dose(2, 4));
                heard.add(&streaming::listen(&provider, &contender.addresses(), &asking, dose).await?)?;
            }
        }
        for (contender, heard) in contenders.iter().zip(&all) {
            table.add(format!("{clients} listeners, {}", contender.name), heard.figures());
        }
    }
    end(contenders).await?;
    Ok(table)
}
