//! What is said when this machine's clock and AWS's are apart.

use super::note;
use tomscan::clock;
use tomscan::say;
use tomscan::text::Lang;

/// Says that this machine's clock is wrong, if it is: whatever else it writes is dated wrongly too.
pub(super) fn warn_of_clock(lang: Lang) {
    let ahead = clock::ahead();
    if ahead == 0 {
        return;
    }
    let (count, german, english) = match ahead.unsigned_abs() {
        seconds if seconds < 2 * 3600 => (seconds.div_ceil(60), "Minuten", "minutes"),
        seconds if seconds < 2 * 86_400 => (seconds / 3600, "Stunden", "hours"),
        seconds => (seconds / 86_400, "Tage", "days"),
    };
    let (geht, runs) = if ahead > 0 { ("nach", "behind") } else { ("vor", "ahead of") };
    let text = say!(
        lang,
        "die Uhr dieses Rechners geht gegenüber AWS um {count} {german} {geht}; gerechnet wird mit der Zeit von AWS. Die Uhr stellt zum Beispiel `timedatectl set-ntp true`",
        "this machine's clock is {count} {english} {runs} AWS's; AWS's time is used. `timedatectl set-ntp true`, for example, sets the clock"
    );
    note(&text);
}
