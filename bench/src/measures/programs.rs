//! Programs that measure themselves, and their output.

use crate::{
    context::Context,
    process::{Memory, Watch},
};
use anyhow::{Context as _, Result, ensure};
use std::process::Stdio;
use tokio::process::Command;

/// An example of a library, optimised.
pub(super) fn example(context: &Context, name: &str) -> Command {
    Command::new(context.settings.binaries.join("examples").join(name))
}

/// A program of the peer.
pub(super) fn peer(context: &Context, file: &str) -> Command {
    python(context, context.settings.peer(file))
}

/// A Python program, with the peer's packages.
pub(super) fn python(context: &Context, path: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(context.settings.python());
    command.arg(path).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// The output of a program that succeeds, and the most memory that it took.
pub(super) async fn output(mut command: Command) -> Result<(String, Memory)> {
    let name = format!("{:?}", command.as_std());
    let child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().with_context(|| name.clone())?;
    let watch = child.id().map(Watch::start);
    let output = child.wait_with_output().await?;
    let memory = watch.map(Watch::end).unwrap_or_default();
    ensure!(output.status.success(), "{name} ended with {}", output.status);
    Ok((String::from_utf8(output.stdout)?, memory))
}

/// The number after these words.
pub(super) fn number_after(text: &str, words: &str) -> Result<f64> {
    let (_, rest) = text.split_once(words).with_context(|| format!("the output has no {words:?}"))?;
    let digits: String =
        rest.trim_start().chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    digits.parse().with_context(|| format!("no number follows {words:?}"))
}

/// The seconds after these words, where a duration is written as Rust writes it: `1.5s`, `12ms`, `3.4µs` or `5ns`,
/// with or without a space before the unit.
pub(super) fn seconds_after(text: &str, words: &str) -> Result<f64> {
    let number = number_after(text, words)?;
    let (_, rest) = text.split_once(words).with_context(|| format!("the output has no {words:?}"))?;
    let unit =
        rest.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').trim_start();
    let units = [("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9), ("s", 1.0)];
    let (_, factor) = units.into_iter().find(|(name, _)| unit.starts_with(name)).context("a duration has a unit")?;
    Ok(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_their_words() {
        let text = "single prediction p50 12.50 µs, p99 30 µs\nframe: 2.5s\nprofile: 436.5ms\n";
        assert_eq!(number_after(text, "p99").unwrap().to_bits(), 30.0_f64.to_bits());
        assert!((seconds_after(text, "frame:").unwrap() - 2.5).abs() < 1e-12);
        assert!((seconds_after(text, "profile:").unwrap() - 0.4365).abs() < 1e-12);
        assert!((seconds_after(text, "p99").unwrap() - 3e-5).abs() < 1e-12);
        assert!(number_after(text, "p42").is_err() && seconds_after(text, "single").is_err());
    }
}
