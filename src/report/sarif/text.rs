//! Text from outside inside SARIF.
//!
//! In: any text. Out: one line that no viewer reads as a placeholder or a link.

use crate::report::plain::{one_line, plain};

/// A name or command, which is shown as it is.
pub(super) fn verbatim(text: &str) -> String {
    plain(text)
}

/// A message. In it braces stand for arguments (§ 3.11.5), and `[text](place)` is a link (§ 3.11.6).
pub(super) fn message(text: &str) -> String {
    let text = one_line(text).replace('{', "{{").replace('}', "}}");
    if text.contains("](") { text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]") } else { text }
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn a_message_has_neither_arguments_nor_links() {
        assert_eq!(message("a {0}\n[b] c"), "a {{0}} [b] c");
        assert_eq!(message("[b](https://c)"), r"\[b\](https://c)");
    }
}
