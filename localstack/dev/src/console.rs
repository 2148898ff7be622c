//! Output for the developer: progress bars and spinners on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use owo_colors::{OwoColorize, Stream};

use crate::output::write_all;

const PLAIN_INTERVAL: Duration = Duration::from_secs(30);

/// Prints a line of the command's result.
pub(crate) fn line(text: impl AsRef<str>) {
    fragment(&format!("{}\n", text.as_ref()));
}

/// Prints text immediately, without a line break.
pub(crate) fn fragment(text: &str) {
    write_all(std::io::stdout().lock(), text);
}

/// Prints a remark to standard error.
pub(crate) fn note(text: impl AsRef<str>) {
    write_all(std::io::stderr().lock(), &format!("{}\n", text.as_ref()));
}

/// Prints the reason why the command failed.
pub(crate) fn failure(error: &anyhow::Error) {
    let label = "error:".if_supports_color(Stream::Stderr, |text| text.red());
    note(format!("{label} {error}"));
    for cause in error.chain().skip(1) {
        note(format!("  because {cause}"));
    }
}

/// The output of steps, which may run in parallel.
#[derive(Debug, Clone)]
pub(crate) struct Console {
    bars: MultiProgress,
    plain: bool,
    finished: Arc<Mutex<Vec<(String, Duration)>>>,
}

impl Console {
    /// Uses progress bars on a terminal, plain lines otherwise.
    pub(crate) fn new() -> Self {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self { bars: MultiProgress::with_draw_target(target), plain, finished: Arc::default() }
    }

    /// Plain lines only, for a log file.
    pub(crate) fn plain() -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::hidden());
        Self { bars, plain: true, finished: Arc::default() }
    }

    /// Starts a step. It counts as failed if it is dropped without [`Step::done`].
    pub(crate) fn step(&self, name: impl Into<String>) -> Step {
        let name = name.into();
        let bar = self.bars.add(ProgressBar::new_spinner());
        if self.plain {
            self.say(&format!("{name} …"));
        }
        let step = Step { console: self.clone(), bar, name, begun: Instant::now(), last_plain: None, finished: false };
        step.bar.set_style(style("{spinner} {msg} {elapsed:.dim}"));
        step.bar.set_message(step.name.clone());
        step.bar.enable_steady_tick(Duration::from_millis(120));
        step
    }

    /// Returns the steps that ended since the last call, with their durations.
    pub(crate) fn take_finished(&self) -> Vec<(String, Duration)> {
        mem::take(&mut *self.finished.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Prints a line above the bars.
    pub(crate) fn say(&self, text: &str) {
        if self.plain || self.bars.println(text).is_err() {
            note(text);
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// A step and its start time.
#[derive(Debug)]
pub(crate) struct Step {
    console: Console,
    bar: ProgressBar,
    name: String,
    begun: Instant,
    last_plain: Option<Instant>,
    finished: bool,
}

impl Step {
    /// Shows the current activity of the step.
    pub(crate) fn detail(&self, text: &str) {
        self.bar.set_message(format!("{}: {text}", self.name));
    }

    /// Shows a remark, in plain output too.
    pub(crate) fn remark(&self, text: &str) {
        self.detail(text);
        if self.console.plain {
            self.console.say(&format!("{}: {text}", self.name));
        }
    }

    /// Shows the progress of the step; in plain output only every half minute.
    pub(crate) fn progress(&mut self, done: u64, total: u64, text: &str) {
        if self.bar.length() != Some(total) {
            self.bar.set_length(total);
            self.bar.set_style(style("{spinner} {msg:32!} [{bar:30}] {pos}/{len} {elapsed:.dim} {prefix:.dim}"));
            self.bar.set_message(self.name.clone());
        }
        self.bar.set_position(done);
        self.bar.set_prefix(text.chars().take(40).collect::<String>());
        if self.console.plain && self.last_plain.unwrap_or(self.begun).elapsed() >= PLAIN_INTERVAL {
            self.last_plain = Some(Instant::now());
            self.console.say(&format!("{} … {done} of {total}", self.name));
        }
    }

    /// Marks the step as successful.
    pub(crate) fn done(mut self, detail: &str) {
        let mark = "✓".if_supports_color(Stream::Stderr, |text| text.green()).to_string();
        self.end(&mark, detail);
    }

    fn end(&mut self, mark: &str, detail: &str) {
        self.finished = true;
        self.bar.finish_and_clear();
        let separator = if detail.is_empty() { "" } else { ": " };
        let time = self.begun.elapsed();
        self.console.say(&format!("{mark} {}{separator}{detail} ({})", self.name, duration(time)));
        let mut finished = self.console.finished.lock().unwrap_or_else(PoisonError::into_inner);
        finished.push((self.name.clone(), time));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.finished {
            let mark = "✗".if_supports_color(Stream::Stderr, |text| text.red()).to_string();
            self.end(&mark, "did not finish");
        }
    }
}

/// Formats a duration for people: `0.8 s`, `42 s`, `3 min 05 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_steps_are_taken_once() {
        let console = Console::plain();
        console.step("a").done("");
        drop(console.step("b"));
        let names: Vec<_> = console.take_finished().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(console.take_finished().is_empty());
    }

    #[test]
    fn durations_read_well_at_every_size() {
        assert_eq!(duration(Duration::from_millis(840)), "0.8 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
