//! From one login to other accounts: by a role of the same name in each.
//!
//! In: an account that is logged in, another one's id, the role. Out: that other account, ready to be asked. `sts:AssumeRole` is the
//! credential provider's own call, outside the table of operations and outside recordings, for its answer is a secret.

use super::call::Account;
use super::one_session::OneSession;
use super::session::{LoginError, header, identify, last, through};
use super::tape::{Recorder, Tape};
use crate::fact::Caller;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};

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
    let assumed = OneSession::of(provider);
    match assumed.provide_credentials().await {
        Ok(_) => Ok(assumed),
        Err(error) => Err(LoginError::Role { role: arn, cause: last(&error) }),
    }
}
