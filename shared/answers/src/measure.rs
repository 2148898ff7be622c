//! Questions for a measure, "how long" or "how heavy", and whether a text states that measure. A quantity of another kind
//! is no answer: a weight says nothing about a length, and a width neither.

use crate::{
    page::Part,
    quantities::{Found, Token, quantities, tokens},
    question::Question,
    units::{self, Quantity},
    words,
};
use sisuiq_documents::{UnitKind, row::cells};

/// What an adjective asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Measure {
    /// A length or a span of time.
    Long,
    Wide,
    Tall,
    /// A height, or the size of an amount or a rate.
    High,
    Deep,
    Thick,
    Heavy,
    Fast,
    Old,
    Hot,
}

/// The adjectives behind "how".
const ADJECTIVES: [(&str, Measure); 13] = [
    ("long", Measure::Long),
    ("wide", Measure::Wide),
    ("broad", Measure::Wide),
    ("tall", Measure::Tall),
    ("high", Measure::High),
    ("deep", Measure::Deep),
    ("thick", Measure::Thick),
    ("heavy", Measure::Heavy),
    ("fast", Measure::Fast),
    ("old", Measure::Old),
    ("hot", Measure::Hot),
    ("warm", Measure::Hot),
    ("cold", Measure::Hot),
];
/// Words that name a measure: the adjective, its noun and its verb.
const WORDS: [(Measure, &[&str]); 9] = [
    (Measure::Long, &["long", "length", "lengths"]),
    (Measure::Wide, &["wide", "width", "widths", "broad", "breadth"]),
    (Measure::Tall, &["tall", "high", "height", "heights", "altitude", "elevation"]),
    (Measure::Deep, &["deep", "depth", "depths", "draught"]),
    (Measure::Thick, &["thick", "thickness"]),
    (Measure::Heavy, &["heavy", "weight", "weights", "weigh", "weighs", "weighed", "weighing", "mass", "tonnage"]),
    (Measure::Fast, &["fast", "speed", "speeds", "velocity", "pace"]),
    (Measure::Old, &["old", "older", "age", "aged", "ages"]),
    (Measure::Hot, &["hot", "warm", "cold", "temperature", "temperatures", "heat"]),
];
/// Words behind a length that is the distance to something else.
const DISTANCE: [&str; 12] =
    ["apart", "away", "behind", "beyond", "downstream", "east", "from", "north", "off", "south", "upstream", "west"];
/// Words before a date that ends or begins a span of time.
const LIMITS: [&str; 16] = [
    "after", "before", "between", "by", "end", "ends", "expire", "expires", "from", "since", "through", "till", "to",
    "until", "up", "and",
];
/// Words of the beginning of a thing, whose date is its age.
const ORIGINS: [&str; 22] = [
    "began",
    "born",
    "built",
    "commissioned",
    "completed",
    "constructed",
    "created",
    "dates",
    "dating",
    "erected",
    "established",
    "finished",
    "formed",
    "founded",
    "inaugurated",
    "incorporated",
    "installed",
    "launched",
    "opened",
    "registered",
    "since",
    "started",
];
/// Words before the span of time for which something applies, which is no age.
const BEFORE_SPAN: [&str; 5] = ["every", "for", "in", "of", "within"];

/// Words before an age in years without a unit.
const BEFORE_AGE: [&str; 9] = ["above", "are", "be", "is", "least", "over", "under", "was", "were"];

impl Measure {
    /// The measure that a question asks for, in lower case with spaces at both ends.
    pub(crate) fn of(lower: &str) -> Option<Self> {
        let asked = ADJECTIVES.into_iter().find(|(adjective, _)| lower.contains(&format!(" how {adjective} ")));
        // "how much does it weigh"
        let weighs = lower.contains(" how much ") && lower.contains(" weigh ");
        asked.map(|(_, measure)| measure).or_else(|| weighs.then_some(Self::Heavy))
    }

    /// Returns whether a lower-case word names the measure.
    fn is_named_by(self, word: &str) -> bool {
        named(word).is_some_and(|named| named.is(self))
    }

    fn is(self, asked: Self) -> bool {
        self == asked || (self == Self::Tall && asked == Self::High)
    }

    /// Returns whether the name of a column names the measure, by its word or a unit.
    pub(crate) fn names(self, column: &str) -> bool {
        let all = tokens(column);
        all.iter().any(|token| self.is_named_by(&token.lower))
            || named_in(&all).is_none() && all.iter().any(|token| self.is_of(units::quantity(token.surface)))
    }

    /// Returns whether a unit is one of this measure alone.
    fn is_of(self, unit: Option<Quantity>) -> bool {
        match self {
            Self::Long | Self::Wide | Self::Tall | Self::Deep | Self::Thick => unit == Some(Quantity::Length),
            Self::Heavy => unit == Some(Quantity::Mass),
            Self::Fast => unit == Some(Quantity::Speed),
            Self::Hot => unit == Some(Quantity::Temperature),
            Self::Old | Self::High => false,
        }
    }

    /// Returns whether a part states the measure.
    pub(crate) fn is_in(self, question: &Question, part: &Part<'_>) -> bool {
        let all = tokens(&part.text);
        let found = quantities(&all);
        let is_asked = |found: &&Found| question.terms.iter().any(|term| term.stem == found.number);
        let mut new = found.iter().filter(|found| !is_asked(found));
        let text = Text { measure: self, question, part, all: &all, found: &found };
        if part.kind == UnitKind::Row && text.is_of_column() {
            return new.any(|found| found.quantity != Quantity::Date);
        }
        new.any(|found| text.states(found))
    }
}

/// The measure that a lower-case word names.
fn named(word: &str) -> Option<Measure> {
    WORDS.into_iter().find(|(_, words)| words.contains(&word)).map(|(measure, _)| measure)
}

fn named_in(all: &[Token<'_>]) -> Option<Measure> {
    all.iter().find_map(|token| named(&token.lower))
}

/// The text of a part.
struct Text<'a> {
    measure: Measure,
    question: &'a Question,
    part: &'a Part<'a>,
    all: &'a [Token<'a>],
    found: &'a [Found],
}

impl Text<'_> {
    fn lower(&self, place: usize) -> &str {
        self.all.get(place).map(|token| token.lower.as_str()).unwrap_or_default()
    }

    /// Returns whether a column of the row may have the measure: one is named by it, or none has a measure or a unit.
    fn is_of_column(&self) -> bool {
        let names = self.part.column_texts.iter().filter(|text| text.contains('|'));
        let all: Vec<&str> = names.flat_map(|names| cells(names)).collect();
        let has_measure = |name: &str| {
            let all = tokens(name);
            named_in(&all).is_some() || all.iter().skip(1).any(|token| units::quantity(token.surface).is_some())
        };
        !all.is_empty()
            && (all.iter().any(|name| self.measure.names(name)) || !all.iter().any(|name| has_measure(name)))
    }

    /// Returns whether a quantity is the measure.
    fn states(&self, found: &Found) -> bool {
        let named = self.named_at(found);
        let is_named = named.is_some_and(|named| named.is(self.measure));
        let is_other = named.is_some() && !is_named;
        let before = found.place.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
        let is_to = || !is_other && !DISTANCE.contains(&self.lower(found.end));
        match (self.measure, found.quantity) {
            (Measure::High, quantity) => !is_other && self.may_be_high(quantity, found),
            (_, Quantity::Bare) if is_named => true,
            (Measure::Heavy, Quantity::Mass)
            | (Measure::Wide | Measure::Deep | Measure::Fast, Quantity::Share)
            | (Measure::Fast, Quantity::Speed)
            | (Measure::Long, Quantity::Text)
            | (Measure::Hot, Quantity::Temperature) => true,
            // a pound is a unit of mass too
            (Measure::Heavy, Quantity::Money) => self.has_unit("pound", found),
            (Measure::Long | Measure::Wide | Measure::Tall | Measure::Deep | Measure::Thick, Quantity::Length) => {
                is_to()
            }
            (Measure::Long, Quantity::Time) => named != Some(Measure::Old),
            (Measure::Long, Quantity::Date) => LIMITS.contains(&before) || self.is_perfect(),
            (Measure::Fast, Quantity::Time) => !self.asks_of_state() || ["after", "in", "within"].contains(&before),
            (Measure::Fast, Quantity::Rate) => is_named || !self.asks_of_state(),
            (Measure::Old, Quantity::Time) => is_named || !(is_other || BEFORE_SPAN.contains(&before)),
            (Measure::Old, Quantity::Bare) => BEFORE_AGE.contains(&before),
            (Measure::Old, Quantity::Date) => self.all.iter().any(|token| ORIGINS.contains(&token.lower.as_str())),
            _ => false,
        }
    }

    fn has_unit(&self, unit: &str, found: &Found) -> bool {
        let tokens = self.all.iter().take(found.end).skip(found.place);
        tokens.into_iter().any(|token| token.lower.trim_end_matches('s') == unit)
    }

    /// The measure that the words around a quantity name: an adjective behind it, or the last word before it.
    fn named_at(&self, found: &Found) -> Option<Measure> {
        let behind = self.lower(found.end);
        let place = found.end + usize::from(behind == "in" || behind == "of" || behind == "-");
        let ends = |token: &Token<'_>| [".", ";", "|"].contains(&token.lower.as_str());
        let is_of_other = |place: usize| self.found.iter().any(|other| other.end == place);
        let before = self.all.iter().enumerate().take(found.place).rev().take_while(|(_, token)| !ends(token));
        let mut before = before.filter(|(place, _)| !is_of_other(*place));
        let behind = named(self.lower(place));
        // "the high line covers 40 km" says nothing about a height
        let is_adjective = |word: &str| ADJECTIVES.iter().any(|(adjective, _)| *adjective == word);
        let names = |token: &Token<'_>| named(&token.lower).filter(|_| !is_adjective(&token.lower));
        behind.or_else(|| before.find_map(|(_, token)| names(token))).or_else(|| self.named_by_label())
    }

    /// The measure that the label of a row names.
    fn named_by_label(&self) -> Option<Measure> {
        let label = (self.part.kind == UnitKind::Row).then(|| cells(&self.part.text).next()).flatten()?;
        named_in(&tokens(label))
    }

    /// Returns whether a quantity may be the size of what is asked for: no number of things that it has.
    fn may_be_high(&self, quantity: Quantity, found: &Found) -> bool {
        let is_owned = || {
            let owner = found.place.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
            let is_before = |stem: &str| {
                let before = self.all.iter().take(found.place);
                before.into_iter().any(|token| words::stem(&token.lower).is_some_and(|other| other == stem))
            };
            ["has", "have", "had"].contains(&owner) && self.question.terms.iter().all(|term| is_before(&term.stem))
        };
        match quantity {
            Quantity::Date => self.part.kind == UnitKind::Row,
            Quantity::Count => !is_owned(),
            _ => true,
        }
    }

    /// Returns whether the question asks for a span of time up to now: "how long has it been open".
    fn is_perfect(&self) -> bool {
        let lower = self.question.text().to_lowercase();
        ["how long has ", "how long have ", "how long had "].iter().any(|perfect| lower.contains(perfect))
    }

    /// Returns whether the question asks how something is, and not how it works.
    fn asks_of_state(&self) -> bool {
        let lower = self.question.text().to_lowercase();
        ["how fast is ", "how fast was ", "how fast are ", "how fast were "].iter().any(|state| lower.contains(state))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Support, answered::answered};

    const PIER: &str = "Facts of the pier\nThe pier of Ulsan is 740 metres long.\nThe pier of Ulsan was opened in 1911.\n\
                        The pier of Ulsan carries 900 persons a day.\nThe walk along the pier takes twelve minutes.";

    #[test]
    fn lengths_are_no_dates() {
        for (question, expected) in [
            ("How long is the pier of Ulsan?", "740 metres"),
            ("How long was the pier of Ulsan?", "740 metres"),
            ("How long does the walk along the pier take?", "twelve minutes"),
            ("How long is the walk along the pier?", "twelve minutes"),
            ("How old is the pier of Ulsan?", "1911"),
        ] {
            let (support, text) = answered(question, PIER);
            assert!(support == Support::Full && text.contains(expected), "{question}: {support:?} {text}");
            assert!(expected == "1911" || !text.contains("1911"), "{question}: {text}");
        }
        let (support, text) = answered("How long is the pier of Ulsan and when was it opened?", PIER);
        assert!(support == Support::Full && text.contains("740 metres") && text.contains("1911"), "{text}");
    }

    #[test]
    fn other_quantities_are_no_answers() {
        for question in [
            "How wide is the pier of Ulsan?",
            "How tall is the pier of Ulsan?",
            "How heavy is the pier of Ulsan?",
            "How fast is the pier of Ulsan?",
            "How deep is the pier of Ulsan?",
        ] {
            let (support, text) = answered(question, PIER);
            assert_ne!(support, Support::Full, "{question}: {text}");
        }
        let crane = "The crane of Busan weighs 85 tonnes.\nThe crane of Busan has 9 ladders.";
        assert_ne!(answered("How high is the crane of Busan?", crane).0, Support::Full);
        let (support, text) = answered("How much does the crane of Busan weigh?", crane);
        assert!(support == Support::Full && !text.contains("ladders"), "{text}");
    }

    #[test]
    fn measures_are_stated_in_many_ways() {
        for (question, text) in [
            ("How long is the tunnel?", "Length of the tunnel | 1,120 m\nGates of the tunnel | 4"),
            ("How long is the tunnel?", "The tunnel has a length of 1120."),
            ("How long is the lease?", "The lease runs until 31 May 2030."),
            ("How long has the mill been shut?", "The mill has been shut since 1987."),
            ("How long is the report?", "The report has 48 pages."),
            ("How long may the essay be?", "The essay may be 900 words long."),
            ("How wide is the lock?", "The lock is 31 metres long and 12 metres wide."),
            ("How wide is the lane?", "The lane is cleared 15 m to each side."),
            ("How tall is the statue?", "The height of the statue is 19 m."),
            ("How deep is the well?", "The well has a depth of 60 feet."),
            ("How heavy is the bell?", "The bell weighs 7,500 pounds."),
            ("How heavy is the bell?", "The bell, of which the weight is 7,500, rings at noon."),
            ("How fast is the tram?", "The tram runs at 45 km/h."),
            ("How fast did sales grow?", "Sales grew by 7.5 percent."),
            ("How old is the driver?", "The driver is 31 years old."),
            ("How old must a driver be?", "A driver must be over 18."),
            ("How hot may the oven be?", "The oven may be 240 \u{b0}C hot."),
            ("How high are the fines?", "The fines are 50 to 900 francs."),
            ("How high is turnout?", "Turnout was 3,100 voters."),
            ("How high is the population of Rumbek?", "Rumbek has 45,000 inhabitants, its population rises."),
        ] {
            let (support, found) = answered(question, text);
            assert_eq!(support, Support::Full, "{question}: {text} / {found}");
        }
    }

    #[test]
    fn other_measures_of_the_same_unit_are_no_answers() {
        for (question, text) in [
            ("How wide is the lock?", "The lock is 31 metres long."),
            ("How long is the lock?", "The width of the lock is 12 metres."),
            ("How long is the lock?", "The lock is 3 km north of Ulm."),
            ("How deep is the lake?", "The lake lies at a height of 812 metres."),
            ("How old is the licence?", "The licence is valid for 12 years."),
            ("How long is the clerk employed?", "The clerk is 42 years old."),
        ] {
            assert_ne!(answered(question, text).0, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn columns_have_the_measure_of_their_name() {
        let table = "Tunnels of Tyrol\nTunnel | Length (km) | Built | Engineer\nArl | 10.6 | 1884 | Julius Lott\n\
                     Tauern | 8.4 | 1909 | Karl Wurmb\nBosruck | 4.8 | 1906 | Anton Millemoth";
        let (support, text) = answered("How long is the Tauern tunnel?", table);
        assert!(support == Support::Full && text.starts_with("Tauern: 8.4 (Length (km))"), "{text}");
        let (support, text) = answered("How wide is the Tauern tunnel?", table);
        assert_ne!(support, Support::Full, "{text}");
    }

    #[test]
    fn amounts_are_in_any_currency() {
        for text in [
            "The pass costs 18,000 francs.",
            "The pass costs 3,200 crowns.",
            "The pass costs 900 rupees.",
            "The pass costs \u{20a6}5,000.",
            "The pass costs ZAR 75.",
            "The pass costs 120 dirhams.",
        ] {
            let (support, found) = answered("What does the pass cost?", text);
            assert_eq!(support, Support::Full, "{text}: {found}");
        }
        let (support, found) = answered("What does the pass cost?", "The cost of the pass rose in 14 towns.");
        assert_ne!(support, Support::Full, "{found}");
    }

    #[test]
    fn adjectives_of_other_nouns_measure_nothing() {
        let text = "Lines of Oslo\nThe high-voltage line of Larvik covers 40 km.\nThe old bridge of Moss is 6 m long.";
        for (question, expected) in
            [("How long is the high-voltage line of Larvik?", "40 km"), ("How long is the old bridge of Moss?", "6 m")]
        {
            let (support, text) = answered(question, text);
            assert!(support == Support::Full && text.contains(expected), "{question}: {support:?} {text}");
        }
    }
}
