//! Headers of responses, and headers that nginx sends to the server.

use serde_json::json;
use sisuiq_template::Template;
use ureq::Body;
use ureq::http::Response;

use super::clients::{Clients, header, headers, json as read_json, text};
use super::upstream::CHOSEN;
use super::world::{ANYBODY, Changes, World, project};

/// Headers that differ between two responses, or belong to a connection.
const OF_ONE_ANSWER: [&str; 6] = ["connection", "content-length", "date", "server", "transfer-encoding", "x-trace-id"];

/// The security headers of the gateway's own responses. The functions send the same ones.
fn security_headers() -> Vec<(String, String)> {
    let template = Template::load(&project("template.yaml"), "prod").unwrap();
    let headers = &template.gateway_responses["MISSING_AUTHENTICATION_TOKEN"].headers;
    let of_this_answer = ["content-type", "cache-control", "content-security-policy", "x-trace-id"];
    let named = headers.iter().map(|(name, value)| (name.to_lowercase(), value.trim_matches('\'').to_owned()));
    named.filter(|(name, _)| !of_this_answer.contains(&name.as_str())).collect()
}

fn assert_secure(answer: &Response<Body>, what: &str) {
    for (name, value) in security_headers() {
        assert_eq!(header(answer, &name).as_deref(), Some(value.as_str()), "{name} of {what}");
    }
    for name in ["content-security-policy", "cache-control"] {
        assert!(header(answer, name).is_some(), "{name} of {what}");
    }
}

#[test]
fn responses_have_each_security_header_once() {
    let world = World::start();
    assert_eq!(security_headers().len(), 7);
    let paths = ["/", "/login", "/nowhere", "/empty/", "/_next/static/chunk.js", "/.alive", "/health", "/metrics"];
    let answered = ["/api/echo", "/api/nowhere", "/api/page", "/.well-known/jwks.json"];
    for path in paths.iter().chain(&answered) {
        assert_secure(&world.clients.get(path), path);
    }
    assert_secure(&world.clients.delete("/login/"), "DELETE");
    assert_secure(&world.clients.post("/api/chat", b""), "POST");
}

#[test]
fn server_headers_pass_through() {
    let world = World::start();
    let direct = Clients::new(world.upstream.port());
    for path in ["/api/echo", "/api/nowhere", "/api/page", "/metrics", "/.well-known/jwks.json"] {
        let [said, passed_on] = [&direct, &world.clients].map(|client| {
            let answer = client.get(path);
            let mut headers = headers(&answer);
            headers.retain(|name, _| !OF_ONE_ANSWER.contains(&name.as_str()));
            (answer.status(), headers)
        });
        assert_eq!(said, passed_on, "{path}");
    }
}

#[test]
fn headers_of_routes_are_not_overwritten() {
    let world = World::start();
    let answer = world.clients.get("/api/page");
    for (name, value) in CHOSEN {
        assert_eq!(header(&answer, name).as_deref(), Some(value));
    }
}

#[test]
fn forged_client_addresses_are_ignored() {
    let world = World::start();
    let made_up = [
        ("x-forwarded-for", "203.0.113.9, 198.51.100.7"),
        ("forwarded", "for=203.0.113.9"),
        ("x-real-ip", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-port", "1"),
    ];
    assert_eq!(text(world.clients.get_with("/api/address", &made_up)), "127.0.0.1");
    let told = read_json(world.clients.get_with("/api/echo", &made_up));
    assert_eq!(told["x-forwarded-for"], json!("127.0.0.1"));
    assert_eq!((&told["x-real-ip"], &told["x-forwarded-proto"]), (&json!("127.0.0.1"), &json!("http")));
    assert_eq!(told["x-forwarded-host"], told["host"]);
    assert_eq!((told.get("forwarded"), told.get("x-forwarded-port")), (None, None));
}

#[test]
fn configured_load_balancer_is_trusted() {
    let world = World::with(&Changes { added: &[ANYBODY], ..Changes::default() });
    for client in ["203.0.113.9", "2001:db8:1:2::/64"] {
        let address = client.trim_end_matches("/64");
        assert_eq!(text(world.clients.get_with("/api/address", &[("x-test-client", address)])), client);
    }
}

#[test]
fn metrics_are_for_private_networks() {
    let world = World::with(&Changes { added: &[ANYBODY], ..Changes::default() });
    let status = |client: &str| world.clients.get_with("/metrics", &[("x-test-client", client)]).status().as_u16();
    for private in ["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7", "::1", "fd00::1"] {
        assert_eq!(status(private), 200, "{private}");
    }
    for public in ["203.0.113.9", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "2001:db8::1"] {
        assert_eq!(status(public), 403, "{public}");
    }
}

#[test]
fn probe_works_without_the_server() {
    let world = World::with(&Changes { is_alone: true, ..Changes::default() });
    let answer = world.clients.get("/.alive");
    assert_eq!((answer.status().as_u16(), header(&answer, "content-type").as_deref()), (200, Some("text/plain")));
    assert_eq!(text(answer), "healthy\n");
}
