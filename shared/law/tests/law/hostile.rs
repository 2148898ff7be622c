use std::fmt::Write;
use std::time::Instant;

use proptest::prelude::*;
use sisuiq_law::{LawInput, looks_like_law};

use super::{assert_covered, read, read_pages, read_text};

/// Debug builds on a busy machine are slow; quadratic work would take minutes.
fn quickly(name: &str, work: impl Fn()) {
    let start = Instant::now();
    work();
    let seconds = start.elapsed().as_secs();
    assert!(seconds < 60, "{name} took {seconds} s");
}

#[test]
fn large_inputs_take_linear_time() {
    let mut items = String::from("Article 1\n\n");
    for number in 1..=800 {
        writeln!(items, "{number}. See paragraph {number} and points (a) to (c).\n").unwrap();
    }
    let mut nested = String::from("Article 1\n\n");
    for level in 0..1_500 {
        writeln!(nested, "{} x:\n", ["(a)", "(1)", "(i)", "(A)", "(I)"][level % 5]).unwrap();
    }
    for (name, text) in [
        ("no breaks", "a".repeat(1 << 18)),
        ("words on one line", "word ".repeat(1 << 15)),
        ("groups", "(a)".repeat(1 << 12)),
        ("items", items),
        ("nested", nested),
        ("quotes", "‘".repeat(1 << 15)),
        ("open quotes", "‘x\n\n".repeat(1_500)),
        ("articles", "Article 1\n\n".repeat(1_500)),
        ("blank", " \n\t\n\u{c}".repeat(50_000)),
        ("definitions", "Article 1\n\n1. ".to_owned() + &"(the ‘X’) and ‘y’ means it, that Article. ".repeat(1_000)),
        ("dates", "Article 1\n\n".to_owned() + &"This Article shall apply from 1 May 2020. ".repeat(1_000)),
        (
            "ranges",
            (1..500).map(|number| format!("Article {number}\n\nArticles 1 to 9999.\n\n")).collect::<Vec<_>>().concat(),
        ),
        ("references", "Article 1 and Article 2, points (a) to (z), ".repeat(800)),
    ] {
        quickly(name, || {
            let document = read_text(&text);
            assert_covered(&document);
            assert_eq!(document.payloads().count(), document.chunks.len());
            assert_eq!(document.records().count(), document.units.len());
        });
    }
}

#[test]
fn large_markup_takes_linear_time() {
    for (name, html) in [
        ("elements", "<div>".repeat(50_000) + "text"),
        ("tables", "<table><tr><td>x".repeat(10_000)),
        ("attributes", format!("<p {}>text", "a=b ".repeat(20_000))),
        ("tags", "<".repeat(100_000)),
    ] {
        quickly(name, || assert_covered(&read(&LawInput::Html(&html))));
    }
}

#[test]
fn odd_texts_are_kept() {
    for text in [
        "",
        " \n\t\u{a0}\n",
        "\u{202e}Article 1\u{202c}\n\n\u{2067}(a) x\u{2069}",
        "Article 1\nArticle 1\nArticle 1",
        "(z)\n(y)\n(a)(b)(c)",
        "| | |\n| a |",
        "§",
        "§ 5",
        "ANNEX",
        "‘",
        "Article 1\n‘(a)\n(b)",
        "(a)\r\n\r\nx\r\n(b)\r\n\r\ny",
        "제1조 (목적) 이 법은",
    ] {
        assert_covered(&read_text(text));
        assert_covered(&read_pages(&[text, text, text]));
        assert_covered(&read(&LawInput::Html(text)));
        let _ = looks_like_law(text);
    }
}

fn fragment() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "Article 1",
        "Article 2",
        "CHAPTER I",
        "ANNEX II",
        "§ 5.1 Head.",
        "1. One",
        "2. Two:",
        "(a) item;",
        "(b)",
        "(i) x",
        "(ii)",
        "— dash",
        "‘3. quoted",
        "it.’;",
        "Note: see",
        "a | b",
        "1 | 2",
        "Whereas:",
        "[80 FR 1, 2015]",
        "Heading Words",
        "paragraph (a) of",
        "See Article 1(1), points (a) to (c).",
        "‘claim’ means it",
        "",
        "    indented (1) text",
        "and goes on here without",
        "Done at X",
        "[[Page 5]]",
        "====",
        "1.1 x",
        "é ü 한",
        "(a)(1)(i) deep",
        "In general(1) At",
        "\u{c}",
    ]);
    prop_oneof![9 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn units_cover_all_text(parts in prop::collection::vec((fragment(), prop::sample::select(vec!["\n", "\n\n", " ", "<p>", "<td>"])), 0..60)) {
        let text: String = parts.into_iter().flat_map(|(part, end)| [part, end.to_owned()]).collect();
        assert_covered(&read_text(&text));
        assert_covered(&read(&LawInput::Html(&text)));
        let pages: Vec<&str> = text.split("\n\n").collect();
        assert_covered(&read_pages(&pages));
    }
}
