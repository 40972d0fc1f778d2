//! One session for everything that an account is asked.
//!
//! In: whatever provides credentials. Out: the same, asked once and again before a session ends. Clients of different regions would
//! each ask for themselves, and assume a role once more; and the SDK renews seconds before the end, which a slow answer outlives.

use crate::clock;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use std::time::{Duration, SystemTime};
use tokio::sync::Mutex;

/// Credentials with less time left than this are renewed: a call and its retries must not outlive them. Of short sessions it is half.
const MARGIN: Duration = Duration::from_mins(5);

/// Credentials that all clients of an account share.
#[derive(Debug)]
pub(super) struct OneSession<P> {
    provider: P,
    last: Mutex<Option<Session>>,
}

#[derive(Clone, Debug)]
struct Session {
    credentials: Credentials,
    /// When it is renewed; never, if it does not end.
    renewed: Option<SystemTime>,
}

impl Session {
    fn begun(credentials: Credentials, now: SystemTime) -> Self {
        let renewed = credentials.expiry().map(|end| {
            let left = end.duration_since(now).unwrap_or_default();
            end - MARGIN.min(left / 2)
        });
        Self { credentials, renewed }
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.renewed.is_none_or(|renewed| now < renewed)
    }

    fn has_ended(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_some_and(|end| end <= now)
    }
}

impl<P: ProvideCredentials + 'static> OneSession<P> {
    /// The provider, asked no more often than needed.
    pub(super) fn of(provider: P) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(Self { provider, last: Mutex::default() })
    }
}

impl<P: ProvideCredentials> OneSession<P> {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let mut last = self.last.lock().await;
        let now = SystemTime::from(clock::by_aws());
        if let Some(session) = last.as_ref().filter(|session| session.is_fresh(now)) {
            return Ok(session.credentials.clone());
        }
        match self.provider.provide_credentials().await {
            Ok(credentials) => Ok(last.insert(Session::begun(credentials, now)).credentials.clone()),
            // Until it ends, what there is serves on.
            Err(error) => match last.as_ref().filter(|session| !session.has_ended(now)) {
                Some(session) => Ok(session.credentials.clone()),
                None => Err(error),
            },
        }
    }
}

impl<P: ProvideCredentials> ProvideCredentials for OneSession<P> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Gives sessions that end after so many seconds, one after the other; then none.
    #[derive(Debug)]
    struct Sessions(Vec<u64>, AtomicU32);

    impl ProvideCredentials for Sessions {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let asked = self.1.fetch_add(1, Ordering::Relaxed);
            let seconds = self.0.get(usize::try_from(asked).unwrap_or_default());
            let session = |seconds: &u64| {
                let end = SystemTime::from(clock::by_aws()) + Duration::from_secs(*seconds);
                Credentials::new(format!("session-{asked}"), "hidden", Some("hidden".to_owned()), Some(end), "test")
            };
            future::ProvideCredentials::ready(
                seconds.map(session).ok_or_else(|| CredentialsError::not_loaded("there is none")),
            )
        }
    }

    fn of(sessions: &[u64]) -> OneSession<Sessions> {
        OneSession { provider: Sessions(sessions.to_vec(), AtomicU32::new(0)), last: Mutex::default() }
    }

    /// The key of each time, or `none`.
    async fn keys(sessions: &[u64], times: usize) -> Vec<String> {
        let one = of(sessions);
        let mut keys = Vec::new();
        for _ in 0..times {
            let key = one.provide_credentials().await.map(|session| session.access_key_id().to_owned());
            keys.push(key.unwrap_or_else(|_| "none".to_owned()));
        }
        keys
    }

    fn session(number: u32) -> String {
        format!("session-{number}")
    }

    #[tokio::test]
    async fn a_session_serves_all_until_it_nears_its_end() {
        assert_eq!(keys(&[3600], 3).await, [session(0), session(0), session(0)]);
        assert_eq!(
            keys(&[60, 3600], 3).await,
            [session(0), session(0), session(0)],
            "short ones serve half their time"
        );
        assert_eq!(keys(&[0, 3600], 3).await, [session(0), session(1), session(1)]);
    }

    #[tokio::test]
    async fn what_has_not_ended_serves_on_where_there_is_no_other() {
        assert_eq!(keys(&[0], 2).await, [session(0), "none".to_owned()]);
        let one = of(&[]);
        let now = SystemTime::from(clock::by_aws());
        let end = now + Duration::from_mins(1);
        let credentials = Credentials::new("old", "hidden", None, Some(end), "test");
        *one.last.lock().await = Some(Session { credentials, renewed: Some(now) });
        assert_eq!(one.provide_credentials().await.expect("the old ones").access_key_id(), "old");
    }

    #[tokio::test]
    async fn nothing_secret_shows_in_a_message() {
        let one = of(&[3600]);
        one.provide_credentials().await.expect("a session");
        assert!(!format!("{one:?}").contains("hidden"), "{one:?}");
    }
}
