use jiff::civil::Date;

use super::{Ending, Span, Timeline, ValidFrom, VersionDates};

/// The answer whether an entity was listed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It was listed with this content.
    Listed(&'a Span),
    /// It was listed; on which day its content changed between two versions is unknown.
    ListedEither {
        /// The content of the earlier version.
        before: &'a Span,
        /// The content of the later version.
        after: &'a Span,
    },
    /// It was listed or delisted on an unknown day between these two versions.
    Uncertain {
        /// The earlier version.
        after: Date,
        /// The later version.
        before: Date,
        /// The content of the version in which it is listed.
        span: &'a Span,
    },
    /// It was not listed.
    NotListed,
    /// No version says anything of that day: it is before the first or after the last one.
    Unknown,
}

impl Timeline {
    /// The standing of the entity on a day, with the versions that were taken into the timeline.
    ///
    /// A day between two versions with the same content has that content. Where they differ, the answer is certain only if the
    /// publisher states the day of the change.
    #[must_use]
    pub fn standing(&self, versions: &VersionDates, day: Date) -> Standing<'_> {
        let (Some(first), Some(last)) = (versions.first(), versions.last()) else { return Standing::Unknown };
        if day > last {
            return Standing::Unknown;
        }
        let next = self.spans.iter().find(|span| span.valid_from > day);
        let Some(span) = self.spans.iter().rfind(|span| span.valid_from <= day) else {
            return if day < first { Standing::Unknown } else { before(next, versions, day) };
        };
        match (span.last_seen, span.valid_to, span.ending) {
            (Some(seen), Some(end), Some(ending)) if day > seen => match ending {
                Ending::Changed if day < end => changing(span, next),
                Ending::Removed if day < end => Standing::Uncertain { after: seen, before: end, span },
                _ => before(next, versions, day),
            },
            _ => Standing::Listed(span),
        }
    }
}

/// The standing on a day between the last version with one content and the first one with another.
fn changing<'a>(span: &'a Span, next: Option<&'a Span>) -> Standing<'a> {
    match next {
        Some(after) if after.valid_from_source == ValidFrom::FirstSeen => {
            Standing::ListedEither { before: span, after }
        }
        _ => Standing::Listed(span),
    }
}

/// The standing on a day on which no span is open.
fn before<'a>(next: Option<&'a Span>, versions: &VersionDates, day: Date) -> Standing<'a> {
    let Some(span) = next else { return Standing::NotListed };
    match versions.before(span.known_from) {
        Some(absent) if day > absent && span.valid_from_source == ValidFrom::FirstSeen => {
            Standing::Uncertain { after: absent, before: span.known_from, span }
        }
        _ => Standing::NotListed,
    }
}
