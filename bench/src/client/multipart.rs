//! Forms with a file.

use bytes::Bytes;

const BOUNDARY: &str = "b0undary-of-the-benchmarks";

/// Content type and body of a form with these fields and this PDF.
pub(crate) fn form<'field>(
    fields: impl IntoIterator<Item = (&'field str, &'field str)>,
    name: &str,
    file: &[u8],
) -> (String, Bytes) {
    let mut body = Vec::with_capacity(file.len() + 4_096);
    for (name, value) in fields {
        body.extend(part(&format!("name=\"{name}\""), "").bytes().chain(value.bytes()));
    }
    let typed = "\r\nContent-Type: application/pdf";
    body.extend(part(&format!("name=\"file\"; filename=\"{name}\""), typed).bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body.into())
}

fn part(disposition: &str, headers: &str) -> String {
    format!("\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}{headers}\r\n\r\n")
}
