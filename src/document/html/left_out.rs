//! What of a web page is not what it is about.
//!
//! In: its tree. Out: where its content lies, and whether an element in it is left out.

use super::tree::{Node, ROOT, Tree};
use crate::document::Block;

/// Elements whose text nobody reads, or that are controls.
const NEVER: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "map", "math", "meter",
    "nav", "noscript", "object", "option", "progress", "script", "select", "style", "svg", "template", "textarea",
    "title", "video", "aside",
];
/// Roles of the same.
const NEVER_AS: &[&str] = &[
    "alert",
    "alertdialog",
    "banner",
    "button",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];
/// Words of ids and classes that say what an element is for.
const COOKIES: &[&str] = &[
    "borlabs",
    "ccm",
    "cmp",
    "cmplz",
    "consent",
    "cookie",
    "cookiebot",
    "cookiebanner",
    "cookiefirst",
    "cookieconsent",
    "cookiehinweis",
    "cookielaw",
    "cookienotice",
    "cookies",
    "onetrust",
    "rcb",
    "uc",
    "usercentrics",
    "klaro",
    "iubenda",
];
const NOTICE: &[&str] = &[
    "alert",
    "banner",
    "bar",
    "box",
    "consent",
    "container",
    "dialog",
    "hinweis",
    "layer",
    "message",
    "modal",
    "notice",
    "notification",
    "overlay",
    "popup",
    "root",
    "settings",
    "wrapper",
];
const ASIDE: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "share",
    "sharing",
    "shariff",
    "sidebar",
    "skip",
    "skiplink",
    "skiplinks",
    "socialmedia",
    "addtoany",
    "sharedaddy",
];
/// An element with such words is no notice, whatever its class: the page's state is written there.
const FRAMES: &[&str] = &["html", "body", "main", "article", "h1", "h2", "h3", "p", "li", "td"];

/// Where the content lies: in `main`, else in the only `article`, else in the body.
pub(super) fn content(tree: &Tree) -> Vec<usize> {
    let all = tree.length(ROOT);
    let is_main = |node: &Node| node.name == "main" || node.attribute("role") == Some("main");
    let is_article = |node: &Node| node.name == "article";
    let found = |is: &dyn Fn(&Node) -> bool| {
        let found = tree.below(ROOT).filter(|id| tree.node(*id).is_some_and(is) && !tree.above(*id).any(is));
        found.collect::<Vec<_>>()
    };
    for (roots, most) in [(found(&is_main), usize::MAX), (found(&is_article), 1)] {
        let length: usize = roots.iter().map(|root| tree.length(*root)).sum();
        if !roots.is_empty() && roots.len() <= most && (length > 400 || length * 4 > all) {
            return roots;
        }
    }
    vec![ROOT]
}

/// Whether an element is left out, with all that lies in it.
pub(super) fn is_left_out(tree: &Tree, id: usize, node: &Node) -> bool {
    let role = node.attribute("role").unwrap_or_default().to_ascii_lowercase();
    if NEVER.contains(&node.name.as_str()) || NEVER_AS.contains(&role.as_str()) || is_hidden(node) {
        return true;
    }
    if node.name == "header" || node.name == "footer" {
        return !tree.above(id).any(|above| matches!(above.name.as_str(), "main" | "article" | "section"));
    }
    !FRAMES.contains(&node.name.as_str()) && is_named_so(tree, id, node)
}

fn is_hidden(node: &Node) -> bool {
    let style: String = node.attribute("style").unwrap_or_default().to_ascii_lowercase().split_whitespace().collect();
    node.attribute("aria-hidden") == Some("true")
        || node.attribute("hidden").is_some_and(|value| value != "until-found")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Whether id, class or label say that it is a notice or stands beside the content.
fn is_named_so(tree: &Tree, id: usize, node: &Node) -> bool {
    let names = ["id", "class", "aria-label"].into_iter().filter_map(|name| node.attribute(name));
    let names: String = names.flat_map(|name| [name, " "]).collect::<String>().to_ascii_lowercase();
    if names.trim().is_empty() {
        return false;
    }
    let words: Vec<&str> = names.split(|letter: char| !letter.is_alphanumeric()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    // Within the content, a chapter on cookies is no notice.
    let is_within = || tree.above(id).any(|above| matches!(above.name.as_str(), "main" | "article"));
    let is_notice = has(COOKIES) && (has(NOTICE) || !is_within())
        || has(&["gdpr", "dsgvo"]) && has(&["banner", "consent", "popup", "modal", "overlay"]);
    (is_notice || has(ASIDE)) && !holds_content(tree, id)
}

/// Whether the content lies in it: then it is a frame around everything.
fn holds_content(tree: &Tree, id: usize) -> bool {
    tree.below(id).filter_map(|id| tree.node(id)).any(|node| matches!(node.name.as_str(), "main" | "article" | "h1"))
}

/// Takes away the short texts at the very end that banners leave behind: "WordPress Cookie Hinweis von …".
pub(in crate::document) fn without_notices(blocks: &mut Vec<Block>) {
    const WORDS: [&str; 7] = ["hinweis", "banner", "consent", "einstellung", "zustimm", "akzept", "notice"];
    while let Some(last) = blocks.last() {
        let text = last.text.to_lowercase();
        let is_notice =
            text.chars().count() <= 90 && text.contains("cookie") && WORDS.iter().any(|word| text.contains(word));
        // A sentence about cookies is a statement like any other.
        if !is_notice || text.ends_with('.') {
            return;
        }
        blocks.pop();
    }
}
