//! Who changed what, in words.
//!
//! In: an origin. Out: one sentence in the reader's language. It holds text from the account, which goes through the escaping of
//! its format like any other.

use super::words::unknown_in_words;
use crate::drift::{Event, Origin, OriginUnknown};
use crate::say;
use crate::text::{Lang, Say};
use jiff::Timestamp;

impl Say for Event {
    fn say(&self, lang: Lang) -> String {
        let what = format!("{} ({})", self.name, self.service);
        let (time, who) = (self.time, who(self, lang));
        let whence = self.source.as_ref().map_or(String::new(), |source| say!(lang, " von {source}", " from {source}"));
        let link = self.link.as_ref().map_or(String::new(), |link| format!(", {link}"));
        say!(lang, "{what} am {time} durch {who}{whence}{link}", "{what} at {time} by {who}{whence}{link}")
    }
}

fn who(event: &Event, lang: Lang) -> String {
    let principal = match &event.principal {
        Some(name) if event.by_service => say!(lang, "den AWS-Dienst {name}", "the AWS service {name}"),
        Some(name) => name.clone(),
        None if event.by_service => say!(lang, "einen AWS-Dienst", "an AWS service"),
        None => say!(lang, "jemanden, den CloudTrail nicht nennt", "somebody whom CloudTrail does not name"),
    };
    let through =
        event.through.as_ref().map_or(String::new(), |service| say!(lang, " über {service}", " through {service}"));
    format!("{principal}{through}")
}

impl Say for Origin {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Named { events, since, all } => named(events, *since, *all, lang),
            Self::Unknown { reason } => reason.say(lang),
        }
    }
}

/// One change is the only one, several are candidates: which of them it was, the history does not tell.
fn named(events: &[Event], since: Timestamp, all: bool, lang: Lang) -> String {
    let told = events.iter().map(|event| event.say(lang)).collect::<Vec<_>>().join("; ");
    match (events, all) {
        ([_], true) => say!(
            lang,
            "die einzige Änderung daran, die CloudTrail seit {since} zeigt: {told}",
            "the only change of it that CloudTrail shows since {since}: {told}"
        ),
        (_, true) => say!(
            lang,
            "Änderungen seit {since}, die in Frage kommen: {told}",
            "changes since {since} that come into question: {told}"
        ),
        (_, false) => say!(
            lang,
            "Änderungen seit {since}, die neben anderen in Frage kommen: {told}",
            "changes since {since} that come into question beside others: {told}"
        ),
    }
}

impl Say for OriginUnknown {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NotSeen { unknown } => {
                let why = unknown_in_words(unknown, lang);
                say!(lang, "wer es geändert hat, war nicht zu sehen: {why}", "who changed it could not be seen: {why}")
            }
            // NOTE: about 5 minutes on average, and nothing is guaranteed ("Finding your CloudTrail log files", CloudTrail User
            // Guide); earlier editions of it said 15, which is the careful figure.
            Self::NoEvent { since } => say!(
                lang,
                "CloudTrail zeigt seit {since} keine Änderung daran; Ereignisse kommen bis zu etwa 15 Minuten später, und Änderungen an anderem, wovon es abhängt, stehen nicht unter seinem Namen",
                "CloudTrail shows no change of it since {since}; events come up to about 15 minutes late, and changes of what it depends on do not stand under its name"
            ),
            Self::BeforeHistory { after } => say!(
                lang,
                "zuletzt entsprach es am {after}; der Ereignisverlauf von CloudTrail reicht nur 90 Tage zurück und zeigt keine Änderung daran",
                "it last conformed at {after}; CloudTrail's event history reaches back 90 days only, and shows no change of it"
            ),
            Self::TooManyEvents { read, back_to } => {
                let back =
                    back_to.map_or(String::new(), |time| say!(lang, " (bis {time} zurück)", " (back to {time})"));
                say!(
                    lang,
                    "die neuesten {read} Ereignisse dazu{back} ändern nichts daran, ältere wurden nicht gelesen",
                    "the newest {read} events on it{back} change nothing, older ones were not read"
                )
            }
            Self::TooManyResources { most } => say!(
                lang,
                "nicht nachgesehen: es wird je Lauf nur zu {most} neu widerlegten Ressourcen gefragt",
                "not looked up: in one run only {most} newly refuted resources are asked about"
            ),
            Self::NotNamed => say!(
                lang,
                "nicht nachgesehen: es geht um Einstellungen oder Zusammenhänge, die Ereignisse nicht als Ressource nennen",
                "not looked up: it is about settings or a whole of things that events do not name as a resource"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Unknown;

    fn event(name: &str) -> Event {
        Event {
            id: "5a1b".to_owned(),
            name: name.to_owned(),
            service: "s3.amazonaws.com".to_owned(),
            time: Timestamp::UNIX_EPOCH,
            region: "eu-central-1".to_owned(),
            principal: Some("arn:aws:iam::111122223333:user/mara".to_owned()),
            by_service: false,
            through: None,
            source: Some("203.0.113.7".to_owned()),
            user_agent: None,
            link: Some("https://x".to_owned()),
        }
    }

    fn said(events: Vec<Event>, all: bool) -> [String; 2] {
        let origin = Origin::Named { events, since: Timestamp::UNIX_EPOCH, all };
        [Lang::De, Lang::En].map(|lang| origin.say(lang))
    }

    #[test]
    fn one_change_is_named_with_who_when_whence_and_link() {
        let [de, en] = said(vec![event("PutBucketPolicy")], true);
        assert_eq!(
            en,
            "the only change of it that CloudTrail shows since 1970-01-01T00:00:00Z: PutBucketPolicy (s3.amazonaws.com) at \
             1970-01-01T00:00:00Z by arn:aws:iam::111122223333:user/mara from 203.0.113.7, https://x"
        );
        assert!(de.starts_with("die einzige Änderung daran") && de.contains("durch arn:aws:iam"), "{de}");
    }

    #[test]
    fn several_changes_are_candidates_and_so_is_one_beside_which_others_may_be() {
        for (events, all) in [(vec![event("A"), event("B")], true), (vec![event("A")], false)] {
            let [de, en] = said(events, all);
            assert!(de.contains("in Frage kommen") && en.contains("come into question"), "{de} {en}");
        }
    }

    #[test]
    fn services_are_named_as_such() {
        let by = |principal: Option<&str>, by_service: bool, through: Option<&str>| {
            let through = through.map(str::to_owned);
            let event = Event { principal: principal.map(str::to_owned), by_service, through, ..event("A") };
            who(&event, Lang::En)
        };
        assert_eq!(by(Some("autoscaling.amazonaws.com"), true, None), "the AWS service autoscaling.amazonaws.com");
        assert_eq!(
            by(Some("mara"), false, Some("cloudformation.amazonaws.com")),
            "mara through cloudformation.amazonaws.com"
        );
        assert_eq!(by(None, false, None), "somebody whom CloudTrail does not name");
    }

    #[test]
    fn a_missing_permission_is_named() {
        let unknown = Unknown::AccessDenied { action: "cloudtrail:LookupEvents".to_owned() };
        let origin = Origin::unknown(OriginUnknown::NotSeen { unknown });
        for lang in [Lang::De, Lang::En] {
            assert!(origin.say(lang).contains("cloudtrail:LookupEvents"));
        }
    }

    #[test]
    fn origins_are_written_and_read_back() {
        let named = Origin::Named { events: vec![event("A")], since: Timestamp::UNIX_EPOCH, all: true };
        let reason = OriginUnknown::TooManyEvents { read: 150, back_to: None };
        for origin in [named, Origin::unknown(reason), Origin::unknown(OriginUnknown::NotNamed)] {
            let text = serde_json::to_string(&origin).unwrap();
            assert_eq!(serde_json::from_str::<Origin>(&text).unwrap(), origin, "{text}");
        }
    }
}
