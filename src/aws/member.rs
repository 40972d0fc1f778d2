//! From one login to other accounts: by a role of the same name in each.
//!
//! In: an account that is logged in, another one's id, the role. Out: that other account, ready to be asked. `sts:AssumeRole` is the
//! credential provider's own call, outside the table of operations and outside recordings, for its answer is a secret.

use super::call::Account;
use super::session::{LoginError, header, identify, last, through};
use super::tape::{Recorder, Tape};
use crate::clock;
use crate::fact::Caller;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use std::time::{Duration, SystemTime};
use tokio::sync::Mutex;

/// The name under which the calls stand in the other account's CloudTrail.
const SESSION: &str = "tomscan";

/// The role by which other accounts are reached.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name, with its path if it has one.
    pub name: String,
    /// The external id that its trust policy asks for.
    pub external_id: Option<String>,
}

/// Logs in to another account. The account of the login itself is asked with the login, for there the role may be missing
/// (Organizations creates none in the management account).
pub async fn connect_member(
    home: &Account,
    id: &str,
    role: &Role,
    record: bool,
) -> Result<(Account, Caller), LoginError> {
    let Some(http) = home.tape.client().cloned() else { return Err(LoginError::NotRecorded) };
    let mut config = home.config.clone().into_builder().http_client(http.clone()).build();
    if id != home.id {
        let credentials = assumed(home, &config, id, role).await?;
        config = config.into_builder().credentials_provider(credentials).build();
    }
    let tape =
        if record { Tape::recording(http, Recorder::new(header(&config, home.now))) } else { Tape::network(http) };
    let mut account = home.another(through(config, tape.clone()), tape);
    let caller = identify(&mut account, None).await?;
    if caller.account == id { Ok((account, caller)) } else { Err(LoginError::Elsewhere(caller.account)) }
}

/// Credentials of the role, which renew themselves before they end.
async fn assumed(
    home: &Account,
    config: &aws_types::SdkConfig,
    id: &str,
    role: &Role,
) -> Result<SharedCredentialsProvider, LoginError> {
    let arn = format!("arn:{}:iam::{id}:role/{}", home.partition, role.name.trim_start_matches('/'));
    let mut provider = AssumeRoleProvider::builder(&arn).session_name(SESSION).configure(config);
    if let Some(external_id) = &role.external_id {
        provider = provider.external_id(external_id);
    }
    let provider = match config.credentials_provider() {
        Some(own) => provider.build_from_provider(own).await,
        None => provider.build().await,
    };
    let assumed = Assumed { provider, last: Mutex::default() };
    match assumed.provide_credentials().await {
        Ok(_) => Ok(SharedCredentialsProvider::new(assumed)),
        Err(error) => Err(LoginError::Role { role: arn, cause: last(&error) }),
    }
}

/// Credentials with less time left than this are renewed: a call and its retries must not outlive them.
const MARGIN: Duration = Duration::from_mins(5);

/// One session for all clients of an account: each would assume the role for itself.
#[derive(Debug)]
struct Assumed<P> {
    provider: P,
    last: Mutex<Option<Credentials>>,
}

impl<P: ProvideCredentials> Assumed<P> {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let mut last = self.last.lock().await;
        if let Some(credentials) = last.as_ref().filter(|last| is_fresh(last)) {
            return Ok(credentials.clone());
        }
        Ok(last.insert(self.provider.provide_credentials().await?).clone())
    }
}

fn is_fresh(credentials: &Credentials) -> bool {
    let ends = |end: SystemTime| end > SystemTime::from(clock::now()) + MARGIN;
    credentials.expiry().is_none_or(ends)
}

impl<P: ProvideCredentials> ProvideCredentials for Assumed<P> {
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

    /// Gives sessions that end after so many minutes, one after the other; then none.
    #[derive(Debug)]
    struct Sessions(Vec<u64>, AtomicU32);

    impl ProvideCredentials for Sessions {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let asked = self.1.fetch_add(1, Ordering::Relaxed);
            let minutes = self.0.get(usize::try_from(asked).unwrap_or_default());
            let session = |minutes: &u64| {
                let end = SystemTime::from(clock::now()) + Duration::from_mins(*minutes);
                Credentials::new(format!("session-{asked}"), "s", None, Some(end), "test")
            };
            future::ProvideCredentials::ready(
                minutes.map(session).ok_or_else(|| CredentialsError::not_loaded("the role is gone")),
            )
        }
    }

    async fn keys(sessions: &[u64], times: usize) -> Vec<Option<String>> {
        let assumed = Assumed { provider: Sessions(sessions.to_vec(), AtomicU32::new(0)), last: Mutex::default() };
        let mut keys = Vec::new();
        for _ in 0..times {
            keys.push(assumed.provide_credentials().await.ok().map(|session| session.access_key_id().to_owned()));
        }
        keys
    }

    #[tokio::test]
    async fn a_session_serves_all_until_it_nears_its_end_and_is_then_renewed() {
        let session = |number: u32| Some(format!("session-{number}"));
        assert_eq!(keys(&[60], 3).await, [session(0), session(0), session(0)]);
        assert_eq!(keys(&[4, 60], 3).await, [session(0), session(1), session(1)]);
        assert_eq!(keys(&[4], 2).await, [session(0), None], "without a new one there is none");
    }
}
