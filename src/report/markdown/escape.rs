//! Text from outside inside Markdown: shown as it is, never as markup, link, mention, formula or emoji.
//!
//! In: any text. Out: Markdown on one line that renders as that text. GitHub reads mentions, references, emoji and formulas out of
//! the finished HTML, where no backslash helps any more; a `<span>` around their sign parts it from what follows.

use crate::report::plain::one_line;
use std::fmt::Write;

/// Longest text that is shown; AWS's names and ARNs are shorter, but not what stands in policies and claims.
const LONGEST: usize = 1_000;

/// As prose. It must not stand at the beginning of a line.
pub(super) fn text(text: &str) -> String {
    let line = clipped(text);
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars();
    let mut before = String::new();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let joined = next.is_some_and(|next| !next.is_whitespace());
        let after_www = c == '.' && before.to_ascii_lowercase().ends_with("www");
        let _infallible = match c {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '@' | '#' | ':' if joined => write!(out, "<span>{c}</span>"),
            '$' => write!(out, "<span>{c}</span>"),
            '.' if after_www => write!(out, "<span>{c}</span>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '^' => write!(out, "\\{c}"),
            c => out.write_char(c),
        };
        before.push(c);
    }
    out
}

/// As code within a line. Not for cells of tables, where a pipe would end the cell even here.
pub(super) fn code(text: &str) -> String {
    let line = clipped(text);
    let fence = "`".repeat(longest_run(&line) + 1);
    let pad = if line.starts_with('`') || line.ends_with('`') || line.is_empty() { " " } else { "" };
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// A command as a block of its own, whole: half a command is no command.
pub(super) fn command(command: &str) -> String {
    let line = one_line(command);
    let fence = "`".repeat(longest_run(&line).max(2) + 1);
    format!("{fence}sh\n{line}\n{fence}\n")
}

fn clipped(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} (…)", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{code, command, text};

    #[test]
    fn prose_is_no_markup() {
        assert_eq!(text("a|b *c* <script>\n# d"), r"a\|b \*c\* &lt;script&gt; \# d");
        assert_eq!(text("@octocat #12 $x$"), "<span>@</span>octocat <span>#</span>12 <span>$</span>x<span>$</span>");
        assert_eq!(text("[x](http://a) www.b"), r"\[x\](http<span>:</span>//a) www<span>.</span>b");
        assert_eq!(text("Soll: ja, 5 @ 3"), "Soll: ja, 5 @ 3");
        assert!(text(&"x".repeat(2_000)).ends_with("x (…)"));
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(command("x ``` y"), "````sh\nx ``` y\n````\n");
    }
}
