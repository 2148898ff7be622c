//! The web application's files, as the local edge serves them.

use std::future;
use std::net::SocketAddr;
use std::time::Duration;

use edge::Edge;
use sisuiq_template::Template;
use tokio::net::TcpListener;

use super::clients::{Clients, header, text};
use super::world::{FILES, World, project};

/// Starts the local edge with the same files.
pub(super) fn edge(world: &World) -> Clients {
    let template = Template::load(&project("template.yaml"), "prod").unwrap();
    let edge = Edge::new(&template, "http://127.0.0.1:9", Some(world.site())).unwrap();
    let listener = world.runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    world.runtime.spawn(edge::serve(listener, edge, future::pending(), Duration::ZERO));
    Clients::new(address.port())
}

#[test]
fn files_match_those_of_the_edge() {
    let world = World::start();
    let edge = edge(&world);
    let files = FILES.iter().map(|(name, _)| format!("/{name}"));
    let others = ["/", "/login/", "/login/?next=a", "/nowhere", "/empty/", "/_next/static/gone.js", "/login/nothing"];
    for path in files.chain(others.map(str::to_owned)) {
        let [here, there] = [&world.clients, &edge].map(|client| {
            let answer = client.get(&path);
            let told = ["content-type", "content-security-policy", "cache-control"].map(|name| header(&answer, name));
            (answer.status(), told, text(answer))
        });
        assert_eq!(here, there, "{path}");
    }
}

#[test]
fn folder_redirects_to_trailing_slash() {
    let world = World::start();
    let edge = edge(&world);
    for client in [&world.clients, &edge] {
        let answer = client.get("/login");
        assert!(answer.status().is_redirection());
        assert_eq!(header(&answer, "location").as_deref(), Some("/login/"));
    }
}

#[test]
fn path_traversal_reads_no_other_files() {
    let world = World::start();
    for path in ["/../nginx.conf", "/%2e%2e/nginx.conf", "/_next/..%2f..%2fnginx.conf", "/.problem"] {
        let answer = world.raw(format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes());
        let status = answer.split(' ').nth(1).unwrap();
        assert!(["400", "404"].contains(&status) && !answer.contains("server {"), "{path}: {answer}");
    }
}

#[test]
fn long_files_are_compressed_on_request() {
    let world = World::start();
    let long = "let a = 'all work and no play'; ".repeat(200);
    std::fs::write(world.site().join("_next/static/long.js"), &long).unwrap();
    let asked = |accepted: &str| world.clients.get_with("/_next/static/long.js", &[("accept-encoding", accepted)]);
    let sent = asked("gzip");
    assert_eq!(header(&sent, "content-encoding").as_deref(), Some("gzip"));
    assert_eq!(header(&sent, "vary").as_deref(), Some("Accept-Encoding"));
    let whole = asked("identity");
    assert_eq!(header(&whole, "content-encoding"), None);
    assert_eq!(text(whole), long);
}
