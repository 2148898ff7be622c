//! The `edge` program.

use std::{error::Error, process::ExitCode};

use clap::Parser;
use edge::{Arguments, Edge, EdgeError, serve};
use sisuiq_config::Environment;
use sisuiq_telemetry::TelemetryError;
use sisuiq_template::Template;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tracing::{error, info};

#[tokio::main]
async fn main() -> Result<ExitCode, TelemetryError> {
    let arguments = Arguments::parse();
    let telemetry = sisuiq_telemetry::init_scraped("edge", &Environment::from_process())?;
    let outcome = run(arguments).await;
    if let Err(cause) = &outcome {
        error!("the edge stopped: {cause}");
    }
    telemetry.flush().await;
    Ok(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if !arguments.listen.ip().is_loopback() {
        return Err(EdgeError::NotLoopback(arguments.listen).into());
    }
    let drain = arguments.drain();
    let template = Template::load(&arguments.template, &arguments.stage)?;
    let edge = Edge::new(&template, &arguments.functions, arguments.folder)?
        .with_files(arguments.files.as_deref())?
        .with_logs(arguments.logs.as_deref())?;
    let listener = TcpListener::bind(arguments.listen).await?;
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let address = listener.local_addr()?;
    info!(%address, routes = template.routes.len(), "listening");
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        info!("edge stops");
    };
    serve(listener, edge, stop, drain).await?;
    Ok(())
}
