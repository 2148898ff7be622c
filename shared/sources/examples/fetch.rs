//! Fetches one source and prints its facts: `cargo run -p sisuiq-sources --example fetch -- URL KIND..`, where a kind is `csv`,
//! `html`, `pdf`, `text` or `xml`. Only the URL's own host is permitted.
#![expect(clippy::print_stdout, reason = "a program for the command line")]

use sisuiq_clock::Clock;
use sisuiq_sources::{AllowList, Fetcher, Kind, Request, SystemResolver, TlsTransport};
use std::{env, error::Error, sync::Arc};
use url::Url;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let url = arguments.next().ok_or("the argument URL is missing")?;
    let mut expected = Vec::new();
    for kind in arguments {
        expected.push(match kind.as_str() {
            "csv" => Kind::Csv,
            "html" => Kind::Html,
            "pdf" => Kind::Pdf,
            "text" => Kind::Text,
            "xml" => Kind::Xml,
            _ => return Err("a kind is csv, html, pdf, text or xml".into()),
        });
    }
    let allowed: AllowList = Url::parse(&url)?.host_str().ok_or("the URL has no host")?.parse()?;
    let fetcher = Fetcher::new(Arc::new(SystemResolver), Arc::new(TlsTransport::new()?), allowed, Clock::system());
    match fetcher.fetch(&Request::new(&url, &expected), &mut tokio::io::sink()).await {
        Ok(outcome) => println!("{outcome:#?}"),
        Err(error) => println!("{}: {error}", error.code()),
    }
    Ok(())
}
