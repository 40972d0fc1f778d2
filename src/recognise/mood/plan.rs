//! What is to come, and no measure in place.

use crate::recognise::wording::{Phrase, find, phrases, starts};
use crate::recognise::words::Word;
use std::sync::LazyLock;

static PLANS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "geplant*",
        "in planung",
        "planen wir",
        "wir planen",
        "plant",
        "in vorbereitung",
        "in umsetzung",
        "im aufbau",
        "vorgesehen ist",
        "ist vorgesehen",
        "sind vorgesehen",
        "künftig*",
        "zukünftig*",
        "in zukunft",
        "demnächst",
        "angestrebt*",
        "anstreben",
        "streben .. an",
        "soll",
        "sollen",
        "sollte",
        "sollten",
        "einführen werden",
        "wird eingeführt",
        "werden eingeführt",
        "ist beabsichtigt",
        "beabsichtigen",
        "noch nicht umgesetzt",
        "wird .. umgestellt",
        "wird derzeit",
        "werden derzeit",
        "bis ende des jahres",
        "bis jahresende",
        "todo",
        "to do",
        "roadmap",
        "planned",
        "plan to",
        "plans to",
        "planning",
        "will be introduced",
        "will be implemented",
        "will be rolled out",
        "will be enabled",
        "will be activated",
        "will be migrated",
        "will introduce",
        "will be replaced",
        "will be extended",
        "to be introduced",
        "to be implemented",
        "going to",
        "in the future",
        "upcoming",
        "intend to",
        "intends to",
        "intended",
        "aim to",
        "aims to",
        "under evaluation",
        "being evaluated",
        "by the end of",
        "not yet",
        "noch nicht",
        "scheduled for",
        "should",
        "budgetiert*",
        "voraussichtlich*",
        "angedacht*",
        "in beschaffung",
        "in erprobung",
        "wird erprobt",
        "werden erprobt",
        "nächstes jahr",
        "nächsten jahr*",
        "kommenden jahr*",
        "quartal vorgesehen",
        "jahr vorgesehen",
        "arbeiten wir noch",
        "under negotiation",
        "being piloted",
        "piloted",
        "pilot running",
        "next year",
        "next quarter",
        "draft stage",
        "evaluieren wir",
        "prüfen wir derzeit",
    ])
});

/// What sounds like a plan, and is none.
static NO_PLANS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    phrases(&[
        "scheduled for deletion",
        "scheduled for destruction",
        "scheduled for removal",
        "geplante* wartung*",
        "geplante* ausf*",
        "planned maintenance",
        "planned downtime",
        "planned outage*",
        "as planned",
        "monitored and planned",
        "überwacht und geplant",
        "should .. fail",
        "should .. become unavailable",
        "should .. be unavailable",
        "should .. leave",
        "sollte .. ausfallen",
        "sollten .. ausfallen",
        "sollte .. ausfall*",
        "not yet expired",
        "going to production",
    ])
});

/// Whether a plan is spoken of.
pub(super) fn plans(words: &[Word]) -> bool {
    (0..words.len()).any(|place| is_plan(words, place))
}

/// Whether a plan is spoken of from this word on.
fn is_plan(words: &[Word], place: usize) -> bool {
    let begins = |phrase: &Phrase| words.get(place..).is_some_and(|rest| starts(rest, phrase));
    let is_other = || NO_PLANS.iter().filter_map(|phrase| find(words, phrase)).any(|other| other.contains(&place));
    // "Should the page not answer, the telephone rings": a condition.
    let is_condition =
        place == 0 && words.first().is_some_and(|word| matches!(word.text.as_str(), "should" | "sollte" | "sollten"));
    PLANS.iter().any(begins) && !is_condition && !is_other()
}
