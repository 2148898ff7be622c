//! The `bridge` program.

mod signals;

use std::process::ExitCode;

use anyhow::Result;
use bridge::{
    Bridge, Invoker,
    arguments::{Arguments, Command, RestoreArguments, RunArguments},
    clients,
    originals::{Originals, restore},
};
use clap::Parser;
use sisuiq_template::Template;
use tracing::{error, info};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).init();
    let outcome = match Arguments::parse().command {
        Command::Run(arguments) => run(arguments).await,
        Command::Restore(arguments) => put_back(arguments).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            error!("the bridge stopped: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: RunArguments) -> Result<()> {
    let template = Template::load(&arguments.template, &arguments.stage)?;
    let (s3, sqs) = clients::from_environment().await;
    let bridge = Bridge {
        s3,
        sqs,
        invoker: Invoker::new(&arguments.functions)?,
        originals: Originals::open(&arguments.originals).await?,
        polling: arguments.polling(),
    };
    bridge.run(&template, signals::stop()?).await
}

async fn put_back(arguments: RestoreArguments) -> Result<()> {
    let originals = Originals::open(&arguments.originals).await?;
    let (s3, _) = clients::from_environment().await;
    let restored = restore(&originals, &s3, &arguments.bucket).await?;
    info!(restored.put, restored.there, restored.damaged, "restored {} originals", restored.put);
    Ok(())
}
