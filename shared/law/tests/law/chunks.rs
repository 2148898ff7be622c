use super::{FIVE_ARTICLES, assert_covered, count, read_text};
use sisuiq_law::{ChunkLimits, Declared, LawInput, chunk_law};

#[test]
fn chunks_keep_articles_apart() {
    let document = read_text(FIVE_ARTICLES);
    let articles: Vec<Option<&str>> = document.chunks.iter().map(|chunk| chunk.position.article.as_deref()).collect();
    for article in ["Article 1", "Article 2", "Article 3", "Article 4", "Article 5"] {
        assert!(articles.contains(&Some(article)), "{articles:?}");
    }
    for chunk in &document.chunks {
        assert!(chunk.text.matches("\nArticle ").count() == 0, "{}", chunk.text);
    }
    let annex = document.chunks.iter().find(|chunk| chunk.text.contains("Petroleum")).unwrap();
    assert_eq!(annex.position.annex.as_deref(), Some("ANNEX I"));
    let scope = document.chunks.iter().find(|chunk| chunk.text.contains("medicines")).unwrap();
    assert_eq!(scope.position.headings, ["CHAPTER I GENERAL PROVISIONS", "Article 2 Prohibitions"]);
    assert!(scope.context.starts_with("REGULATION (EU) 2031/77 > CHAPTER I GENERAL PROVISIONS"), "{}", scope.context);
}

#[test]
fn items_keep_the_sentence_that_introduces_them() {
    let item = |letter: char| format!("({letter}) {} {letter};", "goods of a certain kind and ".repeat(8));
    let items = ('a'..='n').map(item).collect::<Vec<String>>().join("\n\n");
    let text = format!("Article 7\n\nExceptions\n\n2. The prohibition shall not apply to:\n\n{items}");
    let document = read_text(&text);
    assert!(document.chunks.len() > 3);
    let last = document.chunks.last().unwrap();
    assert!(last.context.contains("Article 7 Exceptions"), "{}", last.context);
    assert!(last.context.contains("2. The prohibition shall not apply to:"), "{}", last.context);
    assert!(!last.text.contains("shall not apply"));
    let single = document.chunks.iter().find(|chunk| chunk.position.point.is_some());
    if let Some(chunk) = single {
        assert!(chunk.position.citation.starts_with("Article 7(2)("), "{}", chunk.position.citation);
    }
    assert_covered(&document);
}

#[test]
fn chunks_are_never_larger_than_the_limit() {
    let text = format!(
        "Article 1\n\n1. {}\n\n2. {}\n\n{}",
        "Word word word. ".repeat(400),
        "unbroken".repeat(900),
        FIVE_ARTICLES
    );
    for most in [5, 20, 220] {
        let limits = ChunkLimits { max_tokens: most, target_tokens: most, context_tokens: 40 };
        let document = chunk_law(&LawInput::Text(&text), &Declared::default(), limits, &count).unwrap();
        for chunk in &document.chunks {
            assert!(count(&chunk.text) <= most, "{} > {most}: {}", count(&chunk.text), chunk.text);
        }
        assert_covered(&document);
    }
}

#[test]
fn tables_repeat_their_header_as_context() {
    let row = |row: u32| format!("{row} | Article of trade number {row}");
    let rows = (0..200).map(row).collect::<Vec<String>>().join("\n");
    let document = read_text(&format!("ANNEX I\n\nGOODS\n\nCode | Description\n{rows}"));
    assert!(document.chunks.len() > 2);
    assert!(document.chunks.iter().skip(1).all(|chunk| chunk.context.contains("Code | Description")));
    assert!(document.chunks.iter().all(|chunk| !chunk.text.ends_with("number")));
}

#[test]
fn the_same_input_gives_the_same_chunks() {
    assert_eq!(read_text(FIVE_ARTICLES).chunks, read_text(FIVE_ARTICLES).chunks);
}
