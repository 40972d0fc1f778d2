//! Where a call was made, and what names and times things have there.
//!
//! In: a call and the plan. Out: how much is in its region, ARNs, times before the world began.

use super::plan::{HOMES, Plan, share};
use crate::cloud::answer::Answer;
use crate::cloud::call::Call;
use jiff::{SignedDuration, Timestamp};

/// A call's place.
pub(super) struct Site<'a> {
    pub(super) call: &'a Call,
    pub(super) plan: &'a Plan,
    /// When the world began: ages are counted from here.
    pub(super) born: Timestamp,
}

/// The members in which a list is asked page by page, and answered.
pub(super) struct Members {
    /// The request's for the size of a page, and the largest.
    pub(super) size: (&'static str, usize),
    /// The request's and the answer's for the token.
    pub(super) token: (&'static str, &'static str),
    /// The answer's for the list.
    pub(super) list: &'static str,
}

impl Site<'_> {
    pub(super) fn account(&self) -> &str {
        &self.call.account
    }

    pub(super) fn region(&self) -> &str {
        &self.call.region
    }

    /// How many of `total` are in this region.
    pub(super) fn share(&self, total: usize) -> usize {
        share(total, self.region())
    }

    /// The number in the whole account of what is the `local`th here.
    pub(super) fn index(&self, local: usize) -> usize {
        2 * local + usize::from(self.region() == HOMES[1])
    }

    /// Whether what has this number is here.
    pub(super) fn is_here(&self, index: usize, total: usize) -> bool {
        index < total && HOMES[index % 2] == self.region()
    }

    /// The number that a name ends with, if that is here.
    pub(super) fn number(&self, name: &str, total: usize) -> Option<usize> {
        number(name).filter(|index| self.is_here(*index, total))
    }

    pub(super) fn arn(&self, service: &str, rest: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{rest}", self.region(), self.account())
    }

    /// A key of this region, the same for the same number.
    pub(super) fn key(&self, index: usize) -> String {
        let keys = self.share(self.plan.keys).max(1);
        self.arn("kms", &format!("key/{}", super::kms::id(self.index((index / 2) % keys))))
    }

    /// RFC 3339.
    pub(super) fn days_ago(&self, days: usize) -> String {
        self.hours_ago(days * 24)
    }

    pub(super) fn hours_ago(&self, hours: usize) -> String {
        let hours = i64::try_from(hours).unwrap_or_default();
        (self.born - SignedDuration::from_hours(hours)).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Seconds since 1970.
    pub(super) fn second(&self, days: usize) -> i64 {
        self.born.as_second() - 86_400 * i64::try_from(days).unwrap_or_default()
    }

    /// A list in JSON, of those that are here.
    pub(super) fn json(&self, total: usize, members: &Members, item: impl Fn(usize) -> String) -> Answer {
        let page = self.call.page(self.share(total), members.size.0, members.size.1, members.token.0);
        let items: Vec<String> = page.holds.clone().map(|local| item(self.index(local))).collect();
        let body = format!("{{\"{}\":[{}]{}}}", members.list, items.join(","), page.json(members.token.1));
        Answer::json(self.call, body)
    }

    /// A list in the XML of the Query protocols; each entry comes with its element.
    pub(super) fn xml(&self, total: usize, members: &Members, item: impl Fn(usize) -> String) -> Answer {
        let page = self.call.page(self.share(total), members.size.0, members.size.1, members.token.0);
        let items: String = page.holds.clone().map(|local| item(self.index(local))).collect();
        let list = members.list;
        Answer::query(self.call, &format!("<{list}>{items}</{list}>{}", page.xml(members.token.1)))
    }
}

/// The number that a name ends with.
pub(super) fn number(name: &str) -> Option<usize> {
    let digits = name.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// A document as IAM hands it out.
pub(super) fn encoded(document: &str) -> String {
    percent_encoding::utf8_percent_encode(document, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// A text in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
