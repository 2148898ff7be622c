//! Latency that the product adds to a language model's stream: before the first word and to each word.

use super::asking::Asking;
use crate::{
    client::Connection,
    context::Context,
    figures::{Column, Latencies, Section, Table},
    provider::{Provider, Script},
};
use anyhow::{Result, bail};
use futures::future::try_join_all;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

const QUESTIONS: usize = 60;
/// A typical pace of a model.
pub(super) const PACED: Script = Script { words: 40, pace: Duration::from_millis(20) };

/// Latencies that listeners observed.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// Time from the request to the first word; the model itself starts at once.
    pub(super) first: Latencies,
    /// Time from the provider's sending to the client's reading, for each word.
    pub(super) hop: Latencies,
    /// Time between consecutive words.
    pub(super) gap: Latencies,
    /// Delay of an answer's last word divided by its number of words. It shows the cost of a word when words arrive
    /// faster than they are forwarded.
    pub(super) each: Latencies,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let mut section = Section::new("streaming", "A streamed answer", notes(&corpus.description()));
    let provider = Provider::start(PACED).await?;
    let server = context.server(&provider.settings()).await?;
    let token = context.token(server.address).await?;
    let asking = Asking::new("/api/chat/stream", &token, &corpus.questions(QUESTIONS))?;
    let mut table = Table::new("listeners", columns());
    for clients in [1, 8, 32] {
        context.progress.say(format!("{clients} listeners"));
        let heard = listen(&provider, &[server.address], &asking, (clients, answers(context, clients))).await?;
        table.add(clients.to_string(), heard.figures());
    }
    server.end().await?;
    section.tables.push(table);
    Ok(section)
}

/// Number of answers for each client. A single client receives more, so that there are enough for percentiles.
fn answers(context: &Context, clients: usize) -> usize {
    if clients == 1 { context.dose(10, 60) } else { context.dose(3, 12) }
}

fn notes(corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`POST /api/chat/stream` of one `server` process over {corpus}; the scripted provider begins at once and sends {} \
             words, one every {} ms. Each word contains its sending time, by the clock of the reading process.",
            PACED.words,
            PACED.pace.as_millis()
        ),
        "`first` is everything before the first word: admission, retrieval, scoring, calling the provider, one hop. \
         It adds to the time that a model itself takes until it begins. `hop` is from the provider's socket to the \
         client's, through our process. `gap` is from word to word; without added latency it would be the pace."
            .to_owned(),
        "The words contain no citations; a citation's mark is buffered until it is complete and checked.".to_owned(),
    ]
}

pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::lower("first p50 ms", 1.0),
        Column::lower("first p95 ms", 2.0),
        Column::said("first p99 ms"),
        Column::lower("hop p50 ms", 0.2),
        Column::said("hop p95 ms"),
        Column::said("hop p99 ms"),
        Column::said("hop max ms"),
        Column::said("gap p99 ms"),
    ]
}

impl Heard {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { first: Latencies::new()?, hop: Latencies::new()?, gap: Latencies::new()?, each: Latencies::new()? })
    }

    pub(super) fn add(&mut self, other: &Self) -> Result<()> {
        self.first.add(&other.first)?;
        self.hop.add(&other.hop)?;
        self.gap.add(&other.gap)?;
        self.each.add(&other.each)
    }

    /// Figures in the order of [`columns`].
    pub(super) fn figures(&self) -> Vec<f64> {
        let (first, hop) = (|share| self.first.quantile(share), |share| self.hop.quantile(share));
        vec![first(0.5), first(0.95), first(0.99), hop(0.5), hop(0.95), hop(0.99), hop(1.0), self.gap.quantile(0.99)]
    }
}

/// Runs this many concurrent clients, spread evenly over the processes. The first answer of each client is a warm-up
/// and does not count.
pub(super) async fn listen(
    provider: &Provider,
    addresses: &[SocketAddr],
    asking: &Asking,
    (clients, answers): (usize, usize),
) -> Result<Heard> {
    let listeners = (0..clients).zip(addresses.iter().copied().cycle()).map(|(client, address)| {
        let (provider, asking) = (provider.clone(), asking.clone());
        tokio::spawn(async move {
            let mut heard = Heard::new()?;
            let mut connection = Connection::open(address).await?;
            for number in 0..=answers {
                let mut one = Heard::new()?;
                one.hear(&mut connection, &provider, &asking, (client, number)).await?;
                if number > 0 {
                    heard.add(&one)?;
                }
            }
            anyhow::Ok(heard)
        })
    });
    let mut all = Heard::new()?;
    for heard in try_join_all(listeners).await? {
        all.add(&heard?)?;
    }
    Ok(all)
}

impl Heard {
    /// Reads one answer and records its latencies.
    async fn hear(
        &mut self,
        connection: &mut Connection,
        provider: &Provider,
        asking: &Asking,
        (client, number): (usize, usize),
    ) -> Result<()> {
        let began = Instant::now();
        let mut events = connection.listen(&asking.call(client, number)).await?;
        let (mut text, mut last, mut words, mut late) = (String::new(), None, 0, Duration::ZERO);
        while let Some(event) = events.next().await? {
            if event.name == "error" {
                bail!("an answer broke off: {}", event.data);
            }
            let Some(content) = event.data["content"].as_str().filter(|_| event.name == "token") else { continue };
            text.push_str(content);
            while let Some((word, rest)) = text.split_once(' ') {
                let left = provider.left_at(word);
                text = rest.to_owned();
                let Some(left) = left else { continue };
                late = event.at.saturating_duration_since(left);
                self.hop.record(late);
                match last {
                    None => self.first.record(event.at - began),
                    Some(last) => self.gap.record(event.at.saturating_duration_since(last)),
                }
                last = Some(event.at);
                words += 1;
            }
        }
        // the last word may end with the answer instead of a space
        if words + 1 < provider.words() {
            bail!("of {} words only {words} were heard", provider.words());
        }
        self.each.record(late / words.max(1));
        Ok(())
    }
}
