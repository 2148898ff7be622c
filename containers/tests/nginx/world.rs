//! nginx and the server behind it.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sisuiq_config::Environment;
use socket2::{Domain, Socket, Type};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::clients::Clients;
use super::upstream;

const TIMEOUT: Duration = Duration::from_secs(10);
/// Takes the client's address from this header, so that a test can choose it.
pub(super) const ANYBODY: (&str, &str) = ("anybody.conf", "set_real_ip_from 127.0.0.1; real_ip_header X-Test-Client;");
/// Files of the web application with their content.
pub(super) const FILES: [(&str, &str); 15] = [
    ("index.html", "<p>home"),
    ("404.html", "<p>nothing here"),
    ("login/index.html", "<p>login"),
    ("empty/style.css", "p {}"),
    ("_next/static/chunk.js", "let a;"),
    ("_next/static/font.woff2", "font"),
    ("pdfjs/worker.mjs", "let b;"),
    ("pdfjs/decoder.wasm", "code"),
    ("pdfjs/characters.bcmap", "characters"),
    ("pdfjs/base.ttf", "font"),
    ("favicon.ico", "icon"),
    ("icon.svg", "<svg/>"),
    ("picture.png", "picture"),
    ("index.txt", "text"),
    ("data.json", "{}"),
];

/// nginx, the product's router, and a client for them.
pub(super) struct World {
    nginx: Child,
    folder: TempDir,
    pub(super) runtime: Runtime,
    pub(super) port: u16,
    pub(super) upstream: SocketAddr,
    pub(super) clients: Clients,
    _nobody: Socket,
}

/// Changes to the configuration of the containers.
#[derive(Default)]
pub(super) struct Changes<'a> {
    /// Texts of the configuration, each with its replacement.
    pub(super) texts: &'a [(&'a str, &'a str)],
    /// Files that a deployment adds.
    pub(super) added: &'a [(&'a str, &'a str)],
    /// No server listens behind nginx.
    pub(super) is_alone: bool,
}

impl World {
    pub(super) fn start() -> Self {
        Self::with(&Changes::default())
    }

    pub(super) fn with(changes: &Changes<'_>) -> Self {
        let runtime = Runtime::new().unwrap();
        let reserved = closed();
        let nobody = reserved.local_addr().unwrap().as_socket().unwrap();
        let upstream = if changes.is_alone { nobody } else { runtime.block_on(upstream::start()) };
        let folder = tempfile::tempdir().unwrap();
        write_site(&folder.path().join("web"));
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let port = free_port();
            if let Some(nginx) = start(folder.path(), port, upstream, changes) {
                return Self { nginx, folder, runtime, port, upstream, clients: Clients::new(port), _nobody: reserved };
            }
            let errors = fs::read_to_string(folder.path().join("errors.log")).unwrap();
            assert!(Instant::now() < deadline && errors.contains("Address already in use"), "{errors}");
        }
    }

    /// Folder of the web application's files.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.path().join("web")
    }

    /// Waits until the access log has this many lines and returns them.
    pub(super) fn log(&self, lines: usize) -> Vec<serde_json::Value> {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let text = fs::read_to_string(self.folder.path().join("access.log")).unwrap();
            if text.lines().count() >= lines {
                return text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            }
            assert!(Instant::now() < deadline, "{text}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends arbitrary bytes to nginx and returns its response.
    pub(super) fn raw(&self, bytes: &[u8]) -> String {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.set_read_timeout(Some(TIMEOUT)).unwrap();
        connection.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Starts nginx and waits until it listens. Returns None if nginx exits, for example because another process took the port.
fn start(folder: &Path, port: u16, upstream: SocketAddr, changes: &Changes<'_>) -> Option<Child> {
    let configuration = write_configuration(folder, port, upstream, changes);
    let errors = fs::File::create(folder.join("errors.log")).unwrap();
    let mut nginx = Command::new(program())
        // a single process, so that killing it leaves no worker
        .args(["-g", "master_process off;", "-c"])
        .arg(configuration)
        .stdin(Stdio::null())
        .stderr(errors)
        .spawn()
        .expect("nginx starts");
    let deadline = Instant::now() + TIMEOUT;
    // nginx writes this file after it has opened all sockets
    while !folder.join("nginx.pid").is_file() {
        if nginx.try_wait().unwrap().is_some() {
            return None;
        }
        assert!(Instant::now() < deadline, "nginx does not listen");
        thread::sleep(Duration::from_millis(20));
    }
    Some(nginx)
}

impl Drop for World {
    fn drop(&mut self) {
        self.nginx.kill().unwrap();
        self.nginx.wait().unwrap();
    }
}

/// Path of nginx, which `cargo dev test` sets.
pub(super) fn program() -> PathBuf {
    let read = Environment::from_process().read(|reader| reader.named::<String>("SISUIQ_TEST_NGINX"));
    read.expect("`cargo dev test` sets this variable").into()
}

/// A file of the project.
pub(super) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A socket that is bound but does not listen. While it exists, no other process can use its address.
fn closed() -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn write_site(folder: &Path) {
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn write_configuration(folder: &Path, port: u16, upstream: SocketAddr, changes: &Changes<'_>) -> PathBuf {
    let text = fs::read_to_string(project("containers/nginx.conf")).unwrap();
    let own = folder.display().to_string();
    let placed = [
        (" /tmp/", format!(" {own}/")),
        ("/srv/web;", format!("{own}/web;")),
        ("/dev/stdout", format!("{own}/access.log")),
        ("listen 8080;", format!("listen 127.0.0.1:{port};")),
        ("http://server:8080", format!("http://{upstream}")),
    ];
    let asked = changes.texts.iter().map(|(old, new)| (*old, (*new).to_owned()));
    let text = placed.into_iter().chain(asked).fold(text, |text, (old, new)| {
        assert!(text.contains(old), "the configuration does not say {old}");
        text.replace(old, &new)
    });
    fs::create_dir_all(folder.join("server.d")).unwrap();
    for (name, added) in changes.added {
        fs::write(folder.join("server.d").join(name), added).unwrap();
    }
    let path = folder.join("nginx.conf");
    fs::write(&path, text).unwrap();
    path
}
