//! Compressed files: zlib and gzip are unpacked, others are named.

use std::io::Read;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::{GzDecoder, ZlibDecoder};

/// The longest content that is read, in bytes: a hundred times the usual model.
const LONGEST: u64 = 256 << 20;

/// Formats that are recognised but not unpacked: their first bytes and name.
const OTHERS: [(&[u8], &str); 7] = [
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x5d\0\0", "LZMA"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"PK\x03\x04", "ZIP"),
    (b"ZF0x", "old joblib"),
];

/// Returns the content of a file that may be compressed by zlib or gzip, as joblib does it.
pub(super) fn unpacked(content: Vec<u8>) -> Result<Vec<u8>> {
    if let Some((_, name)) = OTHERS.iter().find(|(start, _)| content.starts_with(start)) {
        bail!(
            "the file is compressed by {name}, which is not supported; save the model as LightGBM text or a plain pickle"
        );
    }
    match content.as_slice() {
        [0x1f, 0x8b, ..] => limited(GzDecoder::new(content.as_slice())).context("the gzip file is damaged"),
        // deflate with a window of 32 KiB, no dictionary, and a valid check of the two bytes
        [0x78, flags, ..] if flags & 0x20 == 0 && (0x7800 + u32::from(*flags)).is_multiple_of(31) => {
            limited(ZlibDecoder::new(content.as_slice())).context("the zlib file is damaged")
        }
        _ => Ok(content),
    }
}

fn limited(reader: impl Read) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    reader.take(LONGEST + 1).read_to_end(&mut content)?;
    ensure!(content.len() as u64 <= LONGEST, "its content is longer than {} MiB", LONGEST >> 20);
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn zlib_and_gzip_are_unpacked() {
        for level in [1, 3, 6, 9] {
            let mut zlib = ZlibEncoder::new(Vec::new(), Compression::new(level));
            zlib.write_all(b"content").unwrap();
            assert_eq!(unpacked(zlib.finish().unwrap()).unwrap(), b"content");
            let mut gzip = GzEncoder::new(Vec::new(), Compression::new(level));
            gzip.write_all(b"content").unwrap();
            assert_eq!(unpacked(gzip.finish().unwrap()).unwrap(), b"content");
        }
        assert_eq!(unpacked(b"x plain".to_vec()).unwrap(), b"x plain");
        assert_eq!(unpacked(vec![]).unwrap(), b"");
    }

    #[test]
    fn damaged_files_are_refused() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::new(6));
        zlib.write_all(&[7; 10_000]).unwrap();
        let mut cut = zlib.finish().unwrap();
        cut.truncate(20);
        assert!(format!("{:#}", unpacked(cut).unwrap_err()).contains("zlib file is damaged"));
        assert!(format!("{:#}", unpacked(vec![0x1f, 0x8b, 1, 2, 3]).unwrap_err()).contains("gzip file is damaged"));
    }

    #[test]
    fn bombs_are_refused() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::new(9));
        let zeros = vec![0; 1 << 20];
        for _ in 0..=(LONGEST >> 20) {
            zlib.write_all(&zeros).unwrap();
        }
        let bomb = zlib.finish().unwrap();
        assert!(bomb.len() < 1 << 20);
        assert!(format!("{:#}", unpacked(bomb).unwrap_err()).contains("longer than 256 MiB"));
    }

    #[test]
    fn other_formats_are_named() {
        for (start, name) in OTHERS {
            let error = unpacked([start, b"rest"].concat()).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("save the model as LightGBM text"), "{error}");
        }
    }
}
