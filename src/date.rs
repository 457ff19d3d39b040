//! Days of the calendar, as numbers that can be compared and subtracted.

use crate::glyph::{digit, is_space};
use core::fmt;

/// A day, counted from 1970-01-01 in the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(i64);

impl Date {
    /// The day so many days after 1970-01-01.
    pub(crate) fn of_days(days: i64) -> Date {
        Date(days)
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        self.0
    }

    /// Reads a day as people write it: 2017-12-31, 2017/12/31, 2017.12.31, 2017年12月31日, with a
    /// year of four digits. None for anything else, and for a day that the calendar does not have.
    pub fn read(text: &str) -> Option<Date> {
        let text = text.trim_matches(is_space);
        let text = text.strip_suffix(['日', '号']).unwrap_or(text);
        let mut parts = text.split(['-', '/', '.', '年', '月', '－', '／', '．']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.chars().count() != 4 {
            return None;
        }
        let date = Date::of(number(year)?, number(month)?, number(day)?);
        // A day that is not in its month would come out in the next one.
        let fits = date.civil() == (number(year)?, number(month)?, number(day)?);
        fits.then_some(date)
    }

    /// After Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013),
    /// `days_from_civil`: years begin in March, so that the leap day is the last of its year.
    fn of(year: i64, month: i64, day: i64) -> Date {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Date(era * 146_097 + days - 719_468)
    }

    /// Year, month and day; `civil_from_days` of the same source.
    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.0.saturating_add(719_468);
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march + 2) / 5 + 1;
        let month = if march < 10 { march + 3 } else { march - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// At most four digits.
fn number(text: &str) -> Option<i64> {
    let text = text.trim_matches(is_space);
    let short = !text.is_empty() && text.chars().count() <= 4;
    let digits = |total: i64, c| Some(total * 10 + i64::from(digit(c)?));
    short.then(|| text.chars().try_fold(0, digits)).flatten()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_day_in_many_hands() {
        for text in [
            "2017-12-31",
            "2017/12/31",
            "2017.12.31",
            "2017年12月31日",
            "２０１７－１２－３１",
            " 2017-12-31 ",
        ] {
            assert_eq!(
                Date::read(text).map(|d| d.to_string()),
                Some("2017-12-31".into()),
                "{text}"
            );
        }
        assert_eq!(Date::read("1970-1-1"), Some(Date(0)));
        assert_eq!(Date::read("2000-3-1"), Date::read("2000-2-29").map(|d| Date(d.0 + 1)));
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "2017",
            "2017-12",
            "17-12-31",
            "2017-13-01",
            "2017-02-29",
            "1900-02-29",
            "2017-00-10",
            "2017-12-31-1",
            "2017-12-x",
            "20171231",
        ] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn days_go_there_and_back() {
        for days in (-800_000..2_000_000).step_by(97) {
            let (year, month, day) = Date(days).civil();
            assert_eq!(Date::of(year, month, day), Date(days));
        }
    }
}
