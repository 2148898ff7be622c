//! The `edge` program.

use std::{error::Error, process::ExitCode};

use clap::Parser;
use edge::{Arguments, Edge, EdgeError, serve};
use sisuiq_template::Template;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tracing::{error, info};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            error!("the edge cannot go on: {cause}");
            ExitCode::FAILURE
        }
    }
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
    info!(%address, routes = template.routes.len(), "edge listens on {address}");
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
