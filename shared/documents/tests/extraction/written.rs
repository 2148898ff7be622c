//! Form values and notes are read at their place.

use sisuiq_documents::{PageState, Span};

use super::support::pages;
use crate::pdf::{PageBuilder, PdfBuilder};

const FIELD: &str = "/Type /Annot /Subtype /Widget /Rect [200 695 400 712] /F 4";

/// The text of a page with a label and one annotation.
async fn read(annotation: &str) -> String {
    let page = PageBuilder::default().text(72.0, 700.0, 11.0, "Operator:").entry("/Annots [8 0 R]");
    let pdf = PdfBuilder::default()
        .page(page)
        .catalog("/AcroForm << /Fields [8 0 R] >>")
        .object(&format!("<< {annotation} >>"))
        .object("<< /FT /Tx /V (Alba Power) >>");
    pages(&pdf.build()).await.remove(0).text
}

#[tokio::test]
async fn filled_in_values_are_read() {
    for (entries, value) in [
        ("/FT /Tx /T (a) /V (Alba Power)", "Alba Power"),
        ("/FT /Tx /V <FEFF0160006B006F>", "Ško"),
        ("/Parent 9 0 R", "Alba Power"),
        ("/FT /Ch /V (Zone 4)", "Zone 4"),
        ("/FT /Ch /V [(North) (West)]", "North, West"),
        ("/FT /Btn /V /Ja /AS /Ja", "✓"),
        ("/FT /Btn /Ff 32768 /AS /2", "✓"),
    ] {
        assert_eq!(read(&format!("{FIELD} {entries}")).await, format!("Operator: | [filled in] {value}"), "{entries}");
    }
}

#[tokio::test]
async fn empty_and_hidden_fields_add_nothing() {
    for entries in [
        "/FT /Tx /V ()",
        "/FT /Tx",
        "/FT /Tx /Ff 8192 /V (secret)",
        "/FT /Btn /AS /Off",
        "/FT /Btn /Ff 65536 /V (Send)",
        "/FT /Tx /V (Alba Power) /F 2",
        "/FT /Tx /V (Alba Power) /F 32",
    ] {
        assert_eq!(read(&format!("{} {entries}", FIELD.replace("/F 4", ""))).await, "Operator:", "{entries}");
    }
}

#[tokio::test]
async fn value_drawn_on_the_page_stays_one() {
    let page = PageBuilder::default()
        .text(72.0, 700.0, 11.0, "Operator:")
        .text(202.0, 700.0, 11.0, "Alba Power")
        .entry("/Annots [8 0 R]");
    let pdf = PdfBuilder::default().page(page).object(&format!("<< {FIELD} /FT /Tx /V (Alba Power) >>"));
    assert_eq!(pages(&pdf.build()).await.remove(0).text, "Operator: | Alba Power");
}

#[tokio::test]
async fn long_values_keep_their_lines() {
    let value = "(The plant stands on the river\\nIt was repaired twice)";
    let page = PageBuilder::default().text(72.0, 760.0, 11.0, "Remarks").entry("/Annots [8 0 R]");
    let field = format!("<< /Type /Annot /Subtype /Widget /Rect [72 600 300 740] /FT /Tx /Ff 4096 /V {value} >>");
    let text = pages(&PdfBuilder::default().page(page).object(&field).build()).await.remove(0).text;
    assert_eq!(text.replace('\n', " "), "Remarks [filled in] The plant stands on the river It was repaired twice");
}

#[tokio::test]
async fn notes_on_the_page_are_read() {
    let note = "/Type /Annot /Subtype /FreeText /Rect [72 600 400 620]";
    let text = read(&format!("{note} /Contents (Checked on site.)")).await;
    assert_eq!(text, "Operator:\n[note] Checked on site.");
    let comment = "/Type /Annot /Subtype /Text /Rect [72 600 90 620] /Contents (Who wrote this?)";
    assert_eq!(read(comment).await, "Operator:");
}

#[tokio::test]
async fn fields_of_turned_pages_stay_beside_labels() {
    let page = PageBuilder::default()
        .raw("BT /F1 11 Tf 0 1 -1 0 300 100 Tm (Operator:) Tj ET")
        .entry("/Rotate 90 /Annots [8 0 R]");
    let field = "<< /Type /Annot /Subtype /Widget /Rect [288 220 304 420] /FT /Tx /V (Alba Power) >>";
    let text = pages(&PdfBuilder::default().page(page).object(field).build()).await.remove(0).text;
    assert_eq!(text, "Operator: | [filled in] Alba Power");
}

#[tokio::test]
async fn shown_annotations_without_text_count() {
    let page = || PageBuilder::default().entry("/Annots [8 0 R]");
    for (annotation, state) in [
        ("/Subtype /Stamp /Rect [72 600 90 620]", PageState::NoTextLayer),
        ("/Subtype /FreeText /Rect [72 600 90 620]", PageState::NoTextLayer),
        ("/Subtype /Link /Rect [72 600 90 620]", PageState::Blank),
        ("/Subtype /Stamp /F 2 /Rect [72 600 90 620]", PageState::Blank),
    ] {
        let pdf = PdfBuilder::default().page(page()).object(&format!("<< /Type /Annot {annotation} >>"));
        assert_eq!(pages(&pdf.build()).await.remove(0).state, state, "{annotation}");
    }
}

#[tokio::test]
async fn dynamic_forms_have_no_text() {
    let page = PageBuilder::default().text(72.0, 700.0, 11.0, "Please wait...");
    let dynamic = PdfBuilder::default().page(page.clone()).catalog("/NeedsRendering true /AcroForm << /XFA (x) >>");
    let fixed = PdfBuilder::default().page(page).catalog("/AcroForm << /XFA (x) >>");
    assert_eq!(pages(&dynamic.build()).await.remove(0).state, PageState::NoTextLayer);
    assert_eq!(pages(&fixed.build()).await.remove(0).text, "Please wait...");
}

#[tokio::test]
async fn embedded_files_are_named() {
    let pdf = PdfBuilder::of_texts(&["See the attached tables."])
        .catalog("/Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >>")
        .object("<< /Type /Filespec /F (tables.xlsx) /UF (tables.xlsx) /EF << /F 9 0 R >> >>")
        .object("<< /Type /EmbeddedFile /Length 3 >>\nstream\nabc\nendstream");
    let page = pages(&pdf.build()).await.remove(0);
    assert_eq!(page.text, "See the attached tables.\n[attached file] tables.xlsx");
    let highlight = page.boxes.unwrap().highlight(&page.text, Span { start: 8, end: 16 }).unwrap();
    assert_eq!(highlight.rectangles.len(), 1);
}
