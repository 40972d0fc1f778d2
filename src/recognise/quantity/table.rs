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
    ("wochenrhythmus", WEEK),
    ("vierzehntaegig", 2.0 * WEEK),
    ("zweiwoechentlich", 2.0 * WEEK),
    ("fortnightly", 2.0 * WEEK),
    ("biweekly", 2.0 * WEEK),
    ("monatsrhythmus", MONTH),
    ("monatsweise", MONTH),
    ("weekly", WEEK),
    ("monatlich", MONTH),
    ("monthly", MONTH),
    ("vierteljaehrlich", 3.0 * MONTH),
    ("quartalsweise", 3.0 * MONTH),
    ("quartaerlich", 3.0 * MONTH),
    ("quarterly", 3.0 * MONTH),
    ("quartalsrhythmus", 3.0 * MONTH),
    ("halbjaehrlich", 6.0 * MONTH),
    ("halbjaehrig", 6.0 * MONTH),
    ("halbjahresweise", 6.0 * MONTH),
    ("jaehrlich", YEAR),
    ("alljaehrlich", YEAR),
    ("annual", YEAR),
    ("yearly", YEAR),
];

/// Words that make an interval of the unit behind them: "jeden Tag", "every night".
pub(super) const EACH: &[&str] = &["jeden", "jede", "jedes", "jeder", "every", "each", "pro", "per"];
pub(super) const NIGHTS: &[&str] = &["nacht", "night", "werktag", "arbeitstag", "working"];

/// Days of the week: what is done each of them is done weekly.
pub(super) const WEEKDAYS: &[&str] = &[
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "monday",
    "tuesday",
    "tue",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "wochenende",
    "weekend",
];

/// Words for how many times.
pub(super) const TIMES: &[(&str, f64)] =
    &[("einmal", 1.0), ("once", 1.0), ("zweimal", 2.0), ("twice", 2.0), ("dreimal", 3.0), ("viermal", 4.0)];

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
    ("vierteljahr", Unit::Hours, 3.0 * MONTH),
    ("fortnight", Unit::Hours, 2.0 * WEEK),
    ("quartal", Unit::Hours, 3.0 * MONTH),
    ("quarter", Unit::Hours, 3.0 * MONTH),
    ("jahr", Unit::Hours, YEAR),
    ("year", Unit::Hours, YEAR),
    ("zeichen", Unit::Characters, 1.0),
    ("stelle", Unit::Characters, 1.0),
    ("stellig", Unit::Characters, 1.0),
    ("character", Unit::Characters, 1.0),
    ("chars", Unit::Characters, 1.0),
    ("buchstaben", Unit::Characters, 1.0),
    ("bit", Unit::Bits, 1.0),
    ("prozent", Unit::Percent, 1.0),
    ("percent", Unit::Percent, 1.0),
    ("versuch", Unit::Attempts, 1.0),
    ("fehlversuch", Unit::Attempts, 1.0),
    ("anmeldung", Unit::Attempts, 1.0),
    ("eingabe", Unit::Attempts, 1.0),
    ("wrong", Unit::Attempts, 1.0),
    ("incorrect", Unit::Attempts, 1.0),
    ("tries", Unit::Attempts, 1.0),
    ("guesses", Unit::Attempts, 1.0),
    ("falsch", Unit::Attempts, 1.0),
    ("fehlgeschlagen", Unit::Attempts, 1.0),
    ("erfolglos", Unit::Attempts, 1.0),
    ("fehllogin", Unit::Attempts, 1.0),
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
    ("leute", Unit::People, 1.0),
    ("koepfe", Unit::People, 1.0),
    ("kolleg", Unit::People, 1.0),
    ("colleague", Unit::People, 1.0),
    ("engineer", Unit::People, 1.0),
    ("founder", Unit::People, 1.0),
    ("individual", Unit::People, 1.0),
    ("beschaeftigte", Unit::People, 1.0),
    ("staff", Unit::People, 1.0),
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
