//! Comparison of response times.

use prove::suites::pairs::Pairs;
use std::time::Duration;

#[test]
fn beyond_needs_enough_pairs() {
    let pairs = Pairs::default();
    let micros = Duration::from_micros;
    for place in 0..1_000 {
        // half of the callers wait three times as long as the others
        let wait = if place % 2 == 0 { 1_000 } else { 3_000 };
        pairs.note("alike", micros(wait + place % 7), micros(wait + (place + 3) % 7));
        pairs.note("apart", micros(wait + 300), micros(wait));
        if place < 10 {
            pairs.note("seldom", micros(wait * 2), micros(wait));
        }
    }
    let beyond = pairs.beyond(5.0);
    assert!(beyond.len() == 1 && beyond[0].starts_with("apart: times differ by 10"), "{beyond:?}");
    assert_eq!(pairs.count(), 2_010);
    assert!(pairs.summary().contains("(seldom)"));
}
