//! Reasons in words.
//!
//! In: why something was not seen. Out: a phrase in the reader's language.

use crate::evaluate::Gap;
use crate::fact::Unknown;
use crate::say;
use crate::text::Lang;

/// Why something was not seen.
pub fn unknown_in_words(why: &Unknown, lang: Lang) -> String {
    match why {
        Unknown::AccessDenied { action } => say!(lang, "Berechtigung fehlt: {action}", "missing permission: {action}"),
        Unknown::Throttled { action } => say!(lang, "AWS drosselt: {action}", "throttled by AWS: {action}"),
        Unknown::RegionDisabled { region } => {
            say!(lang, "Region {region} ist im Konto nicht aktiv", "region {region} is not enabled for the account")
        }
        Unknown::NotAsked { region } => {
            say!(lang, "Region {region} durch --region ausgelassen", "region {region} left out by --region")
        }
        Unknown::Failed { action, code } => failed(action, code, lang),
        Unknown::Undecidable { reason } => undecidable(reason, lang),
    }
}

/// What could not be listed, and why.
pub fn gap_in_words(gap: &Gap, lang: Lang) -> String {
    let (kind, region) = (gap.kind.plural(lang), &gap.region);
    let why = unknown_in_words(&gap.why, lang);
    match region.as_str() {
        "*" => say!(lang, "{kind} in allen Regionen: {why}", "{kind} in all regions: {why}"),
        "global" => say!(lang, "{kind}: {why}", "{kind}: {why}"),
        _ => say!(lang, "{kind} in {region}: {why}", "{kind} in {region}: {why}"),
    }
}

fn failed(action: &str, code: &str, lang: Lang) -> String {
    match code {
        "timeout" => say!(lang, "keine Antwort in der Zeit: {action}", "no answer in time: {action}"),
        "unreachable" | "not-sent" => say!(lang, "nicht erreichbar: {action}", "unreachable: {action}"),
        "not-in-recording" => say!(lang, "nicht in der Aufzeichnung: {action}", "not in the recording: {action}"),
        "unreadable-answer" => say!(lang, "unlesbare Antwort: {action}", "unreadable answer: {action}"),
        "incomplete-answer" => say!(lang, "unvollständige Antwort: {action}", "incomplete answer: {action}"),
        "repeating-pages" => say!(lang, "Liste ohne Ende: {action}", "list without end: {action}"),
        "interrupted" => say!(lang, "abgebrochen vor: {action}", "interrupted before: {action}"),
        "login-expired" => say!(lang, "Anmeldung abgelaufen bei: {action}", "login expired at: {action}"),
        "report-not-finished" => {
            say!(lang, "Bericht wurde nicht fertig: {action}", "report was not finished: {action}")
        }
        _ => say!(lang, "{action} antwortet mit {code}", "{action} answers {code}"),
    }
}

/// Reasons that the answers themselves leave open. Others (of policy reasoning) are shown by their code.
fn undecidable(reason: &str, lang: Lang) -> String {
    let words = match reason {
        "not-collected" => lang.pick("nicht erhoben", "not collected"),
        "alias-resolves-in-requester-account" => lang.pick(
            "der Schlüssel ist als Alias angegeben, den jedes Konto anders auflöst",
            "the key is given as an alias, which each account resolves differently",
        ),
        "kms-cannot-rotate-this-key" => {
            lang.pick("KMS rotiert diesen Schlüssel nicht selbst", "KMS does not rotate this key by itself")
        }
        "kms-keeps-no-date-of-disabling" => {
            lang.pick("KMS führt kein Datum der Deaktivierung", "KMS keeps no date of disabling")
        }
        "engine-without-tls-parameter" => lang.pick(
            "für diese Engine sagt kein Parameter, ob TLS erzwungen ist",
            "for this engine no parameter tells whether TLS is enforced",
        ),
        "engine-default-not-told" => lang.pick(
            "es gilt der Vorgabewert der Engine, den die API nicht nennt",
            "the engine's default is in force, which the API does not tell",
        ),
        "engine-version-not-listed" => {
            lang.pick("AWS führt diese Engine-Version nicht auf", "AWS does not list this engine version")
        }
        "analyzer-could-not-analyze" => lang.pick(
            "der Access Analyzer konnte eine Ressource nicht untersuchen",
            "the analyzer could not analyze some resource",
        ),
        "sns-without-key" => lang.pick(
            "ohne eigenen Schlüssel sagt SNS nicht, wie es Nachrichten speichert",
            "without a key SNS does not say how it stores messages",
        ),
        "no-parameter-group" => lang.pick("keine Parametergruppe angegeben", "no parameter group given"),
        "standby-zone-not-named" => {
            lang.pick("AWS nennt die Zone der Standby-Instanz nicht", "AWS does not name the standby's zone")
        }
        "member-zone-not-named" => {
            lang.pick("die Zone eines Cluster-Mitglieds ist nicht bekannt", "the zone of a cluster member is not known")
        }
        "report-older-than-user" => lang.pick(
            "der Berechtigungsbericht ist älter als der Benutzer",
            "the credential report is older than the user",
        ),
        "report-without-root" => {
            lang.pick("der Berechtigungsbericht enthält root nicht", "the credential report lacks root")
        }
        "unreadable-policy" => lang.pick("die Richtlinie ist nicht lesbar", "the policy cannot be read"),
        "unreadable-boundary" => {
            lang.pick("die Berechtigungsgrenze ist nicht lesbar", "the permissions boundary cannot be read")
        }
        "unreadable-trust-policy" => {
            lang.pick("die Vertrauensrichtlinie ist nicht lesbar", "the trust policy cannot be read")
        }
        "unusual-arn" => lang.pick("der ARN ist ungewöhnlich gebaut", "the ARN is of an unusual form"),
        "unusual-bucket-name" => {
            lang.pick("der Bucket-Name passt nicht zu einem ARN", "the bucket's name does not fit an ARN")
        }
        "contradictory-encryption-state" => lang.pick(
            "die Angaben zur Verschlüsselung widersprechen sich",
            "what is said of the encryption contradicts itself",
        ),
        "encryption-being-changed" => {
            lang.pick("die Verschlüsselung wird gerade umgestellt", "the encryption is being changed")
        }
        "unknown-encryption-state" => lang.pick(
            "AWS nennt einen unbekannten Zustand der Verschlüsselung",
            "AWS names an unknown state of the encryption",
        ),
        "key-not-named" => lang.pick("AWS nennt den Schlüssel nicht", "AWS does not name the key"),
        "fsx-does-not-name-scratch-key" => lang.pick(
            "FSx nennt den Schlüssel von Lustre-Scratch-Dateisystemen nicht",
            "FSx does not name the key of Lustre scratch file systems",
        ),
        "unknown-file-system-type" => lang.pick("unbekannte Art von Dateisystem", "unknown type of file system"),
        "unknown-public-access-state" => lang.pick(
            "AWS nennt einen unbekannten Zustand der Freigabesperre",
            "AWS names an unknown state of the public access block",
        ),
        "unknown-recovery-state" => lang.pick(
            "AWS nennt einen unbekannten Zustand der Wiederherstellung",
            "AWS names an unknown state of the recovery",
        "unknown-tls-version" => {
            lang.pick("eine TLS-Version, die tomscan nicht kennt", "a TLS version that tomscan does not know")
        }
        "no-tls-version-named" => lang.pick("AWS nennt keine TLS-Version", "AWS names no TLS version"),
        "unknown-security-policy" => lang.pick(
            "eine Sicherheitsrichtlinie, die tomscan nicht kennt",
            "a security policy that tomscan does not know",
        ),
        "unknown-protocol-policy" => {
            lang.pick("eine Protokollvorgabe, die tomscan nicht kennt", "a protocol policy that tomscan does not know")
        }
        "unknown-listener-action" => lang
            .pick("eine Aktion des Listeners, die tomscan nicht kennt", "a listener action that tomscan does not know"),
        "unknown-endpoint-type" => {
            lang.pick("eine Art von Endpunkt, die tomscan nicht kennt", "an endpoint type that tomscan does not know")
        }
        "unknown-api-protocol" => {
            lang.pick("eine Art von API, die tomscan nicht kennt", "a type of API that tomscan does not know")
        }
        "unknown-storage-encryption" | "unknown-transit-encryption-mode" => lang.pick(
            "eine Art der Verschlüsselung, die tomscan nicht kennt",
            "a type of encryption that tomscan does not know",
        ),
        "certificate-not-listed" => lang
            .pick("das Zertifikat steht nicht in der Liste des Kontos", "the certificate is not in the account's list"),
        "cache-key-not-named" => {
            lang.pick("AWS nennt den Schlüssel dieses Caches nicht", "AWS does not name this cache's key")
        }
        "function-url-clear-text-not-documented" => lang.pick(
            "AWS dokumentiert nicht, ob Funktions-URLs auch Klartext beantworten",
            "AWS does not document whether function URLs answer clear text too",
        ),
        "schedule-not-readable" => {
            lang.pick("ein Zeitplan lässt sich nicht auslegen", "a schedule cannot be interpreted")
        }
        "backup-key-not-named" => {
            lang.pick("AWS Backup nennt den Schlüssel der Sicherung nicht", "AWS Backup does not name the backup's key")
        }
        "backup-place-not-documented" => lang.pick(
            "AWS sagt nicht, in wie vielen Zonen die Sicherung liegt",
            "AWS does not say in how many zones the backup lies",
        ),
        "recovery-point-status-not-known" => lang.pick(
            "ein Wiederherstellungspunkt hat einen unbekannten Status",
            "a recovery point has a status that is not known",
        ),
        "backup-state-not-known" => {
            lang.pick("eine Sicherung hat einen unbekannten Zustand", "a backup has a state that is not known")
        }
        "policy-state-not-known" => {
            lang.pick("eine Richtlinie hat einen unbekannten Zustand", "a policy has a state that is not known")
        }
        "backed-up-volume-by-volume" => {
            lang.pick("gesichert wird je Volume, nicht als Ganzes", "it is backed up volume by volume, not as a whole")
        }
        "instance-backed-up-as-a-whole" => lang.pick(
            "die Instanz wurde als Ganzes gesichert; ob mit diesem Volume, ist nicht zu sehen",
            "the instance was backed up as a whole; whether with this volume cannot be seen",
        ),
        "condition-does-not-fit-facts" => lang.pick(
            "die Fakten lassen die Frage offen (siehe Grenzen der Regel)",
            "the facts leave the question open (see the rule's limits)",
        ),
        code => match about_logs(code, lang).or_else(|| about_watching(code, lang)) {
            Some(words) => words,
            None => return say!(lang, "nicht entscheidbar ({code})", "cannot be decided ({code})"),
        },
    };
    words.to_owned()
}

/// Reasons around logs.
fn about_logs(reason: &str, lang: Lang) -> Option<&'static str> {
    Some(match reason {
        "trail-has-not-delivered-yet" => {
            lang.pick("der Trail hat noch nichts geliefert", "the trail has not delivered anything yet")
        }
        "event-data-store-tells-no-delivery" => lang.pick(
            "ein Ereignisdatenspeicher soll die Ereignisse aufnehmen; ob sie ankommen, sagt AWS nicht",
            "an event data store is to take in the events; whether they arrive, AWS does not say",
        ),
        "selectors-leave-it-open" => lang.pick(
            "die Ereignisauswahl der Trails lässt offen, ob alles erfasst ist",
            "the trails' event selectors leave open whether everything is recorded",
        ),
        "bucket-of-another-account" => {
            lang.pick("der Bucket gehört einem anderen Konto", "the bucket belongs to another account")
        }
        "log-group-of-another-account" => {
            lang.pick("die Protokollgruppe gehört einem anderen Konto", "the log group belongs to another account")
        }
        "log-class-passes-logs-on" => lang.pick(
            "Gruppen der Klasse DELIVERY reichen Einträge nur weiter",
            "groups of the class DELIVERY only pass entries on",
        ),
        "object-lists-not-seen" => lang.pick(
            "einzelne Objekte können eine eigene öffentliche ACL haben",
            "single objects may have a public list of their own",
        ),
        "object-lock-not-understood" => {
            lang.pick("die Objektsperre ist nicht deutbar", "the object lock cannot be interpreted")
        }
        _ => return None,
    })
}

/// Reasons around alarms, detection and patches.
fn about_watching(reason: &str, lang: Lang) -> Option<&'static str> {
    Some(match reason {
        "status-not-known" => lang
            .pick("AWS nennt einen Status, den tomscan nicht kennt", "AWS gives a status that tomscan does not know"),
        "scan-pending" => lang.pick("ein erster Scan steht noch aus", "a first scan is still to come"),
        "node-not-connected" => lang.pick(
            "der Server ist nicht verbunden; ob er noch läuft, ist nicht zu sehen",
            "the server is not connected; whether it still runs cannot be seen",
        ),
        "patch-state-without-severity" => lang.pick(
            "der Agent meldet nicht, wie schwer die fehlenden Patches wiegen",
            "the agent does not report how severe the missing patches are",
        ),
        "filter-pattern-leaves-open" => lang.pick(
            "das Muster des Metrikfilters lässt offen, ob es jedes Ereignis trifft",
            "the metric filter's pattern leaves open whether it matches every event",
        ),
        "event-pattern-leaves-open" => lang.pick(
            "das Muster der EventBridge-Regel lässt offen, ob es jedes Ereignis trifft",
            "the EventBridge rule's pattern leaves open whether it matches every event",
        ),
        "alarm-rule-leaves-open" => lang.pick(
            "ob der zusammengesetzte Alarm mit auslöst, hängt von anderen Alarmen ab",
            "whether the composite alarm goes off as well depends on other alarms",
        ),
        "alarm-condition-leaves-open" => lang.pick(
            "die Bedingung des Alarms lässt offen, ob er auslöst",
            "the alarm's condition leaves open whether it goes off",
        ),
        "alarm-needs-more-than-one-event" => {
            lang.pick("den Alarm lösen erst mehrere Ereignisse aus", "it takes several events to set the alarm off")
        }
        "alarm-on-expression" => lang.pick(
            "der Alarm wertet einen Ausdruck oder eine Abfrage aus",
            "the alarm evaluates an expression or a query",
        ),
        "alarm-without-data" => lang.pick("der Alarm hat noch keine Daten", "the alarm has no data yet"),
        "subscriber-is-no-person" => lang.pick(
            "Empfänger ist nur eine Funktion oder Warteschlange; ob sie jemanden benachrichtigt, ist nicht zu sehen",
            "the only subscriber is a function or queue; whether it notifies somebody cannot be seen",
        ),
        "publishing-leaves-open" => lang.pick(
            "die Richtlinie des SNS-Themas oder seines Schlüssels lässt offen, ob die Nachricht durchkommt",
            "the policy of the SNS topic or of its key leaves open whether the message gets through",
        ),
        "action-leads-elsewhere" => lang.pick(
            "die Aktion führt nicht in ein SNS-Thema; ob sie jemanden erreicht, ist nicht zu sehen",
            "the action does not lead to an SNS topic; whether it reaches somebody cannot be seen",
        ),
        "unusual-log-group" => {
            lang.pick("der ARN der Protokollgruppe ist nicht deutbar", "the log group's ARN cannot be interpreted")
        }
        _ => return None,
    })
}
