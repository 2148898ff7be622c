use std::time::{Duration, Instant};

use sisuiq_names::{Comparison, Kind, Name, Rarity, Search, Searcher, Subject, official_score};

use crate::fixture::index;

/// Time for one name in an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(5);

fn inputs() -> Vec<String> {
    let letters: String = ('a'..='z').cycle().take(10_000).collect();
    let tokens = "0 1 2 3 4 5 6 ".repeat(150);
    let words = ('a'..='z').cycle().take(1_000).map(|letter| String::from_iter(['a', 'b', letter])).collect::<Vec<_>>();
    let words = words.join(" ");
    vec![
        letters,
        tokens,
        words,
        "a ".repeat(1_000),
        "\u{301}".repeat(5_000),
        "\u{202E}\u{202D}\u{2066}Arkady\u{2069} \u{200B}Vol\u{200D}konsky\u{FEFF}".to_owned(),
        "\u{200B}".repeat(10_000),
        "Аrkаdу Vоlkоnѕkу".to_owned(),
        "ﷺ".repeat(1_000),
        "𝔸𝕣𝕜𝕒𝕕𝕪 🅅🄾🄻🄺".to_owned(),
        "LLC ".repeat(500),
        ",,,,....----''''".repeat(100),
        "\0\u{1}\u{7F}\u{FFFF}".to_owned(),
        "김".repeat(2_000),
        "习".repeat(2_000),
    ]
}

#[test]
fn hostile_names_take_bounded_time() {
    let index = index();
    let mut searcher = Searcher::new(&index);
    for input in inputs() {
        for kind in [Kind::Person, Kind::Organisation, Kind::Unknown] {
            let start = Instant::now();
            let name = Name::parse(&input, kind);
            let score = Comparison::of(&name, &name, &Rarity::prior()).score;
            assert!((0.0..=1.0).contains(&score));
            let _hits = searcher.search(&name, &Subject::default(), &Search { threshold: 0.0, ..Search::default() });
            assert!(official_score(&input, &input) <= 100);
            assert!(start.elapsed() < BOUND, "{}", input.chars().take(20).collect::<String>());
        }
    }
}

#[test]
fn invisible_letters_and_lookalikes_are_seen_through() {
    let index = index();
    let mut searcher = Searcher::new(&index);
    for name in ["\u{202E}Arkady\u{202C} Vol\u{200D}konsky", "Аrkаdу Vоlkоnѕkу", "Ａｒｋａｄｙ Ｖｏｌｋｏｎｓｋｙ"]
    {
        let hits = searcher.search(&Name::parse(name, Kind::Person), &Subject::default(), &Search::default());
        assert_eq!(hits.first().map(|hit| hit.entry.key), Some("1"), "{name}");
    }
}

#[test]
fn names_without_letters_match_nothing() {
    for text in ["", "  ", "\u{301}\u{302}", "---", "\u{200B}", "🙂"] {
        let name = Name::parse(text, Kind::Person);
        assert!(Comparison::of(&name, &name, &Rarity::prior()).score <= 1.0);
        if name.is_empty() {
            assert!(Comparison::of(&name, &Name::parse("Arkady", Kind::Person), &Rarity::prior()).score.abs() < 1e-9);
        }
    }
}
