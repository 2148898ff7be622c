//! Weekdays of dates, and times of day of hours.

use jiff::civil::{Date, Weekday};

use crate::feature::{Feature, PerFeature};
use crate::fields::Field;

/// The codes of weekdays and of times of day.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// From Monday to Sunday.
    weekdays: [i32; 7],
    night: i32,
    ordinary: i32,
    morning_rush: i32,
    evening_rush: i32,
}

/// The calendar of the fields; none if a category is missing.
pub(crate) fn of(fields: &PerFeature<Field>) -> Option<Calendar> {
    let weekday = |name| fields.get(Feature::DayOfWeek).code(name);
    let period = |name| fields.get(Feature::TimePeriod).code(name);
    Some(Calendar {
        weekdays: [
            weekday("월요일")?,
            weekday("화요일")?,
            weekday("수요일")?,
            weekday("목요일")?,
            weekday("금요일")?,
            weekday("토요일")?,
            weekday("일요일")?,
        ],
        night: period("심야")?,
        ordinary: period("일반시간대")?,
        morning_rush: period("출근시간대")?,
        evening_rush: period("퇴근시간대")?,
    })
}

impl Calendar {
    /// The codes from Monday to Sunday.
    pub(crate) const fn weekdays(&self) -> [i32; 7] {
        self.weekdays
    }

    /// The weekday of a date; none if there is no such date.
    pub(crate) fn weekday(&self, year: i32, month: i32, day: i32) -> Option<i32> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = self.weekdays;
        Some(match date.weekday() {
            Weekday::Monday => monday,
            Weekday::Tuesday => tuesday,
            Weekday::Wednesday => wednesday,
            Weekday::Thursday => thursday,
            Weekday::Friday => friday,
            Weekday::Saturday => saturday,
            Weekday::Sunday => sunday,
        })
    }

    /// The time of day of an hour, by the rule of the training data: 7–9 h and 17–19 h are rush hours, 22–5 h is night.
    pub(crate) const fn period(&self, hour: i32) -> i32 {
        match hour {
            7..=9 => self.morning_rush,
            17..=19 => self.evening_rush,
            10..=16 | 6 | 20 | 21 => self.ordinary,
            _ => self.night,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Fields;

    #[test]
    fn weekdays_follow_the_calendar() {
        let fields = Fields::built_in().unwrap();
        let name = |year, month, day| {
            let code = fields.calendar().weekday(year, month, day)?;
            fields.get(Feature::DayOfWeek).category(code)
        };
        assert_eq!(name(2021, 12, 8), Some("수요일"));
        assert_eq!(name(2020, 2, 29), Some("토요일"));
        assert_eq!(name(2019, 1, 6), Some("일요일"));
        assert_eq!(name(2021, 2, 29), None);
        assert_eq!(name(2021, 4, 31), None);
    }

    #[test]
    fn hours_have_their_time_of_day() {
        let fields = Fields::built_in().unwrap();
        let names: Vec<&str> = (0..24)
            .map(|hour| fields.get(Feature::TimePeriod).category(fields.calendar().period(hour)).unwrap())
            .collect();
        let count = |name| names.iter().filter(|own| **own == name).count();
        assert_eq!([count("심야"), count("출근시간대"), count("퇴근시간대"), count("일반시간대")], [8, 3, 3, 10]);
        assert_eq!(
            [names[5], names[6], names[7], names[21], names[22]],
            ["심야", "일반시간대", "출근시간대", "일반시간대", "심야"]
        );
    }
}
