//! Parser of raw HTTP answers.

use super::verdict::Sent;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;
use world::Reply;

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// Parses all answers of a connection, except informational ones. Answers to `HEAD` have no body, whatever their
/// headers say. With `has_pages`, HTML answers without a trace id are pages.
pub fn parse(mut bytes: &[u8], is_head: bool, has_pages: bool) -> Result<Vec<Sent>, String> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let (status, headers, rest) = head(bytes)?;
        if status < 200 {
            bytes = rest;
            continue;
        }
        let (body, rest) = if is_head { (Vec::new(), rest) } else { body(&headers, rest)? };
        bytes = rest;
        all.push(sent(status, headers, &body, has_pages)?);
    }
    Ok(all)
}

/// Classifies an answer. Those of the product and of its gateway have a trace id; a server that could not parse the request sends
/// none, and no body.
fn sent(status: u16, headers: HeaderMap, body: &[u8], has_pages: bool) -> Result<Sent, String> {
    if !headers.contains_key("x-trace-id") {
        let is_page = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if has_pages && is_page {
            return Ok(Sent::Page(status));
        }
        return if body.is_empty() {
            Ok(Sent::Refused(status))
        } else {
            Err(format!("{status} with a body but no trace id"))
        };
    }
    let body = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(body).unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned().into())
    };
    let status = StatusCode::from_u16(status).map_err(|error| error.to_string())?;
    Ok(Sent::Reply(Box::new(Reply { status, headers, body })))
}

/// Parses status and headers, and returns the remaining bytes.
fn head(bytes: &[u8]) -> Result<(u16, HeaderMap, &[u8]), String> {
    let end = bytes.windows(END_OF_HEAD.len()).position(|window| window == END_OF_HEAD);
    let (head, rest) = bytes.split_at(end.ok_or("an answer breaks off")?);
    let head = std::str::from_utf8(head).map_err(|_| "a head is no text")?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.map(header).collect::<Option<HeaderMap>>();
    let (Some(status), Some(headers)) = (status, headers) else { return Err(format!("a malformed head: {head}")) };
    Ok((status, headers, &rest[END_OF_HEAD.len()..]))
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    Some((name.parse().ok()?, value.trim().parse().ok()?))
}

/// Reads the body, and returns the remaining bytes.
fn body<'a>(headers: &HeaderMap, bytes: &'a [u8]) -> Result<(Vec<u8>, &'a [u8]), String> {
    if headers.contains_key("transfer-encoding") {
        return unchunked(bytes);
    }
    let Some(length) = headers.get("content-length") else { return Ok((Vec::new(), bytes)) };
    let length = length.to_str().ok().and_then(|length| length.parse().ok()).ok_or("a length that is no number")?;
    let (body, rest) = bytes.split_at_checked(length).ok_or("a body breaks off")?;
    Ok((body.to_vec(), rest))
}

/// Decodes a chunked body, and returns the remaining bytes.
fn unchunked(mut bytes: &[u8]) -> Result<(Vec<u8>, &[u8]), String> {
    let mut whole = Vec::new();
    loop {
        let end = bytes.windows(2).position(|window| window == b"\r\n").ok_or("a chunk breaks off")?;
        let length = std::str::from_utf8(&bytes[..end]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
        let (length, begin) = (length.ok_or("a chunk without a length")?, end + 2);
        let chunk = bytes.get(begin..begin + length).ok_or("a chunk breaks off")?;
        whole.extend(chunk);
        bytes = bytes.get(begin + length + 2..).ok_or("a chunk breaks off")?;
        if length == 0 {
            return Ok((whole, bytes));
        }
    }
}
