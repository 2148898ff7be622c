use sisuiq_law::{ChunkLimits, ChunkPayload, Declared, LawInput, UnitKind, UnitRecord, chunk_law};

use super::{FIVE_ARTICLES, read_pages, read_text};

#[test]
fn records_name_path_number_and_place() {
    let document = read_text(FIVE_ARTICLES);
    let records: Vec<UnitRecord> = document.records().collect();
    assert_eq!(records.len(), document.units.len());
    let point = records.iter().find(|record| record.path == "Article 2 > 2 > (b)").unwrap();
    assert_eq!(
        (point.kind, point.number.as_deref(), point.citation.as_str()),
        (UnitKind::Point, Some("b"), "Article 2(2)(b)")
    );
    assert_eq!(point.headings, ["CHAPTER I GENERAL PROVISIONS", "Article 2 Prohibitions"]);
    let text: Vec<&str> = point.spans.iter().map(|span| span.of(&document.text)).collect();
    assert_eq!(text, ["(b)", "goods for the purposes referred to in Article 4(1), points (a) and (b)."]);
    assert_eq!(point.references[0].paths, ["Article 4 > 1 > (a)", "Article 4 > 1 > (b)"]);
    let other = records.iter().find(|record| record.path == "Article 4 > 2").unwrap();
    assert_eq!(other.references[0].celex.as_deref(), Some("32002R0881"));
    assert_eq!(other.references[0].provision.as_deref(), Some("Article 5"));
    let definition = records.iter().find(|record| record.path == "Article 1 > (b)").unwrap();
    assert_eq!(definition.terms, ["economic resources"]);
}

#[test]
fn records_name_the_pages_of_a_unit() {
    let document = read_pages(&[
        "Article 1\nScope\n1. All funds belonging to persons that are listed in the Annex shall be",
        "frozen without delay.",
    ]);
    let paragraph = document.records().find(|record| record.path == "Article 1 > 1").unwrap();
    assert_eq!(paragraph.pages, Some((1, 2)));
}

#[test]
fn payloads_survive_json() {
    let document = read_text(FIVE_ARTICLES);
    for payload in document.payloads() {
        let json = serde_json::to_string(&payload).unwrap();
        assert_eq!(serde_json::from_str::<ChunkPayload>(&json).unwrap(), payload);
    }
    let scope = document.payloads().find(|payload| payload.text.contains("medicines")).unwrap();
    assert_eq!(scope.section_id.as_deref(), Some("Article 2"));
    assert!(scope.refers_to.contains(&"ANNEX I".to_owned()), "{:?}", scope.refers_to);
    assert_eq!(scope.uses, ["economic resources"]);
    assert_eq!(scope.celex.as_deref(), Some("32031R0077"));
    let definitions = document.payloads().find(|payload| payload.text.contains("‘claim’")).unwrap();
    assert_eq!(definitions.defines, ["claim", "economic resources"]);
}

#[test]
fn characters_can_be_the_limit() {
    for most in [120, 400, 1_000] {
        let limits = ChunkLimits { max_tokens: most, target_tokens: most, context_tokens: 200 };
        let count = |text: &str| text.chars().count();
        let document = chunk_law(&LawInput::Text(FIVE_ARTICLES), &Declared::default(), limits, &count).unwrap();
        assert!(document.chunks.iter().all(|chunk| chunk.text.chars().count() <= most));
        // a point that fits stays whole
        for unit in document.units.iter().filter(|unit| unit.kind.is_point() && unit.children.is_empty()) {
            let text = unit.text.first().unwrap();
            assert!(document.chunks.iter().any(|chunk| chunk.span.start <= text.start && text.end <= chunk.span.end));
        }
    }
}
