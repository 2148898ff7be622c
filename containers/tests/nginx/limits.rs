//! Rate limits and body sizes.

use std::time::Instant;

use super::clients::{json, text};
use super::world::{ANYBODY, Changes, World};

const MEGABYTE: usize = 1024 * 1024;

/// Checks a rate limit: of many requests in a row it admits the first and `burst` more, plus those that the rate
/// allows in the meantime.
fn assert_limited(burst: usize, a_second: f64, mut ask: impl FnMut() -> u16) {
    let begun = Instant::now();
    let answers: Vec<u16> = (0..burst + 20).map(|_| ask()).collect();
    let admitted = answers.iter().filter(|status| **status == 200).count();
    let most = 1.0 + f64::from(u16::try_from(burst).unwrap()) + begun.elapsed().as_secs_f64() * a_second + 1.0;
    assert!(admitted > burst && f64::from(u16::try_from(admitted).unwrap()) <= most, "{answers:?}");
    assert!(answers.iter().all(|status| [200, 429].contains(status)), "{answers:?}");
    assert!(answers.contains(&429), "{answers:?}");
}

#[test]
fn requests_are_limited_per_second() {
    let world = World::start();
    assert_limited(20, 10.0, || world.clients.get("/api/echo").status().as_u16());
}

#[test]
fn questions_are_limited_per_second() {
    for path in [
        "/api/chat",
        "/api/chat/answers/7/regenerate",
        "/api/chat/message/stream",
        "/api/datasets/shared/secret/message",
    ] {
        let world = World::start();
        assert_limited(5, 2.0, || world.clients.post(path, b"").status().as_u16());
    }
}

#[test]
fn reads_do_not_count_as_questions() {
    let world = World::with(&Changes { added: &[ANYBODY], ..Changes::default() });
    let asked = ["/api/chat", "/api/chat/answers/7/regenerate"].iter().cycle().take(12);
    let answers: Vec<u16> = asked.map(|path| world.clients.ask_from("203.0.113.9", path)).collect();
    assert!(answers.contains(&429), "{answers:?}");
    let read = world.clients.get_with("/api/echo", &[("x-test-client", "203.0.113.9")]);
    assert_eq!(read.status(), 200);
}

#[test]
fn clients_are_limited_by_address() {
    let world = World::with(&Changes { added: &[ANYBODY], ..Changes::default() });
    let admitted = |clients: &dyn Fn(usize) -> String| {
        (0..30).filter(|number| world.clients.ask_from(&clients(*number), "/api/chat") == 200).count()
    };
    assert_eq!(admitted(&|number| format!("203.0.113.{number}")), 30);
    assert_eq!(admitted(&|number| format!("2001:db8:1:{number:x}::1")), 30);
    for network in ["2001:db8:2:2::", "2001:db8:2:3:4:5:6:", "2001:db8::"] {
        let within = admitted(&|number| format!("{network}{:x}", number + 1));
        assert!((6..15).contains(&within), "{network} {within}");
    }
}

#[test]
fn static_files_are_not_limited() {
    let world = World::start();
    assert!((0..100).all(|_| world.clients.get("/_next/static/chunk.js").status() == 200));
}

#[test]
fn bodies_are_limited_to_20_mb() {
    let world = World::start();
    let answer = world.clients.post("/api/length", &vec![b'x'; 20 * MEGABYTE]);
    assert_eq!(text(answer), (20 * MEGABYTE).to_string());
    let declared = format!("POST /api/length HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", 20 * MEGABYTE + 1);
    assert!(world.raw(declared.as_bytes()).starts_with("HTTP/1.1 413 "));
    let mut chunked = b"POST /api/length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1400001\r\n".to_vec();
    chunked.resize(chunked.len() + 20 * MEGABYTE + 1, b'x');
    assert!(world.raw(&chunked).starts_with("HTTP/1.1 413 "));
}

#[test]
fn large_headers_pass_through() {
    let world = World::start();
    let token = "x".repeat(10_240);
    let told = json(world.clients.get_with("/api/echo", &[("authorization", &token)]));
    assert_eq!(told["authorization"], token);
}

#[test]
fn limited_requests_get_retry_after() {
    let world = World::start();
    let mut answers = (1..=20).map(|count| (count, world.clients.post("/api/chat?secret=1", b"")));
    let (count, refused) = answers.find(|(_, answer)| answer.status() == 429).unwrap();
    assert_eq!(refused.headers()["retry-after"], "1");
    let problem = json(refused);
    let log = world.log(count);
    let logged = log.iter().find(|line| line["trace_id"] == problem["trace_id"]).unwrap();
    assert_eq!(
        (&logged["method"], &logged["path"], &logged["status"]),
        (&"POST".into(), &"/api/chat".into(), &429.into())
    );
}
