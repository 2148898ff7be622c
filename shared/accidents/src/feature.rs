//! The features of the model.

/// A feature, in the order of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Feature {
    Weather,
    RoadSurface,
    RoadType,
    Hour,
    Year,
    Month,
    AccidentType,
    Day,
    TimePeriod,
    District,
    DayOfWeek,
}

impl Feature {
    /// The number of features.
    pub const COUNT: usize = 11;

    /// All features, in the order of the model.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Weather,
        Self::RoadSurface,
        Self::RoadType,
        Self::Hour,
        Self::Year,
        Self::Month,
        Self::AccidentType,
        Self::Day,
        Self::TimePeriod,
        Self::District,
        Self::DayOfWeek,
    ];
}

/// A value for each feature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct PerFeature<T>(pub(crate) [T; Feature::COUNT]);

impl<T> PerFeature<T> {
    pub(crate) const fn get(&self, feature: Feature) -> &T {
        let [weather, surface, road, hour, year, month, kind, day, period, district, weekday] = &self.0;
        match feature {
            Feature::Weather => weather,
            Feature::RoadSurface => surface,
            Feature::RoadType => road,
            Feature::Hour => hour,
            Feature::Year => year,
            Feature::Month => month,
            Feature::AccidentType => kind,
            Feature::Day => day,
            Feature::TimePeriod => period,
            Feature::District => district,
            Feature::DayOfWeek => weekday,
        }
    }

    pub(crate) const fn get_mut(&mut self, feature: Feature) -> &mut T {
        let [weather, surface, road, hour, year, month, kind, day, period, district, weekday] = &mut self.0;
        match feature {
            Feature::Weather => weather,
            Feature::RoadSurface => surface,
            Feature::RoadType => road,
            Feature::Hour => hour,
            Feature::Year => year,
            Feature::Month => month,
            Feature::AccidentType => kind,
            Feature::Day => day,
            Feature::TimePeriod => period,
            Feature::District => district,
            Feature::DayOfWeek => weekday,
        }
    }
}
