//! Text from outside inside Markdown: shown as it is, never as markup, link, mention, formula or emoji.
//!
//! In: any text. Out: Markdown on one line that renders as that text. GitHub reads mentions, references, emoji and formulas out of
//! the finished HTML, where no backslash helps any more; a `<span>` around their sign parts it from what follows.

use crate::report::plain::{clipped, one_line, plain};
use std::fmt::Write;

/// As prose at the beginning of a line or of an item, where a dash or a number would begin another list.
pub(crate) fn beginning(line: &str) -> String {
    let escaped = text(line);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped.as_bytes().get(digits) {
        Some(b'+' | b'-') if digits == 0 => format!("\\{escaped}"),
        Some(b'.' | b')') if digits > 0 => {
            let (number, rest) = escaped.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => escaped,
    }
}

/// As prose. It must not stand at the beginning of a line.
pub(crate) fn text(text: &str) -> String {
    let line = clipped(&one_line(text));
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// ARNs within prose read better as code; one that would end a cell of a table stays prose.
fn word(word: &str) -> String {
    let start = word.find("arn:aws").filter(|_| !word.contains(['|', '`']));
    let Some((before, arn)) = start.and_then(|start| word.split_at_checked(start)) else { return prose(word) };
    let end = arn.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '*').len();
    arn.split_at_checked(end)
        .map_or_else(|| prose(word), |(arn, after)| format!("{}{}{}", prose(before), code(arn), prose(after)))
}

fn prose(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (at, c) in word.char_indices() {
        let (before, after) = (word.get(..at).unwrap_or_default(), word.get(at + c.len_utf8()..).unwrap_or_default());
        let _infallible = match c {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            _ if is_read_from_html(before, c, after) => write!(out, "<span>{c}</span>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '^' => write!(out, "\\{c}"),
            c => out.write_char(c),
        };
    }
    out
}

/// Whether a mention, a reference, a formula, a link or an emoji could begin here.
fn is_read_from_html(before: &str, c: char, after: &str) -> bool {
    let short_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c))
    };
    match c {
        '$' => true,
        '@' | '#' => !after.is_empty(),
        ':' => after.starts_with("//") || after.split_once(':').is_some_and(|(name, _)| short_name(name)),
        '.' => before.to_ascii_lowercase().ends_with("www"),
        _ => false,
    }
}

/// As code within a line. Not for cells of tables, where a pipe would end the cell even here.
pub(crate) fn code(text: &str) -> String {
    let line = clipped(&plain(text));
    let fence = "`".repeat(longest_run(&line) + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') || line.is_empty() { " " } else { "" };
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// A command as a block of its own, whole: half a command is no command.
pub(crate) fn command(command: &str) -> String {
    let line = plain(command);
    let fence = "`".repeat(longest_run(&line).max(2) + 1);
    format!("{fence}sh\n{line}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{beginning, code, command, text};

    #[test]
    fn prose_is_no_markup() {
        assert_eq!(text("a|b *c* <script>\n# d"), r"a\|b \*c\* &lt;script&gt; \# d");
        assert_eq!(text("@octocat #12 $x$"), "<span>@</span>octocat <span>#</span>12 <span>$</span>x<span>$</span>");
        assert_eq!(text("[x](http://a) www.b"), r"\[x\](http<span>:</span>//a) www<span>.</span>b");
        assert_eq!(text("Soll: ja, 5 @ 3 s3:Get"), "Soll: ja, 5 @ 3 s3:Get");
        assert_eq!(text(":key:"), "<span>:</span>key:");
        assert_eq!(text("(arn:aws:sns:::a)."), "(`arn:aws:sns:::a`).");
        assert_eq!(text("arn:aws:a|b"), r"arn<span>:</span>aws:a\|b");
        assert!(text(&"x".repeat(2_000)).ends_with("x (…)"));
    }

    #[test]
    fn a_line_begins_no_list() {
        for (line, escaped) in
            [("- a", r"\- a"), ("12. a", r"12\. a"), ("# a", r"\# a"), ("a - b", "a - b"), ("7", "7")]
        {
            assert_eq!(beginning(line), escaped);
        }
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(command("x ``` y"), "````sh\nx ``` y\n````\n");
    }
}
