//! The help in German.

use clap::{Arg, ArgAction, Command};

/// Texts by the path of their command and their argument's id; an empty id is the command itself. An argument that a
/// subcommand shares with `tomscan` has its text there.
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "tomscan",
        "",
        "Prüft, welche dokumentierten technischen und organisatorischen Maßnahmen (TOM, Art. 32 DSGVO) in einem AWS-Konto tatsächlich gelten",
    ),
    ("tomscan", "claims", "Aussagendatei; sonst tom.toml in diesem Ordner, sonst ein eingebauter allgemeiner Satz"),
    ("tomscan", "rules", "Ordner mit eigenen Regeln anstelle der eingebauten"),
    ("tomscan", "help", "Diese Hilfe zeigen"),
    ("tomscan", "version", "Version zeigen"),
    ("tomscan", "lang", "Sprache der Ausgabe, de oder en; sonst die der Aussagendatei"),
    ("tomscan", "profile", "Profil der AWS-Konfiguration"),
    ("tomscan", "region", "Nur diese Region abfragen; was anderswo liegt, bleibt nicht geprüft (mehrfach möglich)"),
    (
        "tomscan",
        "format",
        "Format der Standardausgabe: table für Menschen (Vorgabe), json für Programme, markdown für die Zusammenfassung eines Jobs, junit für jede CI, sarif für Code-Scanning, csv für Tabellen, oscal für Werkzeuge, die Prüfungen sammeln (NIST), ocsf für Security Lake und Security Hub, html für alle, die nicht dabei waren",
    ),
    (
        "tomscan",
        "output",
        "Den Bericht auch in diese Datei schreiben; die Endung bestimmt das Format: .txt, .json, .md, .xml, .sarif, .csv, .html, .pdf, .oscal.json oder .ocsf.json (mehrfach möglich)",
    ),
    (
        "tomscan",
        "undocumented",
        "Auch abfragen, wovon keine Aussage spricht, um Maßnahmen zu nennen, die das Dokument auslässt",
    ),
    ("tomscan", "organization", "Jedes Konto der Organisation prüfen, von dem die Aussagendatei spricht"),
    ("tomscan", "accounts", "Diese Konten prüfen: Nummern mit Kommas dazwischen, oder eine Datei mit einer je Zeile"),
    ("tomscan", "role", "Rolle, die tomscan in jedem von ihnen übernimmt"),
    ("tomscan", "external_id", "External ID, die die Vertrauensrichtlinie der Rolle verlangt"),
    (
        "tomscan",
        "shard",
        "Nur diesen Teil der Konten prüfen, als Aufgabe INDEX (ab 0) von COUNT; `tomscan merge` führt die Teile zusammen",
    ),
    ("tomscan", "concurrency", "So viele Abfragen zugleich, über alle Dienste und Regionen"),
    (
        "tomscan",
        "max_rate",
        "Abfragen je Sekunde, über alle Dienste und Regionen; sonst so viele, wie jeder Dienst gern beantwortet",
    ),
    (
        "tomscan",
        "deadline",
        "Zeit für alle Fragen, etwa 90s, 10m oder 1h30m; was bis dahin nicht beantwortet ist, bleibt nicht geprüft",
    ),
    ("tomscan", "record", "Jede Antwort von AWS in dieser Datei aufzeichnen, ohne Zugangsdaten"),
    ("tomscan", "replay", "Eine Aufzeichnung prüfen statt eines Kontos: ohne Netz, ohne Anmeldung"),
    ("tomscan", "demo", "Den Bericht einer kleinen erfundenen Firma zeigen, aus einer Aufzeichnung in tomscan"),
    (
        "tomscan",
        "ledger",
        "Prüfbuch aller Läufe: ein Ordner oder s3://BUCKET/PREFIX; angelegt mit `tomscan ledger init`",
    ),
    ("tomscan", "ledger_profile", "Profil, mit dem das Prüfbuch in S3 geführt wird; sonst das der Prüfung"),
    ("tomscan", "keep_recording", "Auch die Aufzeichnung im Prüfbuch aufbewahren"),
    (
        "tomscan",
        "pseudonymise",
        "Namen von IAM-Benutzern überall durch Pseudonyme ersetzen, gebildet mit dem Schlüssel in dieser Datei",
    ),
    (
        "tomscan",
        "fail_on",
        "Nur hieran scheitern: refuted (widerlegt), drift (neu oder von niemandem hingenommen), unverified (nicht geprüft), document (das Dokument ist ein anderes als das, dem die Aussagen entnommen sind); mehrfach oder mit Kommas; sonst an Widerlegtem (10) und nicht Geprüftem (11)",
    ),
    ("tomscan diff", "", "Sagen, was sich zwischen zwei Läufen geändert hat, und warum"),
    (
        "tomscan diff",
        "a",
        "Der frühere: ein Bericht (JSON), die Nummer eines Laufs, ein Datum (dessen letzter vollständiger Lauf), `last`; sonst der vollständige Lauf vor B",
    ),
    ("tomscan diff", "b", "Der spätere; sonst der letzte Lauf"),
    (
        "tomscan review",
        "",
        "Die Wirksamkeitskontrolle eines Zeitraums (Art. 32 Abs. 1 lit. d DSGVO) aus den Nächten eines Prüfbuchs erstellen",
    ),
    ("tomscan review", "from", "Die erste Nacht, etwa 2026-01-01; sonst ein Jahr vor der letzten"),
    ("tomscan review", "to", "Die letzte Nacht, etwa 2026-12-31; sonst heute (UTC)"),
    ("tomscan review", "account", "Nur dieses Konto (mehrfach möglich)"),
    ("tomscan review", "occasion", "Anlass, etwa „turnusmäßig“ oder „Vorfall vom 12. Mai“"),
    (
        "tomscan review",
        "output",
        "Die Wirksamkeitskontrolle in diese Datei schreiben; die Endung bestimmt das Format: .pdf, .html, .md, .json, .oscal.json, .ocsf.json, oder .xlsx für die Maßnahmenliste (mehrfach möglich)",
    ),
    (
        "tomscan review",
        "sign",
        "Das PDF signieren: mit einem privaten Schlüssel in einer Datei (PKCS #8, PEM) oder mit einem asymmetrischen Schlüssel von AWS KMS, genannt mit ARN oder Alias",
    ),
    (
        "tomscan review",
        "certificate",
        "Zertifikate, die für diesen Schlüssel ausgestellt sind, sein eigenes zuerst (PEM); sonst stellt der Schlüssel sich selbst eines aus",
    ),
    ("tomscan review", "sign_profile", "Profil, das den Schlüssel in AWS KMS benutzen darf; sonst das des Prüfbuchs"),
    (
        "tomscan review",
        "tsa",
        "Den Zeitpunkt des PDF von einem Zeitstempeldienst bezeugen lassen (RFC 3161); dorthin geht ein Hash und sonst nichts",
    ),
    (
        "tomscan review verify",
        "",
        "Ein PDF von tomscan allein aus der Datei nachprüfen: was darin liegt, die Kette, die Signatur, den Zeitstempel",
    ),
    ("tomscan review verify", "file", "Das PDF"),
    ("tomscan review verify", "key", "Der öffentliche Schlüssel oder sein Zertifikat, der signiert haben muss (PEM)"),
    (
        "tomscan read",
        "",
        "Ein TOM-Dokument lesen und die Aussagendatei entwerfen: jede Aussage mit ihrer Stelle und den Regeln, die sie prüfen",
    ),
    ("tomscan read", "document", "Das Dokument: PDF, DOCX, ODT, HTML, Markdown oder einfacher Text"),
    (
        "tomscan read",
        "output",
        "In diese Datei schreiben, die es noch nicht geben darf; sonst auf die Standardausgabe. Die Endung .html wählt das Format html",
    ),
    (
        "tomscan read",
        "format",
        "Was geschrieben wird: toml, der Entwurf der Aussagendatei (Vorgabe), oder html, das Dokument, in dem jeder Satz markiert und erklärt ist, zum Durchgehen",
    ),
    (
        "tomscan read",
        "update",
        "Diese Aussagendatei auf den Stand einer neuen Fassung ihres Dokuments bringen: was Menschen entschieden haben, bleibt; was sich geändert hat, ist gekennzeichnet",
    ),
    (
        "tomscan read",
        "explain",
        "Statt des Entwurfs zu jeder Aussage zeigen, was aus ihr wird und an welchen Wörtern das liegt",
    ),
    (
        "tomscan read",
        "rules",
        "Ordner mit eigenen Regeln anstelle der eingebauten; eine vocabulary.toml darin ergänzt Wortlisten",
    ),
    ("tomscan plan", "", "Die Abfragen zeigen, die eine Prüfung stellen würde, ohne jemanden zu fragen"),
    ("tomscan plan", "region", "Nur diese Region (mehrfach möglich)"),
    ("tomscan plan", "undocumented", "Auch, wovon keine Aussage spricht"),
    ("tomscan plan", "from", "Die Zahlen danach schätzen, was ein früherer Bericht (JSON) des Kontos gezählt hat"),
    ("tomscan plan", "format", "Als Tabelle (table, Vorgabe) oder für Programme (json)"),
    (
        "tomscan merge",
        "",
        "Die Berichte mehrerer Konten oder Teile zu dem Bericht zusammenführen, den ein Lauf über alle ergibt",
    ),
    (
        "tomscan merge",
        "parts",
        "Berichte (JSON) von Teilen oder einzelnen Konten, oder Prüfbücher, aus denen die letzte Prüfung jedes Kontos zählt",
    ),
    ("tomscan merge", "profile", "Profil, das Prüfbücher in S3 liest"),
    ("tomscan merge", "format", "Format der Standardausgabe: table, json, markdown oder csv"),
    (
        "tomscan merge",
        "output",
        "Auch in diese Datei schreiben; die Endung bestimmt das Format: .txt, .json, .md oder .csv (mehrfach möglich)",
    ),
    ("tomscan history", "", "Die Läufe eines Prüfbuchs auflisten, und zu jeder Aussage die Nächte"),
    ("tomscan history", "account", "Nur dieses Konto"),
    ("tomscan history", "last", "So viele der letzten Läufe (Vorgabe 30)"),
    (
        "tomscan accept",
        "",
        "Hinnehmen, was ein Lauf widerlegt hat oder nicht prüfen konnte, bis zu einem Tag: als Ausgangspunkt für `--fail-on drift`",
    ),
    ("tomscan accept", "run", "Nummer des Laufs; sonst der letzte vollständige"),
    ("tomscan accept", "reason", "Warum es hinnehmbar ist"),
    ("tomscan accept", "owner", "Wer dafür einsteht"),
    ("tomscan accept", "until", "Der letzte Tag, an dem es gilt, etwa 2027-03-31"),
    ("tomscan accept", "account", "Konto, falls das Prüfbuch mehrere hält"),
    ("tomscan ledger", "", "Ein Prüfbuch anlegen, nachprüfen oder ausdünnen"),
    ("tomscan ledger init", "", "Einen Ordner oder einen Ort in S3 zum Prüfbuch machen"),
    (
        "tomscan ledger init",
        "retain",
        "S3 soll das Aufbewahrte so lange schützen (Object Lock), etwa 4y; die Regel des Buckets geht vor",
    ),
    ("tomscan ledger init", "compliance", "Niemand darf den Schutz verkürzen (Compliance-Modus)"),
    (
        "tomscan ledger verify",
        "",
        "Die Kette durchgehen und sagen, welcher Lauf verändert, entfernt oder eingefügt wurde",
    ),
    (
        "tomscan ledger verify",
        "head",
        "Der letzte Lauf, wie das Protokoll eines Jobs ihn nennt, NUMMER:HASH; die Kette muss durch ihn gehen",
    ),
    ("tomscan ledger prune", "", "Rohdaten nach ihrem Alter entfernen; die Kette bleibt nachprüfbar"),
    ("tomscan ledger prune", "keep", "Wie lange Rohdaten bleiben, etwa 4y, 18m oder 400d"),
    ("tomscan rules", "", "Regeln auflisten, zeigen und prüfen"),
    ("tomscan rules list", "", "Alle Regeln auflisten"),
    ("tomscan rules show", "", "Eine Regel mit Grenzen, Parametern, Fakten und Berechtigungen zeigen"),
    ("tomscan rules show", "id", "Kennung der Regel, etwa s3-tls-only"),
    ("tomscan rules check", "", "Regeln auf Fehler prüfen"),
    ("tomscan rules check", "dir", "Ordner mit eigenen Regeln; fehlt er, die eingebauten"),
    (
        "tomscan iam-policy",
        "with_ledger",
        "Auch was eine Prüfung mit Prüfbuch fragt: wer geändert hat, was neu widerlegt ist",
    ),
    ("tomscan iam-policy", "", "Die kleinste IAM-Richtlinie ausgeben, die eine Prüfung dieser Aussagen braucht"),
    (
        "tomscan iam-policy",
        "format",
        "Als Richtlinie (json), oder als Rolle mit Leserechten für CloudFormation oder Terraform",
    ),
    (
        "tomscan check",
        "",
        "Eine Aussagendatei prüfen, ohne ein Konto zu fragen: Fehler, und Worte, denen kein Konto gerecht werden kann",
    ),
    (
        "tomscan check",
        "files",
        "Aussagendatei; sonst tom.toml in diesem Ordner. Mehrere: auch, was nicht in allen zugleich gelten kann",
    ),
    ("tomscan completions", "", "Vervollständigungen für eine Shell ausgeben"),
    ("tomscan completions", "shell", "Die Shell"),
];

const TEMPLATE: &str = "{about}\n\nAufruf: {usage}\n\n{all-args}{after-help}";

/// The command with German help.
pub(super) fn translate(command: Command) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    translate_at("tomscan", command.disable_version_flag(true).arg(version))
}

fn translate_at(path: &str, command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let usage = usage(path, &command);
    let mut command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help);
    command = command.help_template(TEMPLATE).subcommand_help_heading("Befehle").override_usage(usage);
    if let Some(about) = text(path, "") {
        command = command.about(about);
    }
    let arguments: Vec<(String, bool)> =
        command.get_arguments().map(|argument| (argument.get_id().to_string(), argument.is_positional())).collect();
    for (id, positional) in arguments {
        let heading = if positional { "Argumente" } else { "Optionen" };
        let help = text(path, &id).or_else(|| text("tomscan", &id)).unwrap_or_default();
        command = command.mut_arg(&id, |argument| {
            let translated = argument.help(help).help_heading(heading);
            let takes_value = matches!(translated.get_action(), ArgAction::Set | ArgAction::Append);
            if takes_value { translated.hide_possible_values(true).hide_default_value(true) } else { translated }
        });
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| translate_at(&format!("{path} {name}"), sub));
    }
    command
}

fn usage(path: &str, command: &Command) -> String {
    let positionals = command.get_positionals().map(|argument| {
        let name = argument.get_id().as_str().to_uppercase();
        if argument.is_required_set() { format!(" <{name}>") } else { format!(" [{name}]") }
    });
    let sub = if command.has_subcommands() { " [BEFEHL]" } else { "" };
    format!("{path} [OPTIONEN]{sub}{}", positionals.collect::<String>())
}

fn text(path: &str, id: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(of, argument, _)| *of == path && *argument == id).map(|(_, _, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn missing(path: &str, command: &Command, found: &mut Vec<String>) {
        if text(path, "").is_none() {
            found.push(path.to_owned());
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            if !["help", "version"].contains(&id) && text(path, id).or_else(|| text("tomscan", id)).is_none() {
                found.push(format!("{path} {id}"));
            }
        }
        for sub in command.get_subcommands() {
            missing(&format!("{path} {}", sub.get_name()), sub, found);
        }
    }

    #[test]
    fn every_command_and_argument_has_a_german_text() {
        let mut found = Vec::new();
        missing("tomscan", &crate::cli::Cli::command(), &mut found);
        assert!(found.is_empty(), "no German text for {found:?}");
    }
}
