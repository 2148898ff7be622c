//! Cargo's own progress line, as a number.

/// The progress of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) done: u64,
    pub(crate) total: u64,
    /// The packages that are being compiled.
    pub(crate) current: String,
}

impl Progress {
    /// Reads a line such as `Building [====>   ] 12/345: serde, syn(build)`.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let line = without_colours(line);
        let (_, rest) = line.trim_start().strip_prefix("Building [")?.split_once("] ")?;
        let (count, current) = rest.split_once(':').unwrap_or((rest, ""));
        let (done, total) = count.split_once('/')?;
        Some(Self {
            done: done.trim().parse().ok()?,
            total: total.trim().parse().ok()?,
            current: current.trim().to_owned(),
        })
    }
}

/// The text without terminal sequences.
pub(crate) fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // a sequence ends with its first letter
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_counts_are_no_progress() {
        assert_eq!(Progress::parse("   Compiling serde v1.0.0"), None);
        assert_eq!(Progress::parse("    Building [=>  ] much: serde"), None);
    }

    #[test]
    fn progress_line_has_count_and_packages() {
        let line = "\u{1b}[1m\u{1b}[96m    Building\u{1b}[0m [====>      ] 12/345: serde, syn(build)";
        let expected = Progress { done: 12, total: 345, current: "serde, syn(build)".to_owned() };
        assert_eq!(Progress::parse(line), Some(expected));
    }
}
