//! The text of a LightGBM model in a file: the file itself, or a string in a pickle.
//!
//! Unpickling runs programs that the file names. Here nothing is unpickled: a pickled `Booster` contains its model as one string, and
//! strings in pickles are plain bytes behind their length. The search looks for such a string that is a model. Format:
//! Python's `pickletools.py`; protocols 0 to 5.

use std::borrow::Cow;

use anyhow::{Context, Result, bail, ensure};

use super::compression::unpacked;

/// The beginning of a model.
const START: &[u8] = b"tree\nversion=v";
/// The same in protocol 0, which escapes line breaks.
const ESCAPED_START: &[u8] = b"tree\\u000aversion=v";
/// A model has this line behind its trees.
const END: &str = "\nend of trees\n";

/// Opcodes of strings and bytes, by the width of the length behind them.
const WIDTHS: [(usize, &[u8]); 3] = [
    // BINUNICODE, BINBYTES, BINSTRING
    (4, b"XBT"),
    // BINUNICODE8, BINBYTES8, BYTEARRAY8
    (8, b"\x8d\x8e\x96"),
    // SHORT_BINUNICODE, SHORT_BINBYTES, SHORT_BINSTRING
    (1, b"\x8cCU"),
];

/// Returns the model in the content of a file: LightGBM's text format, or a pickle or joblib file that contains exactly one model.
pub(crate) fn model_text(content: Vec<u8>) -> Result<String> {
    let content = unpacked(content)?;
    ensure!(!content.is_empty(), "the file is empty");
    if content.starts_with(START) {
        return match String::from_utf8(content) {
            Ok(text) => Ok(text),
            Err(_) => bail!("the model is not UTF-8"),
        };
    }
    let mut found: Option<Cow<'_, str>> = None;
    for text in counted(&content).chain(escaped(&content)).filter(|text| text.contains(END)) {
        let is_other = found.as_ref().is_some_and(|found| *found != text);
        ensure!(!is_other, "there are several models in the file; save the one to import as LightGBM text");
        found = Some(text);
    }
    found.map(Cow::into_owned).context(
        "there is no complete LightGBM model in the file; it must be a text model (Booster.save_model), or a pickle or joblib file of a \
         Booster or LGBMRegressor",
    )
}

/// The strings behind their lengths that begin like a model.
fn counted(content: &[u8]) -> impl Iterator<Item = Cow<'_, str>> {
    positions(content, START).filter_map(move |start| {
        let lengths = WIDTHS.iter().filter_map(move |(width, opcodes)| length(content, start, *width, opcodes));
        lengths
            .filter_map(|length| content.get(start..start.checked_add(length)?))
            .find_map(|bytes| str::from_utf8(bytes).ok())
            .map(Cow::Borrowed)
    })
}

/// The length that stands before a position, if the opcode before it has one of this width.
fn length(content: &[u8], start: usize, width: usize, opcodes: &[u8]) -> Option<usize> {
    let digits = content.get(start.checked_sub(width)?..start)?;
    let opcode = content.get(start.checked_sub(width + 1)?)?;
    if !opcodes.contains(opcode) {
        return None;
    }
    // little-endian
    digits.iter().rev().try_fold(0_usize, |length, digit| length.checked_mul(256)?.checked_add(usize::from(*digit)))
}

/// The strings of protocol 0 that begin like a model: they end with their line.
fn escaped(content: &[u8]) -> impl Iterator<Item = Cow<'_, str>> {
    const UNICODE: u8 = b'V';
    positions(content, ESCAPED_START).filter_map(move |start| {
        let is_string = start.checked_sub(1).and_then(|place| content.get(place)) == Some(&UNICODE);
        let line = content.get(start..)?.split(|byte| *byte == b'\n').next()?;
        is_string.then(|| unescaped(line)).flatten().map(Cow::Owned)
    })
}

/// Decodes `raw-unicode-escape`: Latin-1, with `\uXXXX` and `\UXXXXXXXX` for what it lacks.
fn unescaped(line: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.iter();
    while let Some(byte) = rest.next() {
        let digits = match (byte, rest.as_slice().first()) {
            (b'\\', Some(b'u')) => 4,
            (b'\\', Some(b'U')) => 8,
            _ => {
                text.push(char::from(*byte));
                continue;
            }
        };
        let code = str::from_utf8(rest.as_slice().get(1..=digits)?).ok()?;
        text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
        rest = rest.as_slice().get(digits + 1..)?.iter();
    }
    Some(text)
}

/// Where a pattern begins.
fn positions(content: &[u8], pattern: &'static [u8]) -> impl Iterator<Item = usize> {
    content
        .windows(pattern.len())
        .enumerate()
        .filter(move |(_, window)| *window == pattern)
        .map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const MODEL: &str =
        "tree\nversion=v4\nfeature_names=기상상태 요일\n\nTree=0\n\nend of trees\n\npandas_categorical:null\n";

    /// A pickle of a dictionary with a name and a string that an opcode writes.
    fn pickle(string: &[u8]) -> Vec<u8> {
        [b"\x80\x04\x95\x00\x01\x00\x00\x00\x00\x00\x00}\x8c\x06handle".as_slice(), string, b"s."].concat()
    }

    fn with_length(opcode: u8, width: usize, text: &[u8]) -> Vec<u8> {
        [&[opcode], &text.len().to_le_bytes()[..width], text].concat()
    }

    fn found(content: &[u8]) -> String {
        model_text(content.to_vec()).unwrap()
    }

    fn refusal(content: &[u8]) -> String {
        format!("{:#}", model_text(content.to_vec()).unwrap_err())
    }

    #[test]
    fn text_models_are_taken_whole() {
        assert_eq!(found(MODEL.as_bytes()), MODEL);
        assert!(refusal(b"tree\nversion=v4\n\xff").contains("not UTF-8"));
    }

    #[test]
    fn models_are_cut_out_of_every_string() {
        for (opcode, width) in
            [(b'X', 4), (b'B', 4), (b'T', 4), (0x8d, 8), (0x8e, 8), (0x96, 8), (0x8c, 1), (b'C', 1), (b'U', 1)]
        {
            assert_eq!(found(&pickle(&with_length(opcode, width, MODEL.as_bytes()))), MODEL, "{opcode:#x}");
        }
    }

    #[test]
    fn first_protocol_is_read() {
        let escaped: String =
            MODEL
                .chars()
                .map(|letter| {
                    if letter == '\n' || letter > '\u{ff}' {
                        format!("\\u{:04x}", letter as u32)
                    } else {
                        letter.into()
                    }
                })
                .collect();
        let content = format!("(dp0\nVhandle\np1\nV{escaped}\np2\ns.");
        assert_eq!(found(content.as_bytes()), MODEL);
        assert!(refusal(content.replace("\nVtree", "\nStree").as_bytes()).contains("no complete LightGBM model"));
        assert!(refusal(content.replace("\\u000aend of", "\\u00").as_bytes()).contains("no complete LightGBM model"));
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(unescaped(b"a\\u005cb\\U0001f6a6\xe9\\x").unwrap(), "a\\b🚦é\\x");
        for broken in [b"\\u00".as_slice(), b"\\u00zz", b"\\ud800", b"\\U00110000", b"\\u"] {
            assert_eq!(unescaped(broken), None);
        }
    }

    #[test]
    fn compressed_pickles_are_read() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(3));
        zlib.write_all(&pickle(&with_length(b'X', 4, MODEL.as_bytes()))).unwrap();
        assert_eq!(found(&zlib.finish().unwrap()), MODEL);
    }

    #[test]
    fn same_model_twice_is_one() {
        let string = with_length(b'X', 4, MODEL.as_bytes());
        assert_eq!(found(&pickle(&[string.clone(), string.clone()].concat())), MODEL);
        let other = with_length(b'X', 4, MODEL.replace("v4", "v3").as_bytes());
        assert!(refusal(&pickle(&[string, other].concat())).contains("several models"));
    }

    #[test]
    fn incomplete_models_are_refused() {
        let whole = pickle(&with_length(b'X', 4, MODEL.as_bytes()));
        for cut in 0..whole.len() - 2 {
            let text = refusal(&whole[..cut]);
            assert!(text.contains("no complete LightGBM model") || text.contains("is empty"), "{cut}: {text}");
        }
        let mut too_long = whole.clone();
        let length = whole.windows(START.len()).position(|window| window == START).unwrap() - 4;
        too_long[length + 3] = 0x7f;
        assert!(refusal(&too_long).contains("no complete LightGBM model"));
        let mut other_opcode = whole;
        other_opcode[length - 1] = b'K';
        assert!(refusal(&other_opcode).contains("no complete LightGBM model"));
    }

    #[test]
    fn hostile_pickles_run_nothing() {
        // os.system("…") for an unpickler
        let hostile = b"cos\nsystem\n(S'touch /tmp/unpickled'\ntR.";
        assert!(refusal(hostile).contains("no complete LightGBM model"));
        assert!(refusal(&[0; 4096]).contains("no complete LightGBM model"));
        assert!(refusal(b"").contains("the file is empty"));
    }
}
