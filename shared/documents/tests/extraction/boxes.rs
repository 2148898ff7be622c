use proptest::prelude::*;
use sisuiq_documents::{BoxesError, Highlight, Page, Rectangle, Span, WordBoxes};

use super::support::pages;
use crate::pdf::{PageBuilder, PdfBuilder};

/// Places agree to this many points: fonts are measured to a tenth, boxes are kept to a quarter.
const SLACK: f32 = 0.5;

async fn page(page: PageBuilder) -> Page {
    pages(&PdfBuilder::default().page(page).build()).await.remove(0)
}

fn span(text: &str, quote: &str) -> Span {
    let byte = text.find(quote).unwrap_or_else(|| panic!("{quote} is not in {text}"));
    let start = text[..byte].chars().count();
    Span { start, end: start + quote.chars().count() }
}

fn highlight(page: &Page, quote: &str) -> Highlight {
    page.boxes.as_ref().expect("the page has boxes").highlight(&page.text, span(&page.text, quote)).unwrap()
}

/// Insists on one rectangle from `left` to `right` around a line whose baseline lies so far below the upper edge.
#[track_caller]
fn is_line(rectangle: Rectangle, (left, right): (f32, f32), baseline: f32, size: f32) {
    let Rectangle { left: found, top, width, height } = rectangle;
    let near = |one: f32, other: f32| (one - other).abs() <= SLACK;
    assert!(near(found, left) && near(found + width, right), "{rectangle:?} is not from {left} to {right}");
    assert!(near(top, baseline - 0.8 * size) && near(top + height, baseline + 0.22 * size), "{rectangle:?} {baseline}");
}

/// Widths of Helvetica at 10 points.
const VISION: f32 = 27.24;
const OF: f32 = 8.34;
const SPACE: f32 = 2.78;

#[tokio::test]
async fn highlight_rejects_foreign_or_damaged_boxes() {
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, "Vision of the company")).await;
    let boxes = page.boxes.unwrap();
    let span = Span { start: 0, end: 6 };
    assert_eq!(boxes.highlight("Vision of the c0mpany", span), Err(BoxesError::OtherText));
    let mut cut = boxes.as_bytes().to_vec();
    cut.pop();
    assert_eq!(WordBoxes::from_bytes(cut).highlight(&page.text, span), Err(BoxesError::Unknown));
    let mut other_form = boxes.as_bytes().to_vec();
    other_form[0] = 9;
    for bytes in [other_form, Vec::new(), vec![1; 10]] {
        assert_eq!(WordBoxes::from_bytes(bytes).highlight(&page.text, span), Err(BoxesError::Unknown));
    }
}

#[tokio::test]
async fn span_beyond_text_has_no_rectangles() {
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, "Vision")).await;
    let beyond = page.boxes.unwrap().highlight(&page.text, Span { start: 6, end: 900 }).unwrap();
    assert_eq!((beyond.width, beyond.height, beyond.rectangles.len()), (595.0, 842.0, 0));
}

#[tokio::test]
async fn page_without_text_has_no_boxes() {
    assert_eq!(page(PageBuilder::default().picture()).await.boxes, None);
}

#[tokio::test]
async fn quote_is_where_it_was_typeset() {
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, "Vision of Vision")).await;
    let shown = highlight(&page, "of Vision");
    assert_eq!((shown.width, shown.height), (595.0, 842.0));
    let left = 72.0 + VISION + SPACE;
    let [line] = shown.rectangles[..] else { panic!("{shown:?}") };
    is_line(line, (left, left + OF + SPACE + VISION), 142.0, 10.0);
}

#[tokio::test]
async fn part_of_a_word_is_proportional() {
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, "Vision")).await;
    let shown = highlight(&page, "ion");
    is_line(shown.rectangles[0], (72.0 + VISION / 2.0, 72.0 + VISION), 142.0, 10.0);
}

#[tokio::test]
async fn three_line_quote_has_three_rectangles() {
    let lines = ["Vision of the trans-", "mission company", "Vision of"];
    let page = page(PageBuilder::default().paragraph(72.0, 700.0, 10.0, &lines)).await;
    assert_eq!(page.text, "Vision of the transmission company Vision of");
    let shown = highlight(&page, "of the transmission company Vision");
    assert_eq!(shown.rectangles.len(), 3, "{shown:?}");
    let left = 72.0 + VISION + SPACE;
    let first = shown.rectangles[0];
    is_line(first, (left, first.left + first.width), 142.0, 10.0);
    is_line(shown.rectangles[1], (72.0, shown.rectangles[1].left + shown.rectangles[1].width), 154.0, 10.0);
    is_line(shown.rectangles[2], (72.0, 72.0 + VISION), 166.0, 10.0);
    let word = highlight(&page, "transmission");
    assert_eq!(word.rectangles.len(), 2, "both halves of a broken word are shown: {word:?}");
}

#[tokio::test]
async fn each_row_has_one_rectangle() {
    let page = page(
        PageBuilder::default()
            .text(72.0, 700.0, 10.0, "Vision")
            .text(300.0, 700.0, 10.0, "Vision")
            .text(72.0, 684.0, 10.0, "of")
            .text(300.0, 684.0, 10.0, "of"),
    )
    .await;
    assert_eq!(page.text, "Vision | Vision\nof | of");
    let shown = highlight(&page, "Vision | Vision\nof");
    assert_eq!(shown.rectangles.len(), 2, "{shown:?}");
    is_line(shown.rectangles[0], (72.0, 300.0 + VISION), 142.0, 10.0);
    is_line(shown.rectangles[1], (72.0, 72.0 + OF), 158.0, 10.0);
}

#[tokio::test]
async fn ligatures_and_leaders_shift_no_words() {
    let line = "\u{c9}t\u{e9} ........ of";
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, line)).await;
    assert_eq!(page.text, "Été … of");
    let shown = highlight(&page, "of");
    let left = 72.0 + 6.67 + 2.78 + 5.56 + SPACE + 8.0 * 2.78 + SPACE;
    is_line(shown.rectangles[0], (left, left + OF), 142.0, 10.0);
}

/// The same line at (100, 700) on a page of 595 × 842 points, turned clockwise: the rectangle as it is shown.
#[tokio::test]
async fn a_turned_page_is_shown_turned() {
    let (width, height) = (595.0, 842.0);
    let (left, right, top, bottom) = (100.0, 100.0 + VISION, 842.0 - 700.0 - 8.0, 842.0 - 700.0 + 2.2);
    let turned = [
        (0, (width, height), [left, top, right, bottom]),
        (90, (height, width), [height - bottom, left, height - top, right]),
        (180, (width, height), [width - right, height - bottom, width - left, height - top]),
        (270, (height, width), [top, width - right, bottom, width - left]),
    ];
    for (degrees, size, expected) in turned {
        let line = PageBuilder::default().text(100.0, 700.0, 10.0, "Vision").entry(&format!("/Rotate {degrees}"));
        let page = page(line).await;
        let shown = highlight(&page, "Vision");
        assert_eq!((shown.width, shown.height), size, "{degrees}");
        let Rectangle { left, top, width, height } = shown.rectangles[0];
        let found = [left, top, left + width, top + height];
        let is_near = found.iter().zip(expected).all(|(one, other)| (one - other).abs() <= SLACK);
        assert!(is_near, "{degrees}: {found:?} is not {expected:?}");
    }
}

#[tokio::test]
async fn boxes_are_relative_to_crop_box() {
    let line = PageBuilder::default().text(100.0, 700.0, 10.0, "Vision").entry("/CropBox [50 100 550 800]");
    let page = page(line).await;
    let shown = highlight(&page, "Vision");
    assert_eq!((shown.width, shown.height), (500.0, 700.0));
    is_line(shown.rectangles[0], (50.0, 50.0 + VISION), 100.0, 10.0);
}

#[tokio::test]
async fn rotated_text_has_correct_boxes() {
    let upright = PageBuilder::default().raw("BT /F1 10 Tf 0 1 -1 0 100 300 Tm (Vision of) Tj ET");
    let shown = highlight(&page(upright).await, "Vision");
    let Rectangle { left, top, width, height } = shown.rectangles[0];
    for (found, expected) in [(left, 92.0), (left + width, 102.2), (top + height, 542.0), (top, 542.0 - VISION)] {
        assert!((found - expected).abs() <= SLACK, "{:?}", shown.rectangles);
    }
    let aslant = PageBuilder::default().raw("BT /F1 10 Tf 0.7071 0.7071 -0.7071 0.7071 100 300 Tm (Vision) Tj ET");
    let shown = highlight(&page(aslant).await, "Vision");
    let [Rectangle { left, top, width, height }] = shown.rectangles[..] else { panic!("{shown:?}") };
    let around = (VISION + 10.2) * std::f32::consts::FRAC_1_SQRT_2;
    assert!((width - around).abs() < 1.5 && (height - around).abs() < 1.5, "{shown:?}");
    assert!(left < 100.0 && 100.0 < left + width && top < 542.0 && 542.0 < top + height, "{shown:?}");
}

#[tokio::test]
async fn boxes_outlive_being_sent_as_json() {
    let page = page(PageBuilder::default().text(72.0, 700.0, 10.0, "Vision")).await;
    let sent = serde_json::to_string(&page).unwrap();
    assert_eq!(serde_json::from_str::<Page>(&sent).unwrap(), page);
    assert!(serde_json::from_str::<Page>(&sent.replace("\"boxes\":\"", "\"boxes\":\"??")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_from_anywhere_never_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0_usize..99) {
        let with_head = [vec![1; 1], bytes.clone()].concat();
        for bytes in [bytes, with_head] {
            let shown = WordBoxes::from_bytes(bytes).highlight("text", Span { start, end: start + 9 });
            prop_assert!(shown.is_err());
        }
    }
}
