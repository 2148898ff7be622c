//! The text of a model, line by line: sentences with figures of no result are left out, and markup is made inert.

use crate::turn::event_stream::EventPublisher;
use sisuiq_answers::inert;
use sisuiq_planner::{CallResult, verify};
use tracing::info;

/// A text while it arrives.
pub(super) struct Wording {
    publisher: EventPublisher,
    results: Vec<CallResult>,
    /// The number of bytes that are checked.
    checked: usize,
    /// The checked text that is published.
    published: String,
    /// Empty lines that are published only before further text.
    held: String,
    dropped: usize,
}

impl Wording {
    pub(super) const fn new(publisher: EventPublisher, results: Vec<CallResult>) -> Self {
        Self { publisher, results, checked: 0, published: String::new(), held: String::new(), dropped: 0 }
    }

    /// Publishes the lines of the text so far that are complete.
    pub(super) fn follow(&mut self, text: &str) {
        let rest = text.get(self.checked..).unwrap_or_default();
        let Some(end) = rest.rfind('\n').map(|end| self.checked + end + 1) else { return };
        self.publish(text, end);
    }

    /// Takes the rest of the text. It is published only if a part of it was.
    pub(super) fn end_with(&mut self, text: &str) {
        if self.has_published() || !self.results.is_empty() {
            self.publish(text, text.len());
        } else {
            let shown = self.check(text);
            self.published.push_str(shown.trim());
        }
    }

    /// Forgets a text of which nothing is published.
    pub(super) fn restart(&mut self) {
        self.checked = 0;
        self.held.clear();
        self.dropped = 0;
    }

    pub(super) const fn has_published(&self) -> bool {
        !self.published.is_empty()
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        if self.dropped > 0 {
            info!(dropped = self.dropped, "sentences with figures of no result were left out");
        }
        self.published
    }

    /// The text so far.
    pub(super) fn published(self) -> String {
        self.published
    }

    fn publish(&mut self, text: &str, end: usize) {
        let lines = text.get(self.checked..end).unwrap_or_default().to_owned();
        self.checked = end;
        let shown = self.check(&lines);
        let whole = [self.held.as_str(), &shown].concat();
        let visible = if self.published.is_empty() { whole.trim_start() } else { whole.as_str() };
        let kept = visible.trim_end();
        self.publisher.publish_text(kept);
        self.published.push_str(kept);
        self.held = visible.chars().skip(kept.chars().count()).collect();
    }

    fn check(&mut self, lines: &str) -> String {
        let verified = verify(lines, &self.results);
        self.dropped += verified.dropped.len();
        // what stood before a dropped sentence is the end of its line now
        let ended = verified.text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
            Some(line) => [line.trim_end(), "\n"].concat(),
            None => line.to_owned(),
        });
        inert(&ended.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wording() -> Wording {
        let result = CallResult { data: json!({ "total": 8 }), row_count: 5, ..CallResult::default() };
        Wording::new(EventPublisher::disabled(), vec![result])
    }

    #[test]
    fn lines_are_published_when_complete() {
        let (mut wording, text) = (wording(), "\n합계는 8입니다. 작년은 9입니다.\n\n| a | b |\n| 8 | <b> |\n끝 5");
        wording.follow(text.get(..20).unwrap_or_default());
        assert_eq!(wording.published, "");
        wording.follow(text);
        assert_eq!(wording.published, "합계는 8입니다.\n\n| a | b |\n| 8 | &lt;b> |");
        wording.end_with(text);
        assert_eq!(wording.finish(), "합계는 8입니다.\n\n| a | b |\n| 8 | &lt;b> |\n끝 5");
    }

    #[test]
    fn invented_figures_leave_nothing() {
        let mut wording = wording();
        wording.end_with("합계는 9입니다.");
        assert_eq!(wording.finish(), "");
    }
}
