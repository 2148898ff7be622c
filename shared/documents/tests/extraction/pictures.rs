//! Pictures of pages, drawn by the child.

use std::time::{Duration, Instant};

use sisuiq_documents::{ExtractError, Picture, Rejection};

use super::hostile::misbehaving;
use super::support::{extractor, file};
use crate::pdf::{PageBuilder, PdfBuilder};

const MOST_PIXELS: u32 = 4_000_000;

async fn picture(pdf: &PdfBuilder, page: u32, most_pixels: u32) -> Result<Picture, ExtractError> {
    extractor().picture(file(&pdf.build()).path(), page, 144, most_pixels).await
}

/// The share of dark pixels in an area, given in points from the upper left corner.
fn ink(picture: &Picture, left: f32, top: f32, right: f32, bottom: f32) -> f32 {
    let place = |points: f32| format!("{:.0}", points * picture.density).parse::<usize>().unwrap();
    let (mut dark, mut all) = (0.0, 0.0);
    for row in picture.pixels.chunks_exact(picture.width).take(place(bottom)).skip(place(top)) {
        for pixel in row.iter().take(place(right)).skip(place(left)) {
            dark += f32::from(u8::from(*pixel < 128));
            all += 1.0;
        }
    }
    dark / all
}

#[tokio::test]
async fn pictures_show_the_page() {
    let square = PageBuilder::default().raw("0 0 1 rg 100 642 200 100 re f");
    let drawn =
        picture(&PdfBuilder::default().page(PageBuilder::default()).page(square), 2, MOST_PIXELS).await.unwrap();
    assert_eq!((drawn.width, drawn.height, drawn.pixels.len()), (1190, 1684, 1190 * 1684));
    assert!(ink(&drawn, 101.0, 101.0, 299.0, 199.0) > 0.99);
    assert!(ink(&drawn, 0.0, 201.0, 595.0, 842.0) < 0.01);
}

#[tokio::test]
async fn turned_pages_are_drawn_as_displayed() {
    let turned = PageBuilder::default().entry("/Rotate 90").raw("0 g 0 0 100 100 re f");
    let drawn = picture(&PdfBuilder::default().page(turned), 1, MOST_PIXELS).await.unwrap();
    assert_eq!((drawn.width, drawn.height), (1684, 1190));
    assert!(ink(&drawn, 1.0, 1.0, 99.0, 99.0) > 0.99);
}

#[tokio::test]
async fn large_pages_are_scaled_down() {
    let poster = PageBuilder::default().entry("/MediaBox [0 0 14400 14400]");
    let drawn = picture(&PdfBuilder::default().page(poster), 1, 1_000_000).await.unwrap();
    assert!(drawn.width * drawn.height <= 1_000_000 && drawn.density < 0.07, "{drawn:?}");
}

#[tokio::test]
async fn absent_pages_cannot_be_drawn() {
    for page in [0, 2] {
        let failed = picture(&PdfBuilder::of_texts(&["one"]), page, MOST_PIXELS).await.unwrap_err();
        assert_eq!(failed.rejection(), Some(Rejection::Unreadable));
    }
}

/// The failure of a child that writes its messages by this script.
async fn failure(script: &str) -> Option<Rejection> {
    let (_folder, extractor) = misbehaving(script);
    let pdf = file(&PdfBuilder::of_texts(&["one"]).build());
    extractor.picture(pdf.path(), 1, 144, MOST_PIXELS).await.unwrap_err().rejection()
}

const OPENED: &str = r#"echo '{"opened":{"pages":1}}'"#;

fn frame(size: &str) -> String {
    format!(r#"{OPENED}; echo '{{"picture":{{{size},"density":2.0}}}}'; printf abc"#)
}

#[tokio::test]
async fn children_that_hang_are_killed() {
    let start = Instant::now();
    let slow = format!("{OPENED}; sleep 60");
    assert_eq!(failure(&slow).await, Some(Rejection::TookTooLong));
    let stuck = format!("{}; sleep 60", frame(r#""width":2,"height":2"#));
    assert_eq!(failure(&stuck).await, Some(Rejection::TookTooLong));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn pictures_of_other_sizes_are_refused() {
    for size in
        [r#""width":3000,"height":3000"#, r#""width":18446744073709551615,"height":2"#, r#""width":2,"height":2"#]
    {
        assert_eq!(failure(&frame(size)).await, Some(Rejection::Unreadable), "{size}");
    }
}
