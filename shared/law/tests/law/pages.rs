use super::{assert_covered, outline, read_pages, read_text};
use sisuiq_law::UnitKind;

#[test]
fn provisions_go_on_over_pages() {
    let document = read_pages(&[
        "L 203/1 | Official Journal\nArticle 1\nScope\n1. All funds belonging to persons that are listed in the Annex shall be",
        "L 203/2 | Official Journal\nfrozen without delay.\n2. No funds shall be made avail-",
        "L 203/3 | Official Journal\nable to them.\nArticle 2\nIt applies.",
    ]);
    assert_eq!(
        outline(&document).into_iter().filter(|line| !line.starts_with("Furniture")).collect::<Vec<_>>(),
        [
            "Article Article 1 [Scope]",
            " Paragraph 1. All funds belonging to persons that are listed in the Annex shall be frozen without delay.",
            " Paragraph 2. No funds shall be made avail- able to them.",
            "Article Article 2",
            " Paragraph It applies.",
        ]
    );
    assert_eq!(document.units.iter().filter(|unit| unit.kind == UnitKind::Furniture).count(), 3);
    assert!(document.chunks.iter().all(|chunk| !chunk.text.contains("Journal")));
    assert_covered(&document);
}

#[test]
fn a_label_that_refers_begins_no_item() {
    let document = read_pages(&[
        "§ 501.601 Records.\n(a) Every person shall keep records as described in paragraph",
        "(b) of this section for ten years.\n(b) Records are full.",
    ]);
    assert_eq!(
        outline(&document),
        [
            "Section § 501.601 [Records.]",
            " Paragraph (a) Every person shall keep records as described in paragraph (b) of this section for ten years.",
            " Paragraph (b) Records are full.",
        ]
    );
}

#[test]
fn wrapped_lines_are_joined() {
    let text = "GENERAL LICENSE NO. 48A\n\n    (a) Except as provided in paragraph (b) of this general license,\nall transactions prohibited by the regulations that are ordinarily\nincident and necessary to the provision of goods and services under\n(b) of this license, or any entity, are authorized, provided that:\n    (1) Any contract for such transactions with the Government specify\nthat the laws of the United States govern the contract; and\n    (2) Any monetary payment to a blocked person is made into the funds\nas specified.\n\n[[Page 35144]]\n\n    (b) This general license does not authorize payment terms that are\nnot commercially reasonable.\n";
    let document = read_text(text);
    assert_eq!(
        outline(&document),
        [
            "Section GENERAL LICENSE NO. 48A",
            " Paragraph (a) Except as provided in paragraph (b) of this general license, all transactions prohibited by the regulations that are ordinarily incident and necessary to the provision of goods and services under (b) of this license, or any entity, are authorized, provided that:",
            "  Point (1) Any contract for such transactions with the Government specify that the laws of the United States govern the contract; and",
            "  Point (2) Any monetary payment to a blocked person is made into the funds as specified.",
            " Paragraph (b) This general license does not authorize payment terms that are not commercially reasonable.",
            "Furniture [[Page 35144]]",
        ]
    );
    assert_covered(&document);
}

#[test]
fn form_feeds_begin_pages() {
    let document = read_text("Article 1\n\nOne.\u{c}Article 2\n\nTwo.");
    let pages: Vec<u32> = document.chunks.iter().map(|chunk| chunk.page).collect();
    assert_eq!(pages, [1, 2]);
}
