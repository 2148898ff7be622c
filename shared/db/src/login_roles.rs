//! The roles by which the product logs in to Postgres.
//!
//! Statements about roles take no parameters, so Postgres itself writes them: `format` quotes names and texts.

use crate::{GenericClient, Result, query};
use deadpool_postgres::GenericClient as _;
use postgres_protocol::password::scram_sha_256;
use secrecy::{ExposeSecret, SecretString};
use tokio_postgres::{Row, types::FromSqlOwned};

/// Makes `alternate` another login of the role `owner`, unless it is one. Its sessions act as `owner`, who owns all tables.
/// Safe to repeat.
pub async fn ensure_alternate(client: &impl GenericClient, owner: &str, alternate: &str) -> Result<()> {
    let is_there: bool =
        query::one(client, include_str!("../queries/login_roles/exists.sql"), &[&alternate], first).await?;
    if !is_there {
        run(client, include_str!("../queries/login_roles/write_create.sql"), &[&alternate]).await?;
    }
    run(client, include_str!("../queries/login_roles/write_grant.sql"), &[&owner, &alternate]).await?;
    run(client, include_str!("../queries/login_roles/write_act_as.sql"), &[&owner, &alternate]).await
}

/// Gives a role another password. Only its SCRAM verifier (RFC 5802, RFC 7677) is sent, so that no log of the server shows the
/// password.
pub async fn set_password(client: &impl GenericClient, role: &str, password: &SecretString) -> Result<()> {
    let verifier = scram_sha_256(password.expose_secret().as_bytes());
    run(client, include_str!("../queries/login_roles/write_password.sql"), &[&role, &verifier]).await
}

/// The role with whose rights this connection works.
pub async fn acting_as(client: &impl GenericClient) -> Result<String> {
    query::one(client, include_str!("../queries/login_roles/acting_as.sql"), &[], first).await
}

/// Runs a query that returns a statement, and then that statement.
async fn run(client: &impl GenericClient, sql: &str, parameters: query::Parameters<'_>) -> Result<()> {
    let statement: String = query::one(client, sql, parameters, first).await?;
    client.response_timeout().wait(client.raw()?.execute(&statement, &[])).await.map(drop)
}

fn first<T: FromSqlOwned>(row: &Row) -> Result<T> {
    Ok(row.try_get(0)?)
}
