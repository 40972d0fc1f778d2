//! How far the machine's clock is from AWS's.
//!
//! In: answers from the network, each with its `Date`. Out: the difference at the first of them. Answers of a recording tell nothing.

use crate::clock::by_the_machine;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::date_time::{DateTime, Format};
use std::sync::{Arc, OnceLock};

/// The difference, once it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates(Arc<OnceLock<i64>>);

impl Dates {
    /// Reads the date of an answer, unless one was read before. What a cache in between gives has an old one (`Age`, RFC 9111).
    pub(super) fn note(&self, answer: &Result<HttpResponse, ConnectorError>) {
        let Ok(answer) = answer else { return };
        if self.0.get().is_some() || answer.headers().contains_key("age") {
            return;
        }
        let date = answer.headers().get("date").and_then(|date| DateTime::from_str(date, Format::HttpDate).ok());
        if let Some(date) = date {
            let _another_answer_may_have_been_first = self.0.set(date.secs() - by_the_machine().as_second());
        }
    }

    /// Seconds by which AWS's clock is ahead; 0 where no answer tells.
    pub(super) fn ahead(&self) -> i64 {
        self.0.get().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Dates, Format, HttpResponse, by_the_machine};
    use aws_smithy_types::body::SdkBody;

    fn answer(ahead: i64, age: Option<&str>) -> HttpResponse {
        let mut answer = HttpResponse::new(200.try_into().expect("a status"), SdkBody::empty());
        let date = DateTime::from_secs(by_the_machine().as_second() + ahead);
        answer.headers_mut().insert("date", date.fmt(Format::HttpDate).expect("a date"));
        if let Some(age) = age {
            answer.headers_mut().insert("age", age.to_owned());
        }
        answer
    }

    #[test]
    fn the_first_answer_of_no_cache_tells_how_far_the_clocks_are_apart() {
        let dates = Dates::default();
        assert_eq!(dates.ahead(), 0);
        dates.note(&Ok(answer(-9_000, Some("9000"))));
        dates.note(&Ok(HttpResponse::new(200.try_into().expect("a status"), SdkBody::empty())));
        dates.note(&Ok(answer(7_200, None)));
        dates.note(&Ok(answer(50, None)));
        assert!((7_199..=7_201).contains(&dates.ahead()), "{}", dates.ahead());
    }
}
