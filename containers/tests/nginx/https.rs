//! The HTTPS addition, with a certificate that is created as in the guide.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::clients::{header, text};
use super::world::{Changes, World, program, project};

/// The `openssl` in nginx's folder, else the one of the machine.
fn openssl() -> Command {
    let beside = program().with_file_name("openssl");
    Command::new(if beside.is_file() { beside } else { PathBuf::from("openssl") })
}

fn make_certificate(folder: &Path) {
    let mut command = openssl();
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]);
    command.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout"]);
    command.arg(folder.join("privkey.pem")).arg("-out").arg(folder.join("fullchain.pem"));
    let made = command.output().expect("openssl is there");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// Starts nginx with the addition and returns its TLS port as well.
fn secure(folder: &Path) -> (World, u16) {
    make_certificate(folder);
    let challenges = folder.join(".well-known/acme-challenge");
    fs::create_dir_all(&challenges).unwrap();
    fs::write(challenges.join("abc"), "it is ours").unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let own = folder.display().to_string();
    let addition = fs::read_to_string(project("containers/https.conf")).unwrap();
    let addition = addition.replace("listen 8443 ", &format!("listen 127.0.0.1:{port} "));
    let addition = addition.replace("/etc/nginx/certificates", &own).replace("/srv/acme", &own);
    (World::with(&Changes { added: &[("https.conf", &addition)], ..Changes::default() }), port)
}

/// Requests a path over this version of TLS. Returns None if the handshake fails.
fn ask(port: u16, folder: &Path, version: &str, path: &str) -> Option<String> {
    let mut command = openssl();
    command.args(["s_client", "-quiet", "-verify_return_error", "-servername", "localhost", version, "-connect"]);
    command.arg(format!("127.0.0.1:{port}")).arg("-CAfile").arg(folder.join("fullchain.pem"));
    let mut client = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut input = client.stdin.take().unwrap();
    let _refused = input.write_all(request.as_bytes());
    let output = client.wait_with_output().unwrap();
    drop(input);
    Some(String::from_utf8_lossy(&output.stdout).into_owned()).filter(|answer| !answer.is_empty())
}

#[test]
fn plain_http_redirects_to_https() {
    let folder = tempfile::tempdir().unwrap();
    let (world, _) = secure(folder.path());
    let host = [("host", "copilot.example")];
    for path in ["/", "/login/?next=a", "/api/echo?a=b", "/metrics"] {
        let answer = world.clients.get_with(path, &host);
        assert_eq!(answer.status(), 308, "{path}");
        assert_eq!(header(&answer, "location"), Some(format!("https://copilot.example{path}")));
        assert_eq!(header(&answer, "x-frame-options").as_deref(), Some("DENY"));
    }
    assert_eq!(text(world.clients.get("/.alive")), "healthy\n");
    assert_ne!(world.clients.get("/health").status(), 308, "load balancers ask without TLS");
    assert_eq!(text(world.clients.get("/.well-known/acme-challenge/abc")), "it is ours");
    assert!(world.raw(b"nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

#[test]
fn tls_starts_at_version_1_2() {
    let folder = tempfile::tempdir().unwrap();
    let (_world, port) = secure(folder.path());
    for version in ["-tls1_2", "-tls1_3"] {
        let answer =
            ask(port, folder.path(), version, "/api/echo").unwrap_or_else(|| panic!("{version} is not spoken"));
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains("Strict-Transport-Security: max-age=63072000; includeSubDomains"), "{answer}");
        assert!(answer.contains("\"x-forwarded-proto\":\"https\""), "{answer}");
    }
    for version in ["-tls1", "-tls1_1"] {
        assert_eq!(ask(port, folder.path(), version, "/api/echo"), None, "{version}");
    }
}
