//! The company whose measures a document states.

/// How companies end, by their law.
const FORMS: &[&str] = &[
    "GmbH", "mbH", "gGmbH", "AG", "SE", "UG", "KG", "KGaA", "OHG", "eG", "e.V.", "GbR", "Ltd", "Ltd.", "Limited",
    "Inc", "Inc.", "LLC", "plc", "PLC", "B.V.", "S.A.", "SAS", "SARL", "Oy", "AB", "ApS",
];
/// What may stand between the parts of a form: `GmbH & Co. KG`.
const BETWEEN: &[&str] = &["&", "Co.", "Co", "(haftungsbeschränkt)"];
/// Names of those that host, and do not speak.
const HOSTERS: &[&str] = &["Amazon", "AWS", "Microsoft", "Google", "Hetzner", "IONOS", "OVH", "Cloudflare"];
/// Words of a name that begin small or are signs.
const SMALL: &[&str] = &["&", "und", "and", "+", "für", "of", "-"];
/// Words before a name that do not belong to it.
const BEFORE: &[&str] = &[
    "Die", "Der", "Das", "Eine", "Ein", "Einer", "Unsere", "Our", "A", "An", "The", "Bei", "Wir", "We", "Firma",
    "Anbieter", "By", "At", "Zwischen", "Between",
];
const MOST_WORDS: usize = 6;

/// The first company that a text names by its legal form, unless it hosts.
pub(super) fn named(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_form = |word: &str| {
        FORMS.contains(&word.trim_end_matches([',', ':', ';', ')']))
            || FORMS.contains(&word.trim_end_matches([',', ':', ';', ')', '.']))
    };
    let mut at = 0;
    while let Some(found) = words.iter().skip(at).position(|word| is_form(word)).map(|index| index + at) {
        let mut end = found + 1;
        while words.get(end).is_some_and(|word| BETWEEN.contains(word) || is_form(word)) && goes_on(words.get(end - 1))
        {
            end += 1;
        }
        let start = (0..found)
            .rev()
            .take(MOST_WORDS)
            .take_while(|index| words.get(*index).is_some_and(|word| is_of_name(word)))
            .last();
        let mut name = start.and_then(|start| words.get(start..end)).unwrap_or_default();
        while name.first().is_some_and(|first| BEFORE.contains(first) || SMALL.contains(first)) {
            name = name.get(1..).unwrap_or_default();
        }
        if name.len() > end - found && !name.iter().any(|word| HOSTERS.contains(word)) {
            let name = name.join(" ");
            return Some(trimmed(&name).to_owned());
        }
        at = end;
    }
    None
}

/// A word behind which a name ends has a sign at its end.
fn goes_on(word: Option<&&str>) -> bool {
    word.is_some_and(|word| !word.ends_with([',', ':', ';', ')']))
}

fn is_of_name(word: &str) -> bool {
    (word.starts_with(|sign: char| sign.is_uppercase() || sign.is_ascii_digit()) || SMALL.contains(&word))
        && !word.ends_with([',', ':', ';', ')', '.'])
}

fn trimmed(name: &str) -> &str {
    let closes = |sign| matches!(sign, ',' | ':' | ';') || sign == ')' && !name.contains('(');
    let name = name.trim_end_matches(closes);
    if name.ends_with("e.V.") || name.ends_with("B.V.") || name.ends_with("S.A.") {
        name
    } else {
        name.trim_end_matches('.')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_known_by_their_form() {
        for (text, name) in [
            ("Maßnahmen der Beispiel GmbH & Co. KG, Kiel", Some("Beispiel GmbH & Co. KG")),
            ("zwischen dem Kunden und der Nord Digital AG (Anbieter)", Some("Nord Digital AG")),
            ("The measures of Example Data Ltd. are these", Some("Example Data Ltd")),
            (
                "Gehostet bei Hetzner Online GmbH; es spricht die Muster UG (haftungsbeschränkt)",
                Some("Muster UG (haftungsbeschränkt)"),
            ),
            ("Amazon Web Services EMEA SARL", None),
            ("Eine GmbH ist eine Gesellschaft", None),
            ("Datenschutz e.V. hat Maßnahmen", Some("Datenschutz e.V.")),
        ] {
            assert_eq!(named(text).as_deref(), name, "{text}");
        }
    }
}
