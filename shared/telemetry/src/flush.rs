//! Flushing between invocations.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use tower::{Layer, Service};

use crate::Telemetry;

/// Wraps the service of a runtime so that metrics are written and traces are sent after each call: when the response has been
/// handed over, and before the next invocation is asked for, until which the environment is not frozen.
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

pin_project! {
    /// A call of [`Flush`].
    pub struct Flushing<Call: Future> {
        #[pin]
        call: Call,
        telemetry: Telemetry,
        outcome: Option<Call::Output>,
        flush: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    }
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

impl<Inner: Service<Call>, Call> Service<Call> for Flush<Inner> {
    type Response = Inner::Response;
    type Error = Inner::Error;
    type Future = Flushing<Inner::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, call: Call) -> Self::Future {
        Flushing { call: self.inner.call(call), telemetry: self.telemetry.clone(), outcome: None, flush: None }
    }
}

impl<Call: Future> Future for Flushing<Call> {
    type Output = Call::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let outcome = match this.outcome.take() {
            Some(outcome) => outcome,
            None => ready!(this.call.poll(context)),
        };
        let telemetry = &*this.telemetry;
        let flush = this.flush.get_or_insert_with(|| {
            let telemetry = telemetry.clone();
            Box::pin(async move { telemetry.flush().await })
        });
        if flush.as_mut().poll(context).is_pending() {
            *this.outcome = Some(outcome);
            return Poll::Pending;
        }
        Poll::Ready(outcome)
    }
}
