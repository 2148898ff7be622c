//! The highest role, which its owners take from each other.

use copilot::COPILOT;
use futures::future::join_all;
use http::Method;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use world::{Person, Reply, World};

const OWNERS: usize = 4;

/// An organisation with several owners.
pub(super) struct Office {
    world: World,
    owners: Vec<(i64, Person)>,
    lower_role: i64,
}

impl Office {
    pub(super) async fn open() -> Self {
        let world = World::new(COPILOT).await;
        let mut owners = Vec::new();
        for number in 0..OWNERS {
            let person = world.staff(&format!("owner-{number}"), "super_admin").await;
            let me = person.get("/api/v1/ops/auth/me").await.is(200);
            owners.push((me["user"]["id"].as_i64().unwrap(), person));
        }
        let roles = owners[0].1.get("/api/v1/ops/roles").await.is(200);
        let lower = roles.items().iter().find(|role| role["name"] == "manager").unwrap();
        let lower_role = lower["id"].as_i64().unwrap();
        Self { world, owners, lower_role }
    }

    /// Reinstates some owners. Concurrently, each of them takes the role from a random one of them, possibly from
    /// themselves.
    pub(super) async fn race(&self, number: u64, chance: &mut ChaCha8Rng) -> Result<(), String> {
        let many = chance.random_range(1..=OWNERS);
        self.reinstate(many).await;
        let those = &self.owners[..many];
        let moves: Vec<(&Person, Method, String, String)> = (0..chance.random_range(many..=2 * many))
            .map(|place| {
                let (_, actor) = &those[place % many];
                let (target, _) = those.choose(chance).unwrap();
                let path = format!("/api/v1/ops/users/{target}");
                let role = json!({ "role_id": self.lower_role }).to_string();
                match chance.random_range(0..4) {
                    0 => (actor, Method::DELETE, path, String::new()),
                    1 => (actor, Method::PUT, path, json!({ "is_active": false }).to_string()),
                    2 => (actor, Method::PUT, format!("{path}/role"), role),
                    _ => (actor, Method::PUT, path, role),
                }
            })
            .collect();
        let replies: Vec<Reply> = join_all(moves.iter().map(async |(actor, method, path, body)| {
            let request = actor.request(method, path).header("content-type", "application/json");
            self.world.send(request.body(body.clone().into()).unwrap()).await
        }))
        .await;
        let unexpected = replies.iter().find(|reply| !matches!(reply.status.as_u16(), 200 | 401 | 403 | 409));
        if let Some(reply) = unexpected {
            return Err(format!("race {number}: {} {}", reply.status, reply.body));
        }
        let left = self.left().await;
        if left >= 1 { Ok(()) } else { Err(format!("race {number}: nobody of {many} has the highest role")) }
    }

    /// Gives the first owners the role and a session, and deactivates the others.
    async fn reinstate(&self, many: usize) {
        let ids: Vec<i64> = self.owners[..many].iter().map(|(id, _)| *id).collect();
        let profiles = "UPDATE staff_profiles SET is_active = (id = ANY($1)), date_of_leaving = NULL, \
            role_id = (SELECT id FROM staff_roles WHERE name = 'super_admin')";
        self.world.execute(profiles, &[&ids]).await;
        self.world.execute("UPDATE auth_sessions SET revoked_at = NULL, ended_because = NULL", &[]).await;
    }

    async fn left(&self) -> i64 {
        let count = "SELECT count(*) FROM staff_profiles AS staff JOIN users ON users.id = staff.user_id \
            JOIN staff_roles AS roles ON roles.id = staff.role_id WHERE roles.name = 'super_admin' AND roles.is_active \
            AND staff.is_active AND users.is_active AND staff.verified_at IS NOT NULL";
        let connection = self.world.database().connection().await.unwrap();
        connection.query_one(count, &[]).await.unwrap().get(0)
    }
}
