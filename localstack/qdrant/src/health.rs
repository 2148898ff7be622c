//! The health check, from which clients read the server's version.

use qdrant_client::qdrant::qdrant_server::Qdrant;
use qdrant_client::qdrant::{HealthCheckReply, HealthCheckRequest};
use tonic::{Request, Response, Status};

/// Version of the served gRPC interface, which clients compare with their own.
const INTERFACE_VERSION: &str = "1.20.0";

#[derive(Debug, Clone, Copy)]
pub struct HealthService;

#[tonic::async_trait]
impl Qdrant for HealthService {
    async fn health_check(&self, _request: Request<HealthCheckRequest>) -> Result<Response<HealthCheckReply>, Status> {
        Ok(Response::new(HealthCheckReply {
            title: env!("CARGO_PKG_NAME").to_owned(),
            version: INTERFACE_VERSION.to_owned(),
            commit: None,
        }))
    }
}
