//! Versions of a law as a publisher sends them.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_sources::server::Reply;

const NUMBER: &str = "Regulation (EU) 2024/9001";

/// The next version of a law, whose articles have these wordings: with another wording of some of them, with the same, or without a text.
pub(super) fn published(articles: &mut [u32], chance: &mut ChaCha8Rng) -> Reply {
    if chance.random_bool(0.1) {
        return Reply::file("text/html", b"<html><body><p> </p></body></html>".to_vec());
    }
    if chance.random_bool(0.9) {
        let changed = chance.random_range(0..articles.len());
        articles[changed] += 1;
    }
    let article = |(number, wording): (usize, &u32)| {
        let paragraph = |number: usize| {
            format!(
                "{number}. All funds and economic resources that belong to persons, entities or bodies as listed in Annex {wording} shall be \
                 frozen, and none shall be made available to them, directly or indirectly, for {} days.",
                number * 30
            )
        };
        let number = number + 1;
        [vec![format!("Article {number}"), format!("Funds of kind {number}")], (1..=4).map(paragraph).collect()]
            .concat()
    };
    let lines: Vec<String> = articles.iter().enumerate().flat_map(article).collect();
    if articles.len().is_multiple_of(2) {
        return Reply::file("text/plain", format!("{NUMBER}\n\n{}\n", lines.join("\n\n")));
    }
    let body = format!("<p>{}</p>", lines.join("</p><p>"));
    let head = format!("<html><head><title>{NUMBER}</title></head><body><h1>{NUMBER}</h1>");
    Reply::file("text/html", format!("{head}{body}</body></html>"))
}
