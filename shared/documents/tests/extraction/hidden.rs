//! Text that nobody can see on a page is not read.

use std::time::Duration;

use sisuiq_documents::{Extractor, Limits, Page, PageState};

use super::support::{extractor, file, pages};
use crate::pdf::{PageBuilder, PdfBuilder};

const SEEN: &str = "The weir was built in 1998.";
const LINE: &str = "(The weir was sold.) Tj ET";

async fn text(pdf: &PdfBuilder) -> String {
    pages(&pdf.build()).await.remove(0).text
}

/// A page with a seen line and raw operators.
fn page(operators: &str) -> PageBuilder {
    PageBuilder::default().text(72.0, 700.0, 11.0, SEEN).raw(operators)
}

async fn read(operators: &str) -> String {
    text(&PdfBuilder::default().page(page(operators))).await
}

/// Lines of ink on white paper, as in a scan.
fn scan(area: &str) -> String {
    let rows = "\u{ff}\u{0}\u{ff}\u{0}".repeat(2) + &"\u{0}\u{ff}\u{0}\u{ff}".repeat(2);
    format!("q {area} cm BI /W 4 /H 4 /BPC 8 /CS /G ID {rows} EI Q")
}

#[tokio::test]
async fn unseen_text_is_left_out() {
    for operators in [
        format!("BT 1 g /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 0.98 0.99 1 rg /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 3 Tr /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 7 Tr /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 1 Tr 1 G /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT /F1 11 Tf 0.05 0 0 0.05 72 600 Tm {LINE}"),
        format!("BT /F1 0.7 Tf 72 600 Td {LINE}"),
        format!("BT /F1 1.8 Tf 72 600 Td {LINE}"),
        format!("0 0.3 0.6 rg 60 590 300 30 re f BT 0 0.31 0.6 rg /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT /F1 11 Tf 72 600 Td {LINE} 0 g 60 590 300 30 re f"),
    ] {
        assert_eq!(read(&operators).await, SEEN, "{operators}");
    }
}

#[tokio::test]
async fn seen_text_of_any_colour_stays() {
    for operators in [
        format!("0 0.2 0.4 rg 60 590 300 30 re f BT 1 g /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 0.8 g /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 1 Tr 1 g 0 G /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT /F1 1 Tf 11 0 0 11 72 600 Tm {LINE}"),
        format!("q 300 0 0 30 60 590 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{20} EI Q BT 1 g /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT /F1 3 Tf 72 600 Td {LINE}"),
    ] {
        assert_eq!(read(&operators).await, format!("{SEEN}\nThe weir was sold."), "{operators}");
    }
}

#[tokio::test]
async fn transparent_text_is_left_out() {
    let resources = "/Resources << /Font << /F1 3 0 R >> /ExtGState << /G1 << /ca 0 >> /G2 << /ca 0.6 >> >> >>";
    let line = |state: &str| page(&format!("q /{state} gs BT /F1 11 Tf 72 600 Td {LINE} Q")).entry(resources);
    assert_eq!(text(&PdfBuilder::default().page(line("G1"))).await, SEEN);
    assert_eq!(text(&PdfBuilder::default().page(line("G2"))).await, format!("{SEEN}\nThe weir was sold."));
}

#[tokio::test]
async fn text_layer_of_a_scan_stays() {
    let layer = format!("{} BT 3 Tr /F1 11 Tf 72 600 Td {LINE}", scan("200 0 0 30 60 590"));
    assert_eq!(read(&layer).await, format!("{SEEN}\nThe weir was sold."));
    let whole = format!("{} BT 3 Tr /F1 11 Tf 72 600 Td {LINE}", scan("595 0 0 842 0 0"));
    let only = PdfBuilder::default().page(PageBuilder::default().raw(&whole));
    assert_eq!(text(&only).await, "The weir was sold.");
}

#[tokio::test]
async fn unpainted_text_beside_ink_is_left_out() {
    let plain = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{ff} EI Q";
    let beside = format!("{plain} BT /F1 11 Tf 72 700 Td ({SEEN}) Tj ET BT 3 Tr /F1 11 Tf 72 600 Td {LINE}");
    assert_eq!(text(&PdfBuilder::default().page(PageBuilder::default().raw(&beside))).await, SEEN);
    let over = format!("BT 3 Tr /F1 11 Tf 72 700 Td {LINE}");
    assert_eq!(read(&over).await, SEEN);
}

/// A document with layer 8 on and layer 9 off.
fn layered(page: PageBuilder) -> PdfBuilder {
    let resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /X1 11 0 R >> /Properties << /On 8 0 R /Off 9 0 R \
                     /Any 10 0 R >> >>";
    PdfBuilder::default()
        .page(page.entry(resources))
        .catalog("/OCProperties << /OCGs [8 0 R 9 0 R] /D << /OFF [9 0 R] >> >>")
        .object("<< /Type /OCG /Name (Issued) >>")
        .object("<< /Type /OCG /Name (Draft) >>")
        .object("<< /Type /OCMD /OCGs [8 0 R 9 0 R] /P /AllOn >>")
        .object(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 9 0 R /Resources << /Font << /F1 3 0 R >> >> \
             /Length 52 >>\nstream\nBT /F1 11 Tf 72 600 Td (The weir was leased.) Tj ET\nendstream",
        )
}

#[tokio::test]
async fn hidden_layers_are_left_out() {
    for operators in [
        format!("/OC /Off BDC BT /F1 11 Tf 72 600 Td {LINE} EMC"),
        format!("/OC /Any BDC BT /F1 11 Tf 72 600 Td {LINE} EMC"),
        format!("/OC /On BDC /OC /Off BDC BT /F1 11 Tf 72 600 Td {LINE} EMC EMC"),
        String::from("/X1 Do"),
        // a layer in another language at the same place
        format!("/OC /Off BDC BT /F1 11 Tf 72 700 Td {LINE} EMC"),
    ] {
        assert_eq!(text(&layered(page(&operators))).await, SEEN, "{operators}");
    }
}

#[tokio::test]
async fn visible_layers_are_read() {
    let operators = format!("/OC /On BDC BT /F1 11 Tf 72 600 Td {LINE} EMC");
    assert_eq!(text(&layered(page(&operators))).await, format!("{SEEN}\nThe weir was sold."));
}

/// The pages as they are read with so much time for renderings.
async fn rendered_for(rendering: Duration, pdf: &PdfBuilder) -> Vec<Page> {
    let limits = Limits { rendering, ..Limits::default() };
    Extractor { limits, ..extractor() }.pages(file(&pdf.build()).path(), 1..=u32::MAX).await.unwrap()
}

#[tokio::test]
async fn unrendered_layers_show_nothing() {
    let hidden = format!("/OC /Off BDC BT /F1 11 Tf 72 600 Td {LINE} EMC");
    let page = rendered_for(Duration::ZERO, &layered(page(&hidden))).await.remove(0);
    assert_eq!((page.state, page.text.as_str()), (PageState::NoTextLayer, ""));
}

#[tokio::test]
async fn unrendered_doubtful_words_are_left_out() {
    let picture = "q 300 0 0 30 60 590 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{20} EI Q";
    for operators in [
        format!("BT 1 g /F1 11 Tf 72 600 Td {LINE}"),
        format!("BT 3 Tr /F1 11 Tf 72 600 Td {LINE}"),
        // the picture may as well be white
        format!("{picture} BT 1 g /F1 11 Tf 72 600 Td {LINE}"),
    ] {
        let page = rendered_for(Duration::ZERO, &PdfBuilder::default().page(page(&operators))).await.remove(0);
        assert_eq!((page.state, page.text.as_str()), (PageState::Text, SEEN), "{operators}");
    }
}

#[tokio::test]
async fn every_page_gets_its_renderings() {
    let operators = format!("/OC /Off BDC BT /F1 11 Tf 72 600 Td {LINE} EMC");
    let number = 40;
    // the optional content and its marks are objects whose numbers follow those of the pages
    let first = 6 + 2 * number;
    let resources = format!("/Resources << /Font << /F1 3 0 R >> /Properties << /Off {first} 0 R >> >>");
    let empty = PdfBuilder::default()
        .catalog(&format!("/OCProperties << /OCGs [{first} 0 R] /D << /OFF [{first} 0 R] >> >>"))
        .object("<< /Type /OCG /Name (Draft) >>");
    let pdf = (0..number).fold(empty, |pdf, _| pdf.page(page(&operators).entry(&resources)));
    // a page needs some of this, all pages more
    let pages = rendered_for(Duration::from_millis(150), &pdf).await;
    assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>(), vec![SEEN; number]);
}
