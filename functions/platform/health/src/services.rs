//! The health of all services as the API shows it.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::status::{ServiceOut, Status, overall};
use crate::{State, checks};

/// The health of each service.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetailedOut {
    status: Status,
    timestamp: Timestamp,
    services: ServicesOut,
    capabilities: CapabilitiesOut,
}

/// All services.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServicesOut {
    database: ServiceOut,
    qdrant: ServiceOut,
    storage: ServiceOut,
    queue: ServiceOut,
    model: ServiceOut,
}

/// The features whose services are all up. Without Qdrant or the model, chat still answers from a full-text search.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "one flag a capability is what callers read")]
pub(crate) struct CapabilitiesOut {
    chat: bool,
    streaming: bool,
    session_history: bool,
    analytics: bool,
    admin: bool,
    document_retrieval: bool,
    file_upload: bool,
}

/// Checks all services at the same time.
pub(crate) async fn check_all(state: &State) -> DetailedOut {
    let (database, qdrant, storage, queue, model) = tokio::join!(
        checks::database(&state.database),
        checks::vectors(&state.vectors),
        checks::storage(&state.storage),
        checks::queue(&state.queue),
        checks::model(&state.model),
    );
    let services = ServicesOut { database, qdrant, storage, queue, model };
    DetailedOut {
        status: services.overall(),
        timestamp: state.clock.now(),
        capabilities: services.capabilities(),
        services,
    }
}

impl ServicesOut {
    fn overall(&self) -> Status {
        overall([&self.database, &self.qdrant, &self.storage, &self.queue, &self.model].map(|service| service.status))
    }

    fn capabilities(&self) -> CapabilitiesOut {
        let [database, qdrant, storage, queue, model] =
            [&self.database, &self.qdrant, &self.storage, &self.queue, &self.model]
                .map(|service| service.status.is_up());
        CapabilitiesOut {
            chat: database && qdrant && model,
            streaming: database && qdrant && model,
            session_history: database,
            analytics: database,
            admin: database,
            document_retrieval: qdrant && model,
            file_upload: database && qdrant && storage && queue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(database: Status, model: Status, queue: Status) -> ServicesOut {
        let service = |status| ServiceOut { status, latency_ms: 1, message: String::new() };
        ServicesOut {
            database: service(database),
            qdrant: service(Status::Healthy),
            storage: service(Status::Healthy),
            queue: service(queue),
            model: service(model),
        }
    }

    #[test]
    fn worst_service_decides_overall_status() {
        use Status::{Degraded, Healthy, Unhealthy};
        assert_eq!(services(Healthy, Healthy, Healthy).overall(), Healthy);
        assert_eq!(services(Healthy, Degraded, Healthy).overall(), Degraded);
        assert_eq!(services(Unhealthy, Degraded, Healthy).overall(), Unhealthy);
    }

    #[test]
    fn only_unhealthy_services_disable_their_capabilities() {
        use Status::{Degraded, Healthy, Unhealthy};
        let slow = services(Degraded, Degraded, Degraded).capabilities();
        assert!(slow.chat && slow.file_upload && slow.document_retrieval);
        let no_model = services(Healthy, Unhealthy, Healthy).capabilities();
        assert!(!no_model.chat && !no_model.document_retrieval && no_model.session_history && no_model.file_upload);
        let no_queue = services(Healthy, Healthy, Unhealthy).capabilities();
        assert!(no_queue.chat && no_queue.streaming && !no_queue.file_upload);
        let no_database = services(Unhealthy, Healthy, Healthy).capabilities();
        assert!(!no_database.admin && !no_database.analytics && no_database.document_retrieval);
    }
}
