//! Performance targets and their results.

use super::Report;
use std::fmt::Write;

/// A performance target.
#[derive(Clone, Copy, Debug)]
struct Aim {
    what: &'static str,
    /// Section, table, prefix of the row names, column.
    place: [&'static str; 4],
    bound: Bound,
    /// Reason for missing the target. It comes from profiles, not from this program.
    bottleneck: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Bound {
    Most(f64),
    Least(f64),
}
use Bound::{Least, Most};

const PAUSE: &str = "the sequential steps of retrieval; after a pause they find cold caches and take half as long \
                     again as in a series of questions";
const RETRIEVAL: &str =
    "embedding the question and its subject, the vector store and Postgres, which take more than half of it";
const SHARED: &str = "both use the same model, Qdrant and Postgres, which take about half of our processor time; \
                      without any time in our own code we would answer about twice as many";
const ROWS: &str = "Postgres, which takes nearly half of our processor time for the same rows; without any other \
                    time we would be about twice as fast";
const READER: &str =
    "the reader's model, nearly all of it, on a processor without AVX-512 instructions; with them it took 790 ms";
const FIRST: &str =
    "opening connections and the model's first run, on a processor on which a later question takes 44 ms";
const MODEL: &str = "the same model on the same threads, more than four fifths of our processor time";
const TREES: &str = "the processor: LightGBM takes 3.0 s for the 100,000 rows in the same run; where it took 1.9 s, one row \
                     took 8 µs and 100,000 took 0.20 s";
const PROFILE: &str = "one pass on one core that reads every cell and writes the columnar copy in bounded memory; pandas takes \
                       7.4 s and twice the memory in the same run";
const TOOLS: &str = "3 of the 20 tools are slower than that; half of all are at least 14 times as fast as pandas";
const DISTANCES: &str = "the processor, on which numpy takes 12 s for all pairs";

const AIMS: [Aim; 53] = [
    aim("first word of a streamed answer, p50 ms", ["streaming", "listeners", "1", "first p50 ms"], Most(12.0), PAUSE),
    aim("first word of a streamed answer, p95 ms", ["streaming", "listeners", "1", "first p95 ms"], Most(25.0), PAUSE),
    aim(
        "added to a streamed token, p50 ms",
        ["tokens", "tokens", "20 ms apart, 1 listeners, ours", "added p50 ms"],
        Most(1.0),
        "",
    ),
    aim(
        "the same if all arrive at once",
        ["tokens", "tokens", "0 ms apart, 1 listeners, ours", "added each p50 ms"],
        Most(1.0),
        "",
    ),
    aim("a cached answer, p50 ms", ["cached", "requests", "cached answer, 1 clients, ours", "p50 ms"], Most(10.0), ""),
    aim("a quoted answer on one core, p50 ms", ["one-core", "quoted", "plain", "p50 ms"], Most(40.0), ""),
    aim(
        "a quoted answer with a reader on one core, p50 ms",
        ["one-core", "quoted", "with a reader", "p50 ms"],
        Most(800.0),
        READER,
    ),
    aim(
        "first word on one core, p50 ms",
        ["one-core", "streamed", "1 listener", "first p50 ms"],
        Most(25.0),
        RETRIEVAL,
    ),
    aim("MB of a server that answers on one core", ["one-core", "quoted", "plain", "server MB"], Most(400.0), ""),
    aim(
        "first question after a start, p50 ms",
        ["question", "after a start", "first question", "p50 ms"],
        Most(80.0),
        FIRST,
    ),
    aim("a search in 100,000 points, p50 ms", ["retrieval", "points", "100000", "p50 ms"], Most(20.0), ""),
    aim("latency added by admission, p50 ms", ["admission", "added", "1 clients", "p50 ms"], Most(1.0), ""),
    aim(
        "p99 of lists during password guessing, factor",
        ["guesses", "times as long", "", "p99"],
        Most(2.0),
        "one of the two cores hashes nearly all the time while many accounts are guessed, and a lone reader shares \
         the other with Postgres and refused requests",
    ),
    aim("questions, times Python's", ["peer", "in our favour", "question, first", "requests/s"], Least(5.0), SHARED),
    aim(
        "questions with scored sentences, times Python's",
        ["peer", "in our favour", "question, best", "requests/s"],
        Least(5.0),
        SHARED,
    ),
    aim("lists, times Python's", ["peer", "in our favour", "100 documents", "requests/s"], Least(5.0), ROWS),
    aim(
        "administrators' accounts, p95 ms",
        ["administration", "requests", "accounts, 8 clients, ours", "p95 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "administrators' accounts, times Python's",
        ["administration", "in our favour", "accounts", "requests/s"],
        Least(5.0),
        "",
    ),
    aim(
        "administrators' conversations, p95 ms",
        ["administration", "requests", "conversations, 8 clients, ours", "p95 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "administrators' conversations, times Python's",
        ["administration", "in our favour", "conversations", "requests/s"],
        Least(5.0),
        "",
    ),
    aim(
        "administrators' messages, p95 ms",
        ["administration", "requests", "messages, 8 clients, ours", "p95 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "administrators' messages, times Python's",
        ["administration", "in our favour", "messages", "requests/s"],
        Least(5.0),
        "",
    ),
    aim(
        "administrators' tables, p95 ms",
        ["administration", "requests", "tables, 8 clients, ours", "p95 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "administrators' tables, times Python's",
        ["administration", "in our favour", "tables", "requests/s"],
        Least(5.0),
        "",
    ),
    aim(
        "administrators' documents, p95 ms",
        ["administration", "requests", "documents, 8 clients, ours", "p95 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "administrators' documents, times Python's",
        ["administration", "in our favour", "documents", "requests/s"],
        Least(5.0),
        "",
    ),
    aim("init of chat with its model, p50 ms", ["init", "function", "chat, model loaded", "p50 ms"], Most(250.0), ""),
    aim("init of auth, p50 ms", ["init", "function", "auth", "p50 ms"], Most(20.0), ""),
    aim("init of documents, p50 ms", ["init", "function", "documents", "p50 ms"], Most(20.0), ""),
    aim("pages a second, times Python's", ["ingestion", "ours ÷ Python", "100 pages", "pages/s"], Least(2.0), MODEL),
    aim("the same in a long document", ["ingestion", "ours ÷ Python", "1600 pages", "pages/s"], Least(2.0), MODEL),
    aim("MB to read 1,600 pages", ["ingestion", "document", "1600 pages, ours", "together MB"], Most(512.0), ""),
    aim("a prediction, p95 ms", ["predict", "requests", "1 clients", "p95 ms"], Most(5.0), ""),
    aim("the slowest of 50 predictions at once, ms", ["predict", "requests", "50 clients", "max ms"], Most(100.0), ""),
    aim("a batch of 100 predictions, s", ["predict", "batches of 100", "1 batches", "s"], Most(1.0), ""),
    aim("100 batches of 100 predictions, s", ["predict", "batches of 100", "100 batches", "s"], Most(10.0), ""),
    aim("one row of the demo model, µs", ["trees", "predictions", "ours", "one row µs"], Most(10.0), TREES),
    aim("100,000 rows of the demo model, s", ["trees", "predictions", "ours", "100,000 rows s"], Most(0.4), TREES),
    aim("profile of 50 MB, s", ["frames", "profile of 50 MB", "ours", "s"], Most(2.0), PROFILE),
    aim("profile of 50 MB, peak MB", ["frames", "profile of 50 MB", "ours", "peak MB"], Most(256.0), ""),
    aim("analysis tools, times pandas's", ["frames", "tools, four calls", "", "in our favour"], Least(5.0), TOOLS),
    aim(
        "distances of 14,624 × 17,472 points, s",
        ["frames", "14,624 points, 17,472 targets", "ours", "s"],
        Most(0.1),
        DISTANCES,
    ),
    aim(
        "a page of rows of 50 MB, p95 ms",
        ["datasets", "requests", "page of rows, 1 clients", "p95 ms"],
        Most(300.0),
        "",
    ),
    aim(
        "a cached answer about a dataset, p50 ms",
        ["datasets", "requests", "cached question", "p50 ms"],
        Most(10.0),
        "",
    ),
    aim(
        "init of predict and predict-batch with their model, p50 ms",
        ["init", "function", "predict", "p50 ms"],
        Most(30.0),
        "",
    ),
    aim(
        "names of the UN found as they are, %",
        ["names", "published lists, documented threshold", "ours", "clean found %"],
        Least(99.0),
        "",
    ),
    aim(
        "names of the UN found altered, %",
        ["names", "published lists, documented threshold", "ours", "altered found %"],
        Least(97.0),
        "",
    ),
    aim(
        "a search among 25,000 names, p50 ms",
        ["names", "published lists, times", "ours", "search p50 ms"],
        Most(0.3),
        "",
    ),
    aim(
        "a search among 25,000 names, p99 ms",
        ["names", "published lists, times", "ours", "search p99 ms"],
        Most(2.0),
        "",
    ),
    aim(
        "100,000 customers on two cores, s",
        ["names", "published lists, times", "ours", "100,000 customers s"],
        Most(300.0),
        "",
    ),
    aim(
        "OFAC's list of 2021 until it is searched, s",
        ["lists-end-to-end", "published list of OFAC", "2021, changes", "s"],
        Most(20.0),
        "",
    ),
    aim(
        "work of a run without changes, s",
        ["lists-end-to-end", "published list of OFAC", "2021, without changes", "work s"],
        Most(1.0),
        "",
    ),
    aim(
        "a file of 100,000 customers, s",
        ["lists-end-to-end", "customers, published list", "100000 rows", "s"],
        Most(300.0),
        "",
    ),
];

const fn aim(what: &'static str, place: [&'static str; 4], bound: Bound, bottleneck: &'static str) -> Aim {
    Aim { what, place, bound, bottleneck }
}

impl Report {
    /// Table rows of the targets with their worst figures. Targets without figures are left out.
    pub(super) fn aims(&self) -> String {
        let mut rows = String::new();
        for aim in AIMS {
            let [section, table, row, column] = aim.place;
            let figures = self.figures([section, table, column], |name| name.starts_with(row));
            let (worst, asked) = match aim.bound {
                Most(bound) => (figures.reduce(f64::max), format!("≤ {bound}")),
                Least(bound) => (figures.reduce(f64::min), format!("≥ {bound}")),
            };
            let Some(worst) = worst else { continue };
            let (verdict, reason) = if aim.bound.is_met(worst) { ("met", "") } else { ("**missed**", aim.bottleneck) };
            let worst = super::markdown::figure(worst);
            let _ = writeln!(rows, "| {} | {asked} | {worst} | {verdict} | {reason} |", aim.what);
        }
        rows
    }
}

impl Bound {
    fn is_met(self, figure: f64) -> bool {
        match self {
            Most(bound) => figure <= bound,
            Least(bound) => figure >= bound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;

    #[test]
    fn the_worst_figure_decides() {
        let aims =
            report("peer", "in our favour", &[("100 documents, 1 clients", 7.0), ("100 documents, 8 clients", 4.0)]);
        assert!(
            aims.aims().starts_with("| lists, times Python's | ≥ 5 | 4.00 | **missed** | Postgres"),
            "{}",
            aims.aims()
        );
    }

    #[test]
    fn met_aims_show_no_reason() {
        let aims = report("peer", "in our favour", &[("100 documents, 1 clients", 7.0)]).aims();
        assert_eq!(aims, "| lists, times Python's | ≥ 5 | 7.00 | met |  |\n");
    }

    #[test]
    fn unmeasured_aims_are_omitted() {
        assert_eq!(report("sizes", "program", &[("auth", 7.0)]).aims(), "");
    }
}
