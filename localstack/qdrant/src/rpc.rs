//! Macro that implements a gRPC service from a table of its calls.

/// Implements one of Qdrant's service traits from a list of served calls, each with its
/// function, and a list of calls that return `UNIMPLEMENTED` with their name.
macro_rules! service {
    (
        $trait:ident for $service:ident;
        served { $($served:ident($request:ty) -> $response:ty = $function:path;)* }
        missing { $($rpc:literal = $missing:ident($missing_request:ty) -> $missing_response:ty;)* }
    ) => {
        /// This gRPC service over one storage.
        #[derive(Debug, Clone)]
        pub struct $service {
            storage: std::sync::Arc<crate::storage::Storage>,
        }

        impl $service {
            pub fn new(storage: std::sync::Arc<crate::storage::Storage>) -> Self {
                Self { storage }
            }
        }

        #[tonic::async_trait]
        impl $trait for $service {
            $(async fn $served(
                &self,
                request: tonic::Request<$request>,
            ) -> Result<tonic::Response<$response>, tonic::Status> {
                let response = $function(&self.storage, request.into_inner()).await?;
                Ok(tonic::Response::new(response))
            })*

            $(async fn $missing(
                &self,
                _request: tonic::Request<$missing_request>,
            ) -> Result<tonic::Response<$missing_response>, tonic::Status> {
                Err(crate::failure::not_covered($rpc))
            })*
        }
    };
}

pub(crate) use service;
