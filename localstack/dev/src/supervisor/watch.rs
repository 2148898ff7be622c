//! Monitoring of a healthy stack.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use super::identity::ProcessIdentity;
use super::run::Options;
use super::source_changes::SourceChanges;
use super::{POLL, Supervisor, stop};
use crate::build;
use crate::stack::state::PartRecord;

/// Maximum number of replacements of one part within the window. More mean that the part is broken.
const MOST_REPLACEMENTS: usize = 12;
const REPLACEMENT_WINDOW: Duration = Duration::from_mins(1);
/// Minimum time between the start of a part and its replacement, so that its dependencies can recover meanwhile.
const REST: Duration = Duration::from_secs(1);

impl Supervisor {
    /// Runs until the developer interrupts or the stack's owner ends.
    ///
    /// # Errors
    /// A part ended that cannot be replaced, or a part ends again and again.
    pub(super) fn stay(&mut self, options: &Options) -> Result<()> {
        let mut replacements: Vec<(usize, Instant)> = Vec::new();
        let root = self.stack.project.root();
        let mut functions = options.watch.then(|| SourceChanges::of_functions(root));
        let mut site = options.watch.then(|| SourceChanges::of_site(root));
        let owned = || options.owner.is_none_or(ProcessIdentity::is_alive);
        while !self.interrupt.came() && owned() {
            for index in self.ended()? {
                replacements.retain(|(_, time)| time.elapsed() < REPLACEMENT_WINDOW);
                replacements.push((index, Instant::now()));
                let own = replacements.iter().filter(|(replaced, _)| *replaced == index).count();
                self.replace(index, own > MOST_REPLACEMENTS)?;
            }
            if functions.as_mut().is_some_and(SourceChanges::came) {
                self.rebuild_functions()?;
            }
            if site.as_mut().is_some_and(SourceChanges::came) {
                self.rebuild_site();
            }
            sleep(POLL);
        }
        Ok(())
    }

    /// Indexes of the ended parts that may be replaced now.
    fn ended(&mut self) -> Result<Vec<usize>> {
        let mut places = Vec::new();
        for (place, running) in self.running.iter_mut().enumerate() {
            let Some(status) = running.child.try_wait()? else { continue };
            let (name, log) = (running.spec.name.clone(), running.spec.log.clone());
            if !running.spec.replaceable {
                return Err(anyhow!("{name} ended unexpectedly ({status}){}", self.last_words(&log)));
            }
            if running.begun.elapsed() < REST {
                continue;
            }
            let lived = running.begun.elapsed().as_secs();
            self.console.say(&format!("{name} ended ({status}) after {lived} s; another takes its place"));
            places.push(place);
        }
        Ok(places)
    }

    fn replace(&mut self, place: usize, too_often: bool) -> Result<()> {
        let Some(spec) = self.running.get(place).map(|running| running.spec.clone()) else { return Ok(()) };
        if too_often {
            bail!("{} ends again and again{}", spec.name, self.last_words(&spec.log));
        }
        if let Some(running) = self.running.get(place) {
            stop::end_what_is_left(&running.record());
        }
        let replacement = spec.spawn(&self.stack)?;
        if let Some(running) = self.running.get_mut(place) {
            *running = replacement;
        }
        self.record()
    }

    /// Builds the web application, whose files the edge serves as they are.
    fn rebuild_site(&self) {
        if let Err(error) = build::site(&self.stack.project, &self.console) {
            self.console.say(&format!("{error:#}\nthe web application goes on as it was"));
        }
    }

    /// Builds the functions and, if that succeeds, restarts all of them.
    fn rebuild_functions(&mut self) -> Result<()> {
        if let Err(error) = build::project(&self.stack, &self.console) {
            self.console.say(&format!("{error:#}\nthe functions go on as they were"));
            return Ok(());
        }
        let functions = self.running.iter().filter(|running| running.spec.is_function);
        let records: Vec<PartRecord> = functions.map(super::Running::record).collect();
        stop::end(&records.iter().collect::<Vec<_>>());
        for place in 0..self.running.len() {
            let Some(running) = self.running.get_mut(place).filter(|running| running.spec.is_function) else {
                continue;
            };
            running.child.wait()?;
            self.replace(place, false)?;
        }
        Ok(())
    }
}
