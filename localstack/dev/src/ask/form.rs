//! A multipart form around a file, of a known length: S3 takes no chunked forms.

use std::fs::File;
use std::io::{self, Cursor, Read};

use anyhow::Result;

const BOUNDARY: &str = "----sisuiq-7b1e5c0d9a2f4836";

/// A form whose file comes last and is read while it is sent.
#[derive(Debug)]
pub(crate) struct Form {
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Form {
    pub(crate) fn new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>, file_name: &str) -> Self {
        let mut parts: Vec<String> = fields.into_iter().map(|(name, value)| field(name, value)).collect();
        parts.push(format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
             Content-Type: application/pdf\r\n\r\n",
            quoted(file_name)
        ));
        Self { head: parts.concat().into_bytes(), tail: format!("\r\n--{BOUNDARY}--\r\n").into_bytes() }
    }

    pub(crate) fn content_type() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }

    /// The body's length around a file of this length, in bytes.
    pub(crate) fn length(&self, file: u64) -> Result<u64> {
        Ok(u64::try_from(self.head.len() + self.tail.len())? + file)
    }

    pub(crate) fn reader(self, file: File) -> impl Read {
        Cursor::new(self.head).chain(file).chain(io::Cursor::new(self.tail))
    }
}

fn field(name: &str, value: &str) -> String {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{value}\r\n", quoted(name))
}

/// A name inside quotation marks, as browsers write it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_names_are_escaped() {
        assert_eq!(quoted("a\"\r\nX: y"), "a%22%0D%0AX: y");
    }

    #[test]
    fn form_has_the_declared_length() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.pdf");
        std::fs::write(&path, b"%PDF-").unwrap();
        let form = Form::new([("key", "docs/1")], "plan.pdf");
        let length = form.length(5).unwrap();
        let mut body = String::new();
        form.reader(File::open(&path).unwrap()).read_to_string(&mut body).unwrap();
        assert_eq!(u64::try_from(body.len()).unwrap(), length);
        assert!(body.contains("name=\"key\"\r\n\r\ndocs/1\r\n"));
        assert!(body.ends_with(&format!("%PDF-\r\n--{BOUNDARY}--\r\n")));
    }
}
