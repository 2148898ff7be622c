use super::expand;
use crate::sparse::{self, SparseVector, document, ideographs, marks, plain, query_terms};
use sisuiq_model::Frequencies;
use std::collections::{BTreeSet, HashMap};

/// A question's vector where every passage there is holds this one term.
fn query_where_all_hold(term: &str, text: &str) -> SparseVector {
    sparse::query(&query_terms(text), &Frequencies::new(HashMap::from([(term.to_owned(), 100)]), 100))
}

fn query(text: &str) -> SparseVector {
    query_where_all_hold("", text)
}

fn added(text: &str) -> BTreeSet<String> {
    let plain = crate::sparse::terms::of(text).into_iter().collect::<BTreeSet<_>>();
    expand(text).into_iter().filter(|term| !plain.contains(term)).collect()
}

fn set<const N: usize>(terms: [&str; N]) -> BTreeSet<String> {
    terms.into_iter().map(str::to_owned).collect()
}

#[test]
fn ordinary_sentences_get_nothing_added() {
    assert_eq!(added(""), set([]));
    assert_eq!(added("The grid code applies to every licensee, e.g. generators in 2019."), set(["eg"]));
    assert_eq!(added("See page 12, and (a) below; it's 355."), set([]));
}

#[test]
fn value_and_unit_match_both_ways() {
    assert_eq!(added("220kV"), set(["220", "kv"]));
    assert_eq!(added("220 kV"), set(["220kv"]));
    assert_eq!(added("220 kilovolts"), set(["220kv"]));
    assert_eq!(added("220-kV"), set(["220kv"]));
    assert_eq!(added("3.5km"), set(["3.5", "3.5km", "km"]));
}

#[test]
fn each_value_gets_the_shared_unit() {
    assert_eq!(added("132/33kV"), set(["132kv", "33", "kv"]));
    assert_eq!(added("400/220/132 kV"), set(["400kv", "220kv", "132kv"]));
    assert_eq!(added("66–132 kV"), set(["66kv", "132kv"]));
    assert_eq!(added("line 4 / 33 kV"), set(["33kv"]), "a sign that stands apart joins nothing");
}

#[test]
fn percentages_have_one_spelling() {
    for text in ["5%", "5 %", "5 percent", "5 per cent"] {
        assert!(added(text).contains("5%"), "{text}");
    }
}

#[test]
fn thousands_separators_do_not_matter() {
    assert_eq!(added("1,247"), set(["1247"]));
    assert_eq!(added("UGX 1,247,000.50"), set(["1247000.50"]));
    assert_eq!(added("pages 12,13 and 1,24"), set([]), "a list is no number");
    assert_eq!(added("1234,567"), set([]), "groups come after at most three digits");
}

#[test]
fn section_numbers_and_decimals_stay_whole() {
    assert_eq!(added("clause 4.1.2."), set(["4.1.2"]));
    assert_eq!(added("SAIFI of 5.2."), set(["5.2"]));
    assert_eq!(added("version 4."), set([]));
}

#[test]
fn year_pairs_match_by_either_year() {
    assert_eq!(added("FY2019/20"), set(["2019", "2019/2020", "2020", "fy"]));
    assert_eq!(added("2019-2020"), set(["2019/2020"]));
    assert_eq!(added("2019/18 and 132/33 and 2019/7000"), set([]), "not every pair of numbers is one of years");
}

#[test]
fn compounds_match_with_or_without_sign() {
    assert_eq!(added("sub-stations"), set(["substat"]));
    assert_eq!(added("N-1"), set(["n1"]));
    assert_eq!(added("N\u{2011}1"), set(["n1"]));
    assert_eq!(added("O&M costs, R&D"), set(["o&m", "r&d"]));
    assert_eq!(added("the U.S.A. and a.b.cd"), set(["usa"]));
    assert_eq!(added("sub - station"), set([]), "a dash between words joins nothing");
}

#[test]
fn ligatures_and_accents_have_one_form() {
    assert_eq!(added("eﬃciency"), set(["effici"]));
    assert_eq!(added("trans\u{ad}mission"), set(["transmiss"]));
    assert_eq!(
        added("e\u{301}tude"),
        set(["étude"]).into_iter().map(|term| crate::sparse::terms::of_word(&term).unwrap()).collect()
    );
}

#[test]
fn footnote_marks_are_no_digits() {
    for text in ["UGX 320¹", "10⁶", "48¹,²"] {
        let terms: Vec<String> = query_terms(text);
        assert!(!terms.iter().any(|term| ["3201", "106", "481", "482"].contains(&term.as_str())), "{terms:?}");
    }
}

#[test]
fn spelling_variants_share_a_component() {
    let pairs = [
        ("220kV", "220 kV"),
        ("220 kilovolts", "220kV line"),
        ("33 kV", "132/33kV substation"),
        ("1247", "1,247"),
        ("substation", "sub-station"),
        ("N1", "N-1"),
        ("5 per cent", "5%"),
        ("2020", "2019/20"),
        ("O&M", "O&M"),
        ("4.1.2", "Clause 4.1.2 (a)"),
        ("320", "UGX 320¹ payable"),
        ("27,500 km2", "27500 km²"),
        ("CO2", "45 kg of CO₂"),
        ("LLM", "three LLMs"),
        ("DSO", "the DSOs' tariffs"),
    ];
    for (left, right) in pairs {
        for (question, passage) in [(left, right), (right, left)] {
            let passage_vector = document(passage);
            assert!(
                query(question).indices.iter().any(|id| passage_vector.indices.contains(id)),
                "{question:?} does not find {passage:?}"
            );
        }
    }
}

#[test]
fn other_endings_are_no_plurals() {
    for text in ["Volts", "Ks", "news", "MWs2"] {
        let terms = expand(text);
        assert!(!terms.iter().any(|term| ["volt", "k", "new", "mw"].contains(&term.as_str())), "{terms:?}");
    }
}

#[test]
fn expansion_keeps_plain_weights() {
    let text = "The 220kV line of 1,247 km (220 kV) cost 5% more in FY2019/20; sub-station works followed.";
    let (whole, plain) = (document(text), plain::document(text));
    assert!(whole.indices.len() > plain.indices.len());
    for (id, weight) in plain.indices.iter().zip(&plain.values) {
        let place = whole.indices.binary_search(id).unwrap();
        assert_eq!(whole.values[place].to_bits(), weight.to_bits());
    }
}

#[test]
fn vectors_are_sorted_without_repetition() {
    for vector in [document("kV 220kV 220 kV, kV"), query("kV 220kV 220 kV, kV")] {
        assert!(vector.indices.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(vector.indices.len(), vector.values.len());
    }
    assert!(document("the of and").is_empty());
}

#[test]
fn ubiquitous_term_has_low_weight() {
    let weights = |text: &str| query_where_all_hold("grid", text).values;
    let (common, unknown) = (weights("grid")[0], weights("frog")[0]);
    assert!(
        (common - (1.0_f32 + 0.5 / 100.5).ln()).abs() < 1e-6 && (unknown - (1.0_f32 + 100.5 / 0.5).ln()).abs() < 1e-5
    );
}

#[test]
fn query_terms_are_limited() {
    let text = (0..1_000).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    assert!(query_terms(&text).len() == 256 && query_terms(&text)[0] == "word0");
}

proptest::proptest! {
    #[test]
    fn any_text_gives_finite_sorted_vectors(text in "\\PC{0,80}") {
        let vector = document(&text);
        proptest::prop_assert!(vector.indices.windows(2).all(|pair| pair[0] < pair[1]));
        proptest::prop_assert!(vector.values.iter().all(|weight| *weight > 0.0 && *weight < 2.2));
        let plain = plain::document(&marks::without(&text));
        // pairs take the place of the words of unspaced scripts
        let has_pairs = text.chars().any(ideographs::is_paired);
        let has_all = plain.indices.iter().all(|id| vector.indices.binary_search(id).is_ok());
        proptest::prop_assert!(has_pairs || has_all);
    }

    #[test]
    fn any_input_gives_a_valid_vector(text in "[0-9kKvV%,./& \\-–]{0,40}") {
        let vector = query(&text);
        proptest::prop_assert!(vector.indices.windows(2).all(|pair| pair[0] < pair[1]));
        proptest::prop_assert!(vector.values.iter().all(|weight| *weight > 0.0));
    }
}
