//! The addresses of pages at all three servers of the web application: the distribution, the local edge and nginx.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::clients::{header, text};
use super::site;
use super::world::{World, project};

/// Addresses of pages, each with the file that it shows.
const ADDRESSES: [(&str, &str); 9] = [
    ("/", "index.html"),
    ("/?conversation=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11&citation=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12", "index.html"),
    ("/login/", "login/index.html"),
    ("/login/?next=%2Fdocuments%2F%3Fpage%3D2", "login/index.html"),
    ("/documents/document/?id=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11&page=4", "documents/document/index.html"),
    ("/documents/document?id=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11", "documents/document/index.html"),
    ("/admin/users/?role=analyst&q=grace%40example.com&page=3", "admin/users/index.html"),
    ("/admin/user/?id=0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11", "admin/user/index.html"),
    ("/icon.svg", "icon.svg"),
];

/// The file that the distribution's function finds for each path, as it runs in production.
fn files_of_the_distribution(addresses: &[&str]) -> Vec<String> {
    let template = fs::read_to_string(project("template.yaml")).unwrap();
    let function = template.split("\n  PagePaths:").nth(1).unwrap().split("FunctionCode: |").nth(1).unwrap();
    let code: String =
        function.lines().skip(1).take_while(|line| line.starts_with("        ")).collect::<Vec<_>>().join("\n");
    let events: Vec<Value> = addresses
        .iter()
        .map(|address| json!({ "request": { "uri": address.split('?').next().unwrap(), "querystring": {} } }))
        .collect();
    let run = format!("{code}; console.log(JSON.stringify({}.map((event) => handler(event).uri)))", json!(events));
    let node = Command::new("node").arg("-e").arg(run).output().expect("node starts");
    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));
    serde_json::from_slice(&node.stdout).unwrap()
}

#[test]
fn addresses_show_the_same_page_everywhere() {
    let world = World::start();
    for (_, file) in ADDRESSES {
        let path = world.site().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    let edge = site::edge(&world);
    let found = files_of_the_distribution(&ADDRESSES.map(|(address, _)| address));
    for ((address, file), found) in ADDRESSES.into_iter().zip(found) {
        assert_eq!(Path::new(&found), Path::new("/").join(file), "{address} at the distribution");
        for (server, client) in [("nginx", &world.clients), ("the edge", &edge)] {
            let mut answer = client.get(address);
            if let Some(target) = header(&answer, "location") {
                let query = address.split_once('?').unwrap().1;
                assert_eq!(target.split_once('?').unwrap().1, query, "{address} at {server} keeps its query");
                answer = client.get(target.strip_prefix("http://127.0.0.1").unwrap_or(&target));
            }
            assert_eq!((answer.status().as_u16(), text(answer).as_str()), (200, file), "{address} at {server}");
        }
    }
}
