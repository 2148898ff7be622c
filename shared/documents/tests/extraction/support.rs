use std::io::Write;
use std::path::{Path, PathBuf};

use sisuiq_documents::{ExtractError, Extractor, Limits, Page, Rejection};
use tempfile::NamedTempFile;

use crate::pdf::{PageBuilder, PdfBuilder};

#[expect(clippy::disallowed_methods, reason = "tests are told where the parts are by their environment")]
fn parts() -> PathBuf {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local/parts");
    std::env::var_os("SISUIQ_TEST_PARTS").map_or(default, PathBuf::from)
}

pub(crate) fn extractor() -> Extractor {
    Extractor {
        program: env!("CARGO_BIN_EXE_extract-pages").into(),
        arguments: Vec::new(),
        library: parts().join("pdfium/libpdfium.so").canonicalize().expect("the PDF library is among the parts"),
        limits: Limits::default(),
    }
}

pub(crate) fn file(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

pub(crate) async fn pages(bytes: &[u8]) -> Vec<Page> {
    extractor().pages(file(bytes).path(), 1..=u32::MAX).await.unwrap()
}

/// Inspects and reads a file; the first fault ends it.
pub(crate) async fn read(extractor: &Extractor, bytes: &[u8]) -> Result<Vec<Page>, ExtractError> {
    let file = file(bytes);
    let inspection = extractor.inspect(file.path()).await?;
    extractor.pages(file.path(), 1..=inspection.page_count).await
}

pub(crate) async fn rejection(bytes: &[u8]) -> Rejection {
    let outcome = read(&extractor(), bytes).await;
    outcome.expect_err("the file is refused").rejection().expect("the file is at fault")
}

/// The text of a file with this page.
pub(crate) async fn line_of(page: PageBuilder) -> String {
    pages(&PdfBuilder::default().page(page).build()).await.remove(0).text
}
