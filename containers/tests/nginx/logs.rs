//! The access log.

use super::world::World;

#[test]
fn log_has_no_tokens_of_links() {
    let world = World::start();
    let asked =
        ["/api/datasets/shared/secret", "/api/datasets/shared/secret/rows?limit=1", "/shared/?share_token=secret"];
    for path in asked {
        world.clients.get(path);
    }
    let log = world.log(asked.len());
    let mut logged: Vec<_> = log.iter().map(|line| line["path"].as_str().unwrap()).collect();
    logged.sort_unstable();
    assert_eq!(logged, ["/api/datasets/shared/…", "/api/datasets/shared/…/rows", "/shared/"]);
}
