use super::support::line_of;
use crate::pdf::PageBuilder;

const SENTENCE: &str = "The licensee shall answer within thirty twelve working days.";

/// The sentence with a line from `left` to `right` at a height above its baseline. "thirty" is from 232.9 to 259.8.
fn crossed(height: f32, left: f32, right: f32) -> PageBuilder {
    PageBuilder::default().text(72.0, 700.0, 11.0, SENTENCE).line((left, 700.0 + height), (right, 700.0 + height))
}

#[tokio::test]
async fn struck_words_leave_their_sentence() {
    let expected = "The licensee shall answer within twelve working days.\n[struck out] thirty";
    assert_eq!(line_of(crossed(3.0, 232.9, 259.8)).await, expected);
    let filled = PageBuilder::default().text(72.0, 700.0, 11.0, SENTENCE).raw("232.9 702.4 26.9 0.9 re f");
    assert_eq!(line_of(filled).await, expected);
}

#[tokio::test]
async fn other_lines_strike_nothing() {
    for (height, left, right) in [(-1.5, 232.9, 259.8), (8.5, 232.9, 259.8), (3.0, 20.0, 575.0), (3.0, 232.9, 575.0)] {
        assert_eq!(line_of(crossed(height, left, right)).await, SENTENCE, "{height} {left} {right}");
    }
    let framed = crossed(3.0, 232.9, 259.8).line((232.9, 690.0), (232.9, 720.0)).line((259.8, 690.0), (259.8, 720.0));
    assert!(!line_of(framed).await.contains("[struck out]"));
}

#[tokio::test]
async fn strikes_go_on_in_the_next_line() {
    let page = PageBuilder::default()
        .text(72.0, 700.0, 11.0, "The board shall meet each month")
        .text(72.0, 687.0, 11.0, "unless prevented and publish its minutes.")
        .line((178.0, 703.0), (235.8, 703.0))
        .line((72.0, 690.0), (155.7, 690.0));
    let expected = "The board shall meet and publish its minutes.\n[struck out] each month unless prevented";
    assert_eq!(line_of(page).await, expected);
}

#[tokio::test]
async fn struck_rows_follow_as_one_line() {
    let row = |page: PageBuilder, y: f32, cells: [&str; 3]| {
        page.text(72.0, y, 11.0, cells[0]).text(200.0, y, 11.0, cells[1]).text(300.0, y, 11.0, cells[2])
    };
    let page = row(PageBuilder::default(), 700.0, ["Item", "2020", "2021"]);
    let page = row(row(page, 684.0, ["Fee", "40", "45"]), 668.0, ["Levy", "50", "55"]);
    let page = page.line((72.0, 671.0), (312.2, 671.0));
    assert_eq!(line_of(page).await, "Item | 2020 | 2021\nFee | 40 | 45\n[struck out] Levy 50 55");
}
