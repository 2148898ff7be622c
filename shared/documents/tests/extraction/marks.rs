use super::support::line_of;
use crate::pdf::PageBuilder;

/// A line of 11-point text; pieces in braces are raised, pieces in brackets lowered.
fn line(y: f32, text: &str) -> String {
    let operators = text.replace('{', ") Tj 4 Ts /F1 7 Tf (").replace('[', ") Tj -2 Ts /F1 7 Tf (");
    let operators = operators.replace(['}', ']'], ") Tj 0 Ts /F1 11 Tf (");
    format!("BT /F1 11 Tf 72 {y} Td ({operators}) Tj ET")
}

async fn read(text: &str) -> String {
    line_of(PageBuilder::default().raw(&line(700.0, text))).await
}

#[tokio::test]
async fn footnote_marks_are_superscripts() {
    assert_eq!(
        read("The fee is UGX 320{1} and 48{2,3} a month{12}.").await,
        "The fee is UGX 320¹ and 48²,³ a month¹²."
    );
    assert_eq!(read("{4} Excluding tax of 415{a}").await, "⁴ Excluding tax of 415ᵃ");
}

#[tokio::test]
async fn powers_and_formulas_keep_their_figures() {
    assert_eq!(read("3.5 x 10{6} m{3} at 10{-2}").await, "3.5 x 10⁶ m³ at 10⁻²");
    assert_eq!(read("CO[2] and H[2]SO[4]").await, "CO₂ and H₂SO₄");
}

#[tokio::test]
async fn ordinals_and_fractions_stay_plain() {
    assert_eq!(read("The 21{st} and 3{rd} of 12{th} May").await, "The 21st and 3rd of 12th May");
    assert_eq!(read("31{1}/[2] dollars").await, "31 1/2 dollars");
}

#[tokio::test]
async fn letters_without_superscripts_leave_figures() {
    assert_eq!(read("66{Q} each, 45{*} each").await, "66 Q each, 45* each");
}

#[tokio::test]
async fn small_print_is_no_mark() {
    let print = read("Budget{ of the city in 2023 and 2024 as approved}").await;
    assert_eq!(print, "Budget of the city in 2023 and 2024 as approved");
    let capital =
        PageBuilder::default().text(72.0, 700.0, 26.0, "I").text(80.0, 711.0, 11.0, "n 1990 it held 40 fish.");
    assert_eq!(line_of(capital).await, "In 1990 it held 40 fish.");
    let formula = read("d={3,5}").await;
    assert_eq!(formula, "d=3,5");
}

#[tokio::test]
async fn marks_written_later_join_their_line() {
    let page = PageBuilder::default()
        .raw("BT /F1 11 Tf 72 700 Td (The fee is 320) Tj 4 0 Td ET BT /F1 11 Tf 149.6 700 Td (a year.) Tj ET")
        .text(143.0, 704.0, 6.5, "1")
        .text(72.0, 600.0, 11.0, "Last line.");
    assert_eq!(line_of(page).await, "The fee is 320¹ a year.\nLast line.");
}

#[tokio::test]
async fn notes_start_their_own_line() {
    let page = PageBuilder::default()
        .raw(&line(700.0, "{1} Excluding value added tax"))
        .raw(&line(687.0, "{2} Waived for schools"));
    assert_eq!(line_of(page).await, "¹ Excluding value added tax\n² Waived for schools");
}
