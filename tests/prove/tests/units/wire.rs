//! Reading of replies from a connection.

use prove::suites::hostile_requests::{Sent, wire::parse};

#[test]
fn parse_separates_consecutive_answers() {
    let bytes = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nx-trace-id: 1\r\ncontent-length: 2\r\n\r\n{}\
        HTTP/1.1 200 OK\r\nx-trace-id: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n\
        HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
    let all = parse(bytes, false, false).unwrap();
    let [Sent::Reply(first), Sent::Reply(second), Sent::Refused(400)] = all.as_slice() else { panic!("others") };
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (404, 200));
    assert_eq!(second.body, serde_json::json!([1]));
    assert!(parse(b"HTTP/1.1 200 OK\r\ncontent-le", false, false).is_err());
    assert!(parse(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 1\r\n\r\nx", false, true).is_err());
}

#[test]
fn only_head_answers_omit_bodies() {
    let bytes = b"HTTP/1.1 404 Not Found\r\nx-trace-id: 1\r\ncontent-length: 2\r\n\r\n";
    assert!(parse(bytes, false, false).is_err());
    assert_eq!(parse(bytes, true, false).unwrap().len(), 1);
}
