//! Schedules and their longest gaps.

use super::longest_gap_hours;

fn gap(expression: &str, hours: f64) {
    let found = longest_gap_hours(expression);
    assert!(found.is_some_and(|found| (found - hours).abs() < 1e-9), "{expression}: {found:?} instead of {hours}");
}

#[test]
fn rates() {
    gap("rate(1 day)", 24.0);
    gap("rate(7 days)", 168.0);
    gap("rate(1 hour)", 1.0);
    gap("rate(12 hours)", 12.0);
    gap(" rate(90 minutes) ", 1.5);
}

#[test]
fn every_day_and_more_often() {
    // The default of AWS Backup.
    gap("cron(0 5 ? * * *)", 24.0);
    gap("cron(0 5 * * ? *)", 24.0);
    gap("0 12 * * ? *", 24.0);
    gap("15 * ? * * *", 1.0);
    gap("cron(0/15 * * * ? *)", 0.25);
    gap("cron(0 */6 * * ? *)", 6.0);
    gap("cron(0 0/12 ? * * *)", 12.0);
}

#[test]
fn the_night_counts_too() {
    gap("cron(0 8,12,16 ? * * *)", 16.0);
    gap("cron(30 9-17 ? * * *)", 16.0);
    // The step begins anew every day: 0, 7, 14, 21, and again 0.
    gap("cron(0 */7 ? * * *)", 7.0);
    gap("cron(0 */9 ? * * *)", 9.0);
}

#[test]
fn weekdays() {
    gap("cron(0 5 ? * MON-FRI *)", 72.0);
    gap("cron(0 5 ? * 2-6 *)", 72.0);
    gap("cron(0 5 ? * SUN *)", 168.0);
    gap("cron(0 5 ? * L *)", 168.0);
    gap("cron(0 5 ? * MON,WED,FRI *)", 72.0);
    gap("cron(0 5 ? * sun,tue,thu,sat *)", 48.0);
}

#[test]
fn months_and_their_ends() {
    gap("cron(0 5 1 * ? *)", 31.0 * 24.0);
    gap("cron(0 5 L * ? *)", 31.0 * 24.0);
    // March has a 31st, April none, May has one.
    gap("cron(0 5 31 * ? *)", 61.0 * 24.0);
    // Every second day begins anew with the month: from the 31st to the 1st it is one day.
    gap("cron(0 5 1/2 * ? *)", 48.0);
    gap("cron(0 5 ? * 6L *)", 35.0 * 24.0);
    gap("cron(0 5 ? * 1#1 *)", 35.0 * 24.0);
    gap("cron(0 5 1 JAN,JUL ? *)", 184.0 * 24.0);
    gap("cron(0 5 1 1 ? *)", 366.0 * 24.0);
    gap("cron(0 5 29 2 ? *)", (3.0 * 365.0 + 366.0) * 24.0);
}

#[test]
fn what_cannot_be_said() {
    for expression in [
        "",
        "cron()",
        "cron(0 5 ? * *)",
        "cron(0 5 ? * * * *)",
        "rate(0 days)",
        "rate(1 week)",
        "rate(1)",
        "at(2026-01-01T00:00:00)",
        // Ends some day, or is over.
        "cron(0 5 ? * * 2025)",
        "cron(0 5 ? * * 2020-2030)",
        // The nearest weekday, and both days at once.
        "cron(0 5 15W * ? *)",
        "cron(0 5 LW * ? *)",
        "cron(0 5 1 * MON *)",
        // Out of range, turned round, without meaning.
        "cron(60 5 ? * * *)",
        "cron(0 24 ? * * *)",
        "cron(0 5 ? * FRI-MON *)",
        "cron(0 5 0 * ? *)",
        "cron(0 5 ? 13 * *)",
        "cron(0 5/0 ? * * *)",
        "cron(0 5 ? * 3#6 *)",
        "cron(x 5 ? * * *)",
        // There is no such day.
        "cron(0 5 30 2 ? *)",
    ] {
        assert_eq!(longest_gap_hours(expression), None, "{expression}");
    }
}
