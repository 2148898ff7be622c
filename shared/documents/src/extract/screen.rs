use std::io::SeekFrom;
use std::path::Path;

use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::reason::{ExtractError, Rejection};

/// PDFs have their mark within this many bytes of the start.
const HEAD: u64 = 1024;
/// PDFs point to their cross-reference table within this many bytes of the end.
const TAIL: u64 = 4096;

/// Looks at size, start and end of a file: cheap checks that need no parser.
pub(super) async fn check(path: &Path, limit: u64) -> Result<(), ExtractError> {
    let mut file = File::open(path).await?;
    let bytes = file.metadata().await?.len();
    if bytes > limit {
        return Err(Rejection::TooLarge { bytes, limit }.into());
    }
    let mut head = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut head).await?;
    if !contains(&head, b"%PDF-") {
        return Err(Rejection::NotAPdf.into());
    }
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(bytes.saturating_sub(TAIL))).await?;
    file.take(TAIL).read_to_end(&mut tail).await?;
    if !contains(&tail, b"startxref") {
        return Err(Rejection::Damaged.into());
    }
    Ok(())
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}
