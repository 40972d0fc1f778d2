//! The words for numbers, units and intervals, in German and English, umlauts written out.

use super::Unit;

pub(super) const HOUR: f64 = 1.0;
pub(super) const DAY: f64 = 24.0;
pub(super) const WEEK: f64 = 7.0 * DAY;
/// A month in hours where so much is promised at least; at most, [`Quantity::longest`] counts.
pub(super) const MONTH: f64 = 30.0 * DAY;
pub(super) const YEAR: f64 = 365.0 * DAY;
/// How far from a whole number what was counted in whole numbers may be.
pub(super) const EVEN: f64 = 0.001;
/// The most days that so many months in a row have, from one to twelve.
pub(super) const LONGEST: [f64; 12] = [31.0, 62.0, 92.0, 123.0, 153.0, 184.0, 215.0, 245.0, 276.0, 306.0, 337.0, 365.0];

/// Words that are an interval by themselves, by how they begin.
pub(super) const ADVERBS: &[(&str, f64)] = &[
    ("stuendlich", HOUR),
    ("hourly", HOUR),
    ("werktaeglich", DAY),
    ("taeglich", DAY),
    ("tagesaktuell", DAY),
    ("naechtlich", DAY),
    ("allnaechtlich", DAY),
    ("arbeitstaeglich", DAY),
    ("daily", DAY),
    ("nightly", DAY),
    ("woechentlich", WEEK),
    ("weekly", WEEK),
    ("monatlich", MONTH),
    ("monthly", MONTH),
    ("vierteljaehrlich", 3.0 * MONTH),
    ("quartalsweise", 3.0 * MONTH),
    ("quartaerlich", 3.0 * MONTH),
    ("quarterly", 3.0 * MONTH),
    ("halbjaehrlich", 6.0 * MONTH),
    ("jaehrlich", YEAR),
    ("alljaehrlich", YEAR),
    ("annual", YEAR),
    ("yearly", YEAR),
];

/// Words that make an interval of the unit behind them: "jeden Tag", "every night".
pub(super) const EACH: &[&str] = &["jeden", "jede", "jedes", "jeder", "every", "each", "pro", "per"];
pub(super) const NIGHTS: &[&str] = &["nacht", "night", "werktag", "arbeitstag", "working"];

/// Words for how many times.
pub(super) const TIMES: &[(&str, f64)] =
    &[("einmal", 1.0), ("once", 1.0), ("zweimal", 2.0), ("twice", 2.0), ("dreimal", 3.0), ("viermal", 4.0)];

/// Numbers as words.
pub(super) const NUMBERS: &[(&str, f64)] = &[
    ("ein", 1.0),
    ("eine", 1.0),
    ("einem", 1.0),
    ("einen", 1.0),
    ("einer", 1.0),
    ("eines", 1.0),
    ("one", 1.0),
    ("zwei", 2.0),
    ("two", 2.0),
    ("drei", 3.0),
    ("three", 3.0),
    ("vier", 4.0),
    ("four", 4.0),
    ("fuenf", 5.0),
    ("five", 5.0),
    ("sechs", 6.0),
    ("six", 6.0),
    ("sieben", 7.0),
    ("seven", 7.0),
    ("acht", 8.0),
    ("eight", 8.0),
    ("neun", 9.0),
    ("nine", 9.0),
    ("zehn", 10.0),
    ("ten", 10.0),
    ("elf", 11.0),
    ("eleven", 11.0),
    ("zwoelf", 12.0),
    ("twelve", 12.0),
    ("vierzehn", 14.0),
    ("fourteen", 14.0),
    ("fuenfzehn", 15.0),
    ("fifteen", 15.0),
    ("sechzehn", 16.0),
    ("sixteen", 16.0),
    ("zwanzig", 20.0),
    ("twenty", 20.0),
    ("vierundzwanzig", 24.0),
    ("dreissig", 30.0),
    ("thirty", 30.0),
    ("sechzig", 60.0),
    ("sixty", 60.0),
    ("neunzig", 90.0),
    ("ninety", 90.0),
    ("hundert", 100.0),
    ("hundred", 100.0),
];

/// Units by how their words begin.
pub(super) const UNITS: &[(&str, Unit, f64)] = &[
    ("stunde", Unit::Hours, HOUR),
    ("hour", Unit::Hours, HOUR),
    ("minute", Unit::Hours, HOUR / 60.0),
    ("tag", Unit::Hours, DAY),
    ("day", Unit::Hours, DAY),
    ("werktag", Unit::Hours, DAY),
    ("arbeitstag", Unit::Hours, DAY),
    ("kalendertag", Unit::Hours, DAY),
    ("business", Unit::Hours, DAY),
    ("woche", Unit::Hours, WEEK),
    ("week", Unit::Hours, WEEK),
    ("monat", Unit::Hours, MONTH),
    ("month", Unit::Hours, MONTH),
    ("halbjahr", Unit::Hours, 6.0 * MONTH),
    ("quartal", Unit::Hours, 3.0 * MONTH),
    ("quarter", Unit::Hours, 3.0 * MONTH),
    ("jahr", Unit::Hours, YEAR),
    ("year", Unit::Hours, YEAR),
    ("zeichen", Unit::Characters, 1.0),
    ("stelle", Unit::Characters, 1.0),
    ("stellig", Unit::Characters, 1.0),
    ("character", Unit::Characters, 1.0),
    ("buchstaben", Unit::Characters, 1.0),
    ("bit", Unit::Bits, 1.0),
    ("prozent", Unit::Percent, 1.0),
    ("percent", Unit::Percent, 1.0),
    ("versuch", Unit::Attempts, 1.0),
    ("fehlversuch", Unit::Attempts, 1.0),
    ("anmeldung", Unit::Attempts, 1.0),
    ("eingabe", Unit::Attempts, 1.0),
    ("wrong", Unit::Attempts, 1.0),
    ("failed", Unit::Attempts, 1.0),
    ("unsuccessful", Unit::Attempts, 1.0),
    ("anmeldeversuch", Unit::Attempts, 1.0),
    ("loginversuch", Unit::Attempts, 1.0),
    ("fehlanmeldung", Unit::Attempts, 1.0),
    ("fehleingabe", Unit::Attempts, 1.0),
    ("falscheingabe", Unit::Attempts, 1.0),
    ("attempt", Unit::Attempts, 1.0),
    ("failure", Unit::Attempts, 1.0),
    ("person", Unit::People, 1.0),
    ("people", Unit::People, 1.0),
    ("administrator", Unit::People, 1.0),
    ("admin", Unit::People, 1.0),
    ("mitarbeite", Unit::People, 1.0),
    ("employee", Unit::People, 1.0),
    ("zone", Unit::Zones, 1.0),
    ("availability", Unit::Zones, 1.0),
    ("verfuegbarkeitszone", Unit::Zones, 1.0),
    ("rechenzent", Unit::Zones, 1.0),
    ("datacent", Unit::Zones, 1.0),
    ("data", Unit::Zones, 1.0),
];

/// Whether a unit is so many months.
pub(super) fn is_months(hours: f64) -> bool {
    let months = hours / MONTH;
    months >= 1.0 && months.fract().abs() < EVEN
}
