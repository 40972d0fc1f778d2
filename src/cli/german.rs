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
        "Format der Standardausgabe: table für Menschen (Vorgabe), json für Programme, markdown für die Zusammenfassung eines Jobs, junit für jede CI, sarif für Code-Scanning, csv für Tabellen",
    ),
    (
        "tomscan",
        "output",
        "Den Bericht auch in diese Datei schreiben; die Endung bestimmt das Format: .txt, .json, .md, .xml, .sarif oder .csv (mehrfach möglich)",
    ),
    (
        "tomscan",
        "undocumented",
        "Auch abfragen, wovon keine Aussage spricht, um Maßnahmen zu nennen, die das Dokument auslässt",
    ),
    ("tomscan", "record", "Jede Antwort von AWS in dieser Datei aufzeichnen, ohne Zugangsdaten"),
    ("tomscan", "replay", "Eine Aufzeichnung prüfen statt eines Kontos: ohne Netz, ohne Anmeldung"),
    ("tomscan", "demo", "Den Bericht einer kleinen erfundenen Firma zeigen, aus einer Aufzeichnung in tomscan"),
    ("tomscan rules", "", "Regeln auflisten, zeigen und prüfen"),
    ("tomscan rules list", "", "Alle Regeln auflisten"),
    ("tomscan rules show", "", "Eine Regel mit Grenzen, Parametern, Fakten und Berechtigungen zeigen"),
    ("tomscan rules show", "id", "Kennung der Regel, etwa s3-tls-only"),
    ("tomscan rules check", "", "Regeln auf Fehler prüfen"),
    ("tomscan rules check", "dir", "Ordner mit eigenen Regeln; fehlt er, die eingebauten"),
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
    ("tomscan check", "file", "Aussagendatei; sonst tom.toml in diesem Ordner"),
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
