//! The columns of an outage table, by their names, their values and the user's corrections.

use crate::{
    Mapping, TableError,
    columns::{
        evidence::Seen,
        roles::{Names, Role, denies, has_other_customers, has_other_duration, is_of_affected, lone_unit, role},
    },
    mapping::{ColumnChoice, DurationUnit},
    outages::durations::rank,
};

/// The columns of an outage table, as places in its header.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct OutageColumns {
    pub(crate) begin: Times,
    pub(crate) end: Times,
    pub(crate) zone: Option<usize>,
    /// The column of the zone of ends, if begins have another one.
    pub(crate) end_zone: Option<usize>,
    pub(crate) durations: Vec<(usize, Option<DurationUnit>)>,
    /// The column with the unit of each row's duration.
    pub(crate) unit: Option<usize>,
    pub(crate) customers: Option<usize>,
    pub(crate) region: Option<usize>,
    pub(crate) cause: Option<usize>,
    /// Columns whose names fit the role of another column, with that one.
    pub(crate) unused: Vec<(usize, usize)>,
    /// Times of reports.
    pub(crate) reports: Vec<usize>,
    /// Columns that may hold times of day or durations.
    pub(crate) unclear: Vec<usize>,
    /// Numbers of customers of which the name does not say that they are affected ones.
    pub(crate) doubtful: Vec<usize>,
    /// Durations that may be those of the supply instead of outages.
    pub(crate) other_durations: Vec<usize>,
}

/// The columns of a time: its day, and its time of day if that is in a column of its own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Times {
    pub(crate) day: Option<usize>,
    pub(crate) clock: Option<usize>,
}

impl Times {
    pub(crate) const fn is_some(self) -> bool {
        self.day.is_some() || self.clock.is_some()
    }

    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        self.day.into_iter().chain(self.clock)
    }
}

impl OutageColumns {
    /// The columns of a table; none if it does not list outages.
    pub(crate) fn of(names: &[Names], seen: &[Seen], mapping: &Mapping) -> Result<Option<Self>, TableError> {
        let candidates = Candidates::of(names, seen);
        let mut columns = candidates.columns();
        columns.apply(names, seen, mapping)?;
        Ok(columns.are_of_outages().then_some(columns))
    }

    /// The customers column by name alone, before the values are known.
    pub(crate) fn customers_by_name(
        names: &[Names],
        width: usize,
        mapping: &Mapping,
    ) -> Result<Option<usize>, TableError> {
        if let Some(choice) = &mapping.customers {
            return place_of(names, width, choice).map(Some);
        }
        let roles = || names.iter().enumerate().filter_map(|(place, names)| role(names).map(|role| (place, role)));
        let is_of_customers =
            |(place, (role, words)): (usize, (Role, usize))| (role == Role::Customers).then_some((place, words));
        let best = roles().filter_map(is_of_customers).max_by_key(|(place, words)| (*words, std::cmp::Reverse(*place)));
        Ok(best.map(|(place, _)| place))
    }

    /// Returns whether outage durations are known.
    pub(crate) const fn has_durations(&self) -> bool {
        !self.durations.is_empty() || (self.begin.is_some() && self.end.is_some())
    }

    /// The columns that durations are computed from.
    pub(crate) fn of_durations(&self) -> Vec<usize> {
        if self.durations.is_empty() {
            let mut places: Vec<usize> = self.begin.places().chain(self.end.places()).collect();
            places.dedup();
            return places;
        }
        self.durations.iter().map(|(place, _)| *place).collect()
    }

    const fn are_of_outages(&self) -> bool {
        let has_more = self.has_durations() || self.customers.is_some() || self.cause.is_some();
        self.begin.is_some() && has_more
    }

    /// Replaces what the user named.
    fn apply(&mut self, names: &[Names], seen: &[Seen], mapping: &Mapping) -> Result<(), TableError> {
        let width = seen.len();
        let place =
            |choice: &Option<ColumnChoice>| choice.as_ref().map(|choice| place_of(names, width, choice)).transpose();
        let is_clock = |place: usize| seen.get(place).is_some_and(|seen| seen.clocks > 0 && seen.dates() == 0);
        let date = place(&mapping.date)?;
        if let Some(date) = date {
            self.begin.day = Some(date);
        }
        if let Some(start) = place(&mapping.start)? {
            self.begin = if is_clock(start) {
                Times { day: date.or(self.begin.day), clock: Some(start) }
            } else {
                Times { day: Some(start), clock: None }
            };
        }
        if let Some(end) = place(&mapping.end)? {
            self.end = if is_clock(end) {
                Times { day: None, clock: Some(end) }
            } else {
                Times { day: Some(end), clock: None }
            };
        }
        if let Some(duration) = place(&mapping.duration)? {
            let known = self.durations.iter().find(|(place, _)| *place == duration).and_then(|(_, unit)| *unit);
            let unit = known.or_else(|| match names.get(duration).and_then(|names| role(names)) {
                Some((Role::Duration(of_name), _)) => of_name,
                _ => None,
            });
            self.durations = vec![(duration, unit)];
        }
        if let (Some(unit), [(_, first), ..]) = (mapping.duration_unit, self.durations.as_mut_slice()) {
            *first = Some(unit);
            self.durations.truncate(1);
        }
        let unit = place(&mapping.duration_unit_column)?;
        if mapping.duration_unit.is_some() || (mapping.duration.is_some() && unit.is_none()) {
            self.unit = None;
        }
        self.unit = unit.or(self.unit);
        self.apply_units(names, width, mapping)?;
        self.customers = place(&mapping.customers)?.or(self.customers);
        self.region = place(&mapping.region)?.or(self.region);
        self.cause = place(&mapping.cause)?.or(self.cause);
        let used = self.used();
        self.unused.retain(|(place, _)| !used.contains(place));
        self.unclear.retain(|place| !used.contains(place));
        if self.customers.is_some() {
            self.doubtful.clear();
        }
        if !self.durations.is_empty() {
            self.other_durations.clear();
        }
        Ok(())
    }

    /// Replaces the units of single columns.
    fn apply_units(&mut self, names: &[Names], width: usize, mapping: &Mapping) -> Result<(), TableError> {
        for correction in &mapping.columns {
            let place = place_of(names, width, &correction.column)?;
            let Some(unit) = correction.unit else { continue };
            let Some((_, known)) = self.durations.iter_mut().find(|(column, _)| *column == place) else {
                return Err(TableError::Mapping(format!("column {} holds no durations", place + 1)));
            };
            *known = Some(unit);
            self.unit = None;
        }
        Ok(())
    }

    fn used(&self) -> Vec<usize> {
        let named =
            [self.customers, self.region, self.cause, self.zone, self.end_zone, self.unit].into_iter().flatten();
        self.of_durations().into_iter().chain(self.begin.places()).chain(self.end.places()).chain(named).collect()
    }
}

pub(crate) fn place_of(names: &[Names], width: usize, choice: &ColumnChoice) -> Result<usize, TableError> {
    let found = match choice {
        ColumnChoice::Position(position) => position.checked_sub(1).filter(|place| *place < width.max(names.len())),
        ColumnChoice::Name(name) => {
            let is = |known: &str| known.trim().to_lowercase() == name.trim().to_lowercase();
            names
                .iter()
                .position(|names| names.first().is_some_and(|first| first.trim() == name.trim()))
                .or_else(|| names.iter().position(|names| names.iter().any(|known| is(known))))
        }
    };
    found.ok_or_else(|| {
        TableError::Mapping(match choice {
            ColumnChoice::Position(position) => format!("the table has no column {position}"),
            ColumnChoice::Name(name) => format!("the table has no column {name}"),
        })
    })
}

/// Columns by role, the best first.
#[derive(Debug, Default)]
struct Candidates {
    starts: Vec<Candidate>,
    ends: Vec<Candidate>,
    dates: Vec<Candidate>,
    durations: Vec<(Candidate, Option<DurationUnit>)>,
    customers: Vec<Candidate>,
    regions: Vec<Candidate>,
    causes: Vec<Candidate>,
    zones: Vec<Candidate>,
    reports: Vec<Candidate>,
    units: Vec<Candidate>,
    /// Times of day or durations.
    unclear: Vec<Candidate>,
    /// Customers who may not be affected ones.
    doubtful: Vec<usize>,
    /// Durations that may not be those of outages.
    other_durations: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Candidate {
    place: usize,
    words: usize,
    seen: Seen,
}

impl Candidate {
    const fn is_dated(&self) -> bool {
        self.seen.dates() > 0
    }

    /// Months without a day.
    const fn is_monthly(&self) -> bool {
        self.seen.dates() == 0 && self.seen.months.are_months()
    }

    const fn is_clock(&self) -> bool {
        self.seen.clocks > 0 && self.seen.dates() == 0
    }

    /// Only numbers, which are neither times nor days.
    const fn is_of_numbers(&self) -> bool {
        self.seen.numbers > 0 && self.seen.dates() == 0 && self.seen.clocks == 0
    }
}

impl Candidates {
    fn of(names: &[Names], seen: &[Seen]) -> Self {
        let (mut found, mut lone, mut clocks) = (Self::default(), Vec::new(), Vec::new());
        let mut is_any_denied = false;
        for (place, names) in names.iter().enumerate() {
            let candidate = |words| Candidate { place, words, seen: seen.get(place).cloned().unwrap_or_default() };
            let Some((role, words)) = role(names) else {
                if candidate(0).seen.texts.are_units_of_time() {
                    found.units.push(candidate(0));
                }
                lone.extend(lone_unit(names).map(|unit| (candidate(0), unit)));
                if has_other_customers(names) && candidate(0).is_of_numbers() {
                    is_any_denied |= denies(names);
                    found.doubtful.push(place);
                }
                if has_other_duration(names) && !candidate(0).is_dated() {
                    found.other_durations.push(place);
                }
                continue;
            };
            let candidate = candidate(words);
            match role {
                Role::Start | Role::End | Role::Date if candidate.is_of_numbers() => {}
                Role::TimeOrDuration if candidate.is_dated() => found.starts.push(candidate),
                Role::TimeOrDuration if candidate.seen.clocks > 0 => clocks.push(candidate),
                Role::TimeOrDuration => found.durations.push((candidate, None)),
                Role::Duration(_) if candidate.is_dated() => {}
                Role::Start => found.starts.push(candidate),
                Role::End => found.ends.push(candidate),
                Role::Date => found.dates.push(candidate),
                // `month` may also be the number or the name of one
                Role::Month if candidate.is_dated() || candidate.is_monthly() => found.dates.push(candidate),
                Role::Month => {}
                Role::Unit => found.units.push(candidate),
                Role::Duration(unit) => found.durations.push((candidate, unit)),
                Role::Customers => found.customers.push(candidate),
                Role::Region => found.regions.push(candidate),
                Role::Cause => found.causes.push(candidate),
                Role::TimeZone => found.zones.push(candidate),
                Role::Report => found.reports.push(candidate),
            }
        }
        // `minute` alone may be one of a clock, but beside `hours` it belongs to a duration
        lone.retain(|(candidate, _): &(Candidate, DurationUnit)| candidate.is_of_numbers());
        if !found.durations.is_empty() {
            found.durations.extend(lone.into_iter().map(|(candidate, unit)| (candidate, Some(unit))));
        }
        // `14:00` is a time of day beside an end; otherwise nothing tells it from a duration
        if found.ends.is_empty() {
            found.unclear = clocks;
        } else {
            found.starts.extend(clocks);
        }
        // beside those that are not affected, `customers` may be all of them
        if is_any_denied {
            let is_clear =
                |candidate: &Candidate| names.get(candidate.place).is_some_and(|names| is_of_affected(names));
            let (clear, others) = std::mem::take(&mut found.customers).into_iter().partition(is_clear);
            found.customers = clear;
            found.doubtful.extend(Vec::into_iter(others).map(|candidate: Candidate| candidate.place));
        }
        // of customers those with more words are affected ones, of days those of outages
        let by_words = |candidate: &Candidate| std::cmp::Reverse(candidate.words);
        found.customers.sort_by_key(|candidate| (candidate.seen.numbers == 0, by_words(candidate)));
        found.dates.sort_by_key(|candidate| (!candidate.is_dated(), !candidate.is_monthly(), by_words(candidate)));
        found
    }

    fn columns(&self) -> OutageColumns {
        let first = |candidates: &[Candidate]| candidates.first().map(|candidate| candidate.place);
        let (begin, end) = (self.begin(), self.end());
        let durations = self.durations();
        let (zone, end_zone) = self.zones(begin, end);
        let mut columns = OutageColumns {
            begin,
            end,
            zone,
            end_zone,
            unit: self.unit(&durations),
            durations,
            customers: first(&self.customers),
            region: first(&self.regions),
            cause: first(&self.causes),
            unused: Vec::new(),
            reports: self.reports.iter().map(|candidate| candidate.place).collect(),
            unclear: self.unclear.iter().map(|candidate| candidate.place).collect(),
            doubtful: self.doubtful.clone(),
            other_durations: self.other_durations.clone(),
        };
        let used = columns.used();
        let pairs = [
            (&self.starts, begin.day.or(begin.clock)),
            (&self.ends, end.day.or(end.clock)),
            (&self.customers, columns.customers),
            (&self.zones, zone),
        ];
        for (candidates, chosen) in pairs {
            let others = candidates.iter().map(|candidate| candidate.place).filter(|place| !used.contains(place));
            columns
                .unused
                .extend(chosen.into_iter().flat_map(|chosen| others.clone().map(move |place| (place, chosen))));
        }
        let of_durations =
            self.durations.iter().map(|(candidate, _)| candidate.place).filter(|place| !used.contains(place));
        if let Some((chosen, _)) = columns.durations.first() {
            columns.unused.extend(of_durations.map(|place| (place, *chosen)));
        }
        columns
    }

    /// A start with times, a start with its time in another column, or a day with a time in another column.
    fn begin(&self) -> Times {
        let clock = self.starts.iter().find(|candidate| candidate.is_clock()).map(|candidate| candidate.place);
        if let Some(timed) = self.starts.iter().find(|candidate| candidate.seen.timed > 0) {
            return Times { day: Some(timed.place), clock: None };
        }
        let dated = self.starts.iter().chain(&self.dates).find(|candidate| candidate.is_dated());
        let monthly = self.starts.iter().chain(&self.dates).find(|candidate| candidate.is_monthly());
        let any = self.starts.iter().find(|candidate| !candidate.is_clock()).or_else(|| self.dates.first());
        Times { day: dated.or(monthly).or(any).map(|candidate| candidate.place), clock }
    }

    fn end(&self) -> Times {
        let clock = self.ends.iter().find(|candidate| candidate.is_clock()).map(|candidate| candidate.place);
        if let Some(timed) = self.ends.iter().find(|candidate| candidate.seen.timed > 0) {
            return Times { day: Some(timed.place), clock: None };
        }
        let any = self
            .ends
            .iter()
            .find(|candidate| candidate.is_dated())
            .or_else(|| self.ends.first().filter(|_| clock.is_none()));
        Times { day: any.map(|candidate| candidate.place), clock }
    }

    /// The zones of begin and end: of two columns each belongs to the time that it stands beside.
    fn zones(&self, begin: Times, end: Times) -> (Option<usize>, Option<usize>) {
        let mut zones = self.zones.iter().map(|candidate| candidate.place);
        let times = begin.places().last().zip(end.places().last());
        match (zones.next(), zones.next(), times) {
            (Some(first), Some(second), Some((begin, end))) if begin < end => (Some(first), Some(second)),
            (Some(first), Some(second), Some(_)) => (Some(second), Some(first)),
            (zone, ..) => (zone, None),
        }
    }

    /// The column of units beside the only column of durations: named so, or after it and with units of time only.
    fn unit(&self, durations: &[(usize, Option<DurationUnit>)]) -> Option<usize> {
        let [(duration, _)] = durations else { return None };
        let is_of_time = |candidate: &&Candidate| {
            let is_named = candidate.words > 0;
            candidate.seen.texts.has_unit_of_time() && (is_named || candidate.place == duration + 1)
        };
        let units = self.units.iter().filter(is_of_time);
        units.min_by_key(|candidate| candidate.place.abs_diff(*duration)).map(|candidate| candidate.place)
    }

    /// Returns whether columns named by a unit only hold times of day: one has the unit of a column that is named as a duration,
    /// or a single `hour` stands beside one of a smaller unit.
    fn has_hours_of_day(&self) -> bool {
        let named = || self.durations.iter().filter(|(candidate, _)| candidate.words > 1).filter_map(|(_, unit)| *unit);
        self.durations.iter().filter(|(candidate, _)| candidate.words <= 1).any(|(candidate, unit)| {
            let is_before =
                |other: DurationUnit| candidate.words == 0 && unit.is_some_and(|unit| rank(unit) < rank(other));
            named().any(|other| *unit == Some(other) || is_before(other))
        })
    }

    /// One column for each unit; those without a unit only if no column has one. A column of `2:30` needs no other.
    fn durations(&self) -> Vec<(usize, Option<DurationUnit>)> {
        let mut chosen: Vec<(usize, Option<DurationUnit>)> = Vec::new();
        let has_units = self.durations.iter().any(|(_, unit)| unit.is_some());
        let is_pair = |unit: &Option<DurationUnit>| unit.is_some_and(|unit| unit.hours(1.0).is_none());
        if let Some((candidate, unit)) = self.durations.iter().find(|(_, unit)| is_pair(unit)) {
            return vec![(candidate.place, *unit)];
        }
        // a column that is named as a duration needs no `hour` beside it: that is a time of day, and the `minute` after it too
        let is_clock = |(candidate, unit): &&(Candidate, Option<DurationUnit>)| {
            candidate.words <= 1 && unit.is_some() && self.has_hours_of_day()
        };
        let filled = || self.durations.iter().filter(|pair| pair.0.seen.filled > 0 && !is_clock(pair));
        let counted: Vec<_> =
            if filled().next().is_some() { filled().collect() } else { self.durations.iter().collect() };
        for (candidate, unit) in counted {
            let is_new = !chosen.iter().any(|(_, known)| known == unit);
            if is_new && (unit.is_some() || !has_units) {
                chosen.push((candidate.place, *unit));
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests;
