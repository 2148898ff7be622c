//! Flushing between invocations.

use std::pin::Pin;
use std::task::{Context, Poll};

use tower::{Layer, Service};

use crate::Telemetry;

/// Wraps a service so that traces are flushed after each call.
#[derive(Clone, Debug)]
pub struct FlushLayer {
    telemetry: Telemetry,
}

/// The service made by [`FlushLayer`].
#[derive(Clone, Debug)]
pub struct Flush<Inner> {
    inner: Inner,
    telemetry: Telemetry,
}

impl FlushLayer {
    pub(crate) fn new(telemetry: Telemetry) -> Self {
        Self { telemetry }
    }
}

impl<Inner> Layer<Inner> for FlushLayer {
    type Service = Flush<Inner>;

    fn layer(&self, inner: Inner) -> Self::Service {
        Flush { inner, telemetry: self.telemetry.clone() }
    }
}

impl<Inner, Call> Service<Call> for Flush<Inner>
where
    Inner: Service<Call, Future: Send + 'static, Response: Send, Error: Send>,
{
    type Response = Inner::Response;
    type Error = Inner::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, call: Call) -> Self::Future {
        let outcome = self.inner.call(call);
        let telemetry = self.telemetry.clone();
        Box::pin(async move {
            let outcome = outcome.await;
            telemetry.flush().await;
            outcome
        })
    }
}
