//! Logging in: from a profile (or a recording) to an account that can be asked.
//!
//! In: what the command line says. Out: an [`Account`] and who asks, or one sentence that says what to type.

use super::call::Account;
use super::clear_text::Sender;
use super::guarded::{Guarded, clear_text_endpoint};
use super::limit::Pace;
use super::one_session::OneSession;
use super::recording::{FORMAT, Header, TapeError};
use super::tape::{Player, Recorder, Tape};
use super::wire::sts::GetCallerIdentity;
use crate::clock;
use crate::fact::{Caller, Observed, Unknown};
use crate::say;
use crate::text::{Lang, Say};
use aws_config::BehaviorVersion;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_http_client::tls;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::region::Region;
use jiff::Timestamp;
use serde_json::json;
use std::time::{Duration, SystemTime};

/// How to log in.
#[derive(Clone, Debug, Default)]
pub struct Login {
    /// `--profile`.
    pub profile: Option<String>,
    /// Keep a recording.
    pub record: bool,
    /// Play this recording (name for messages, text) instead of asking AWS.
    pub replay: Option<(String, String)>,
    /// How fast.
    pub pace: Pace,
}

/// Why there is no account to ask.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// No credentials were found anywhere, or the profile does not exist.
    #[error("no credentials")]
    NoCredentials {
        /// The profile that was asked for.
        profile: Option<String>,
        /// What the SDK says.
        cause: String,
    },
    /// The login has ended.
    #[error("login expired")]
    Expired {
        /// The profile that was asked for.
        profile: Option<String>,
    },
    /// AWS does not know the credentials.
    #[error("credentials rejected: {0}")]
    Rejected(String),
    /// The recording does not hold who was asking.
    #[error("the recording lacks sts:GetCallerIdentity")]
    NotRecorded,
    /// The profile does not exist.
    #[error("no such profile")]
    NoProfile(String),
    /// An endpoint that is configured would be reached over plain HTTP.
    #[error("plain HTTP to {0}")]
    ClearText(String),
    /// AWS could not be reached.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// A role in another account may not be assumed, or does not exist.
    #[error("role {role} refused: {cause}")]
    Role {
        /// ARN of the role.
        role: String,
        /// What AWS says.
        cause: String,
    },
    /// The login is for another account than it should be.
    #[error("logged in to {0}")]
    Elsewhere(String),
    /// The recording cannot be used.
    #[error(transparent)]
    Recording(#[from] TapeError),
}

impl Say for LoginError {
    fn say(&self, lang: Lang) -> String {
        let option = |profile: &Option<String>| {
            profile.as_ref().map_or(String::new(), |profile| format!(" --profile {profile}"))
        };
        match self {
            Self::NoCredentials { profile: Some(name), cause } => say!(
                lang,
                "nicht geprüft: das Profil „{name}“ liefert keine Anmeldung ({cause}); vorhandene Profile zeigt `aws configure list-profiles`",
                "nothing was scanned: the profile \"{name}\" gives no credentials ({cause}); `aws configure list-profiles` shows the profiles there are"
            ),
            Self::NoCredentials { profile: None, cause } => say!(
                lang,
                "nicht geprüft: keine AWS-Anmeldung gefunden ({cause}); anmelden mit `aws sso login --profile NAME`, dann `tomscan --profile NAME`",
                "nothing was scanned: no AWS credentials found ({cause}); log in with `aws sso login --profile NAME`, then `tomscan --profile NAME`"
            ),
            Self::Expired { profile } => {
                let option = option(profile);
                say!(
                    lang,
                    "nicht geprüft: die Anmeldung ist abgelaufen; neu anmelden mit `aws sso login{option}`",
                    "nothing was scanned: the login has expired; log in again with `aws sso login{option}`"
                )
            }
            Self::Rejected(code) => say!(
                lang,
                "nicht geprüft: AWS weist die Anmeldung zurück ({code}); mit `aws sts get-caller-identity` prüfen",
                "nothing was scanned: AWS rejects the credentials ({code}); check with `aws sts get-caller-identity`"
            ),
            Self::NotRecorded => say!(
                lang,
                "nicht geprüft: in der Aufzeichnung fehlt sts:GetCallerIdentity; sie ist unvollständig",
                "nothing was scanned: the recording lacks sts:GetCallerIdentity; it is incomplete"
            ),
            Self::NoProfile(name) => say!(
                lang,
                "nicht geprüft: das Profil „{name}“ gibt es nicht; vorhandene Profile zeigt `aws configure list-profiles`, ein neues legt `aws configure sso --profile {name}` an",
                "nothing was scanned: there is no profile \"{name}\"; `aws configure list-profiles` shows those there are, `aws configure sso --profile {name}` makes a new one"
            ),
            Self::Role { role, cause } => say!(
                lang,
                "nicht geprüft: die Rolle {role} lässt sich nicht übernehmen ({cause}); gibt es sie dort, nennt ihre Vertrauensrichtlinie den Aufrufer (und die External ID), und darf er sts:AssumeRole?",
                "nothing was scanned: the role {role} cannot be assumed ({cause}); does it exist there, does its trust policy name the caller (and the external id), and may he call sts:AssumeRole?"
            ),
            Self::Elsewhere(account) => say!(
                lang,
                "nicht geprüft: die Anmeldung führt in das Konto {account}",
                "nothing was scanned: the login leads to account {account}"
            ),
            Self::ClearText(url) => say!(
                lang,
                "nicht geprüft: der Endpunkt {url} würde unverschlüsselt gefragt, und jeder auf dem Weg läse das Sitzungstoken mit; https:// verwenden oder einen Endpunkt auf diesem Rechner (localhost, 127.0.0.1), siehe AWS_ENDPOINT_URL und endpoint_url im Profil",
                "nothing was scanned: the endpoint {url} would be asked in clear text, and anybody on the way would read the session token; use https:// or an endpoint on this machine (localhost, 127.0.0.1), see AWS_ENDPOINT_URL and endpoint_url in the profile"
            ),
            Self::Unreachable(cause) => say!(
                lang,
                "nicht geprüft: AWS ist nicht erreichbar ({cause}); Netz, Proxy und AWS_ENDPOINT_URL prüfen",
                "nothing was scanned: AWS cannot be reached ({cause}); check network, proxy and AWS_ENDPOINT_URL"
            ),
            Self::Recording(error) => {
                say!(
                    lang,
                    "nicht geprüft: die Aufzeichnung ist nicht lesbar: {error}",
                    "nothing was scanned: the recording cannot be read: {error}"
                )
            }
        }
    }
}

/// Logs in and asks AWS who is asking.
pub async fn connect(login: Login) -> Result<(Account, Caller), LoginError> {
    let profile = login.profile.clone();
    let mut account = match login.replay {
        Some((name, text)) => replayed(Player::read(&name, &text)?, login.pace),
        None => live(login.profile.as_deref(), login.record, login.pace).await?,
    };
    let caller = identify(&mut account, profile).await?;
    keep_time_with_aws(&mut account);
    Ok((account, caller))
}

/// Clocks as far apart as this are the network's and the second's uncertainty.
const SAME_TIME: i64 = 60;

/// A machine whose clock is wrong would reckon every age wrongly, and its requests would be refused: from here on AWS's time counts.
fn keep_time_with_aws(account: &mut Account) {
    let ahead = account.tape.ahead();
    if ahead.abs() <= SAME_TIME {
        return;
    }
    clock::set_ahead(ahead);
    account.now = clock::now();
    account.tape.set_now(account.now);
    account.config = account.config.clone().into_builder().time_source(AwsTime).build();
}

/// The machine's time, corrected to AWS's.
#[derive(Debug)]
struct AwsTime;

impl TimeSource for AwsTime {
    fn now(&self) -> SystemTime {
        clock::by_aws().into()
    }
}

/// Asks AWS who is asking, and notes it.
pub(super) async fn identify(account: &mut Account, profile: Option<String>) -> Result<Caller, LoginError> {
    let identity = account.get::<GetCallerIdentity>(&account.home_region(), json!({})).await;
    let identity = match identity.seen {
        Observed::Value(identity) => identity,
        Observed::Absent => return Err(LoginError::Unreachable("sts:GetCallerIdentity".to_owned())),
        Observed::Unknown(why) => return Err(refused(why, profile)),
    };
    account.id.clone_from(&identity.account);
    identity.arn.split(':').nth(1).unwrap_or("aws").clone_into(&mut account.partition);
    Ok(Caller { account: identity.account, arn: identity.arn })
}

fn refused(why: Unknown, profile: Option<String>) -> LoginError {
    match why {
        Unknown::Failed { code, .. } if code == "not-in-recording" => LoginError::NotRecorded,
        Unknown::Failed { code, .. } if code == "login-expired" => LoginError::Expired { profile },
        Unknown::Failed { code, .. }
            if ["timeout", "unreachable", "not-sent", "unreadable-answer"].contains(&code.as_str()) =>
        {
            LoginError::Unreachable(code)
        }
        Unknown::Failed { code, .. } => LoginError::Rejected(code),
        Unknown::RegionDisabled { .. } => LoginError::Rejected("InvalidClientTokenId".to_owned()),
        Unknown::Throttled { .. } => LoginError::Unreachable("throttled".to_owned()),
        Unknown::AccessDenied { .. } => LoginError::Rejected("AccessDenied".to_owned()),
        Unknown::NotAsked { .. } | Unknown::Undecidable { .. } => {
            LoginError::Unreachable("sts:GetCallerIdentity".to_owned())
        }
    }
}

/// The longest that one attempt may take, and all attempts of one call.
const ATTEMPT: Duration = Duration::from_secs(20);
const CALL: Duration = Duration::from_secs(90);
/// Attempts of one call, unless `AWS_MAX_ATTEMPTS` says otherwise. More than the SDK's three: what stays throttled is unknown.
const ATTEMPTS: u32 = 8;

async fn live(profile: Option<&str>, record: bool, pace: Pace) -> Result<Account, LoginError> {
    let (config, http) = configured(profile).await?;
    let now = clock::now();
    let tape = if record { Tape::recording(http, Recorder::new(header(&config, now))) } else { Tape::network(http) };
    Ok(Account::new(through(config, tape.clone()), tape, now, pace))
}

/// A client for HTTPS.
pub(super) fn https() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
        .build_https()
}

/// The configuration of a login that has credentials, and the client that it reaches AWS with.
pub(super) async fn configured(profile: Option<&str>) -> Result<(SdkConfig, SharedHttpClient), LoginError> {
    let http = Guarded::around(https(), Sender::Login);
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(ATTEMPT)
        .operation_timeout(CALL)
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http.clone()).timeout_config(timeouts);
    if let Some(profile) = profile {
        must_exist(profile).await?;
        // NOTE: the SDK's default chain asks the environment first; --profile means this profile and no other account.
        let base = ProviderConfig::without_region().with_http_client(http.clone()).load_default_region().await;
        let provider = ProfileFileCredentialsProvider::builder().configure(&base).profile_name(profile).build();
        loader = loader.profile_name(profile).credentials_provider(provider);
    }
    if std::env::var_os("AWS_MAX_ATTEMPTS").is_none() {
        loader = loader.retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS));
    }
    let config = loader.load().await;
    let config = match config.credentials_provider() {
        Some(provider) => config.into_builder().credentials_provider(OneSession::of(provider)).build(),
        None => config,
    };
    if let Some(url) = clear_text_endpoint(&config) {
        return Err(LoginError::ClearText(url));
    }
    credentials(&config, profile).await?;
    let region = config.region().cloned().unwrap_or_else(|| Region::from_static("us-east-1"));
    Ok((config.into_builder().region(region).build(), Guarded::around(http, Sender::Service)))
}

/// Refuses a profile that no configuration file has, before the SDK looks for credentials elsewhere.
async fn must_exist(profile: &str) -> Result<(), LoginError> {
    let files = aws_runtime::env_config::file::EnvConfigFiles::default();
    let loaded = aws_config::profile::load(&Fs::real(), &Env::real(), &files, None).await;
    let missing = |cause: String| LoginError::NoCredentials { profile: Some(profile.to_owned()), cause };
    let profiles = loaded.map_err(|error| missing(last(&error)))?;
    if profiles.get_profile(profile).is_some() { Ok(()) } else { Err(LoginError::NoProfile(profile.to_owned())) }
}

/// The credentials providers reach AWS by themselves, outside the tape: what they fetch is secret. Services go through it.
pub(super) fn through(config: SdkConfig, tape: Tape) -> SdkConfig {
    config.into_builder().http_client(SharedHttpClient::new(tape)).build()
}

pub(super) fn header(config: &SdkConfig, now: Timestamp) -> Header {
    Header {
        recording: FORMAT,
        tomscan: crate::VERSION.to_owned(),
        now,
        region: config.region().map(ToString::to_string).unwrap_or_default(),
        attempts: config.retry_config().map_or(ATTEMPTS, RetryConfig::max_attempts),
        endpoint_url: config.endpoint_url().map(str::to_owned),
    }
}

async fn credentials(config: &SdkConfig, profile: Option<&str>) -> Result<(), LoginError> {
    let missing = |cause: String| LoginError::NoCredentials { profile: profile.map(str::to_owned), cause };
    let provider = config.credentials_provider().ok_or_else(|| missing(String::new()))?;
    match provider.provide_credentials().await {
        Ok(_) => Ok(()),
        Err(error) => {
            let cause = chain(&error);
            let lower = cause.to_lowercase();
            let expired = lower.contains("expired") || lower.contains("token is invalid") || lower.contains("refresh");
            Err(if expired {
                LoginError::Expired { profile: profile.map(str::to_owned) }
            } else {
                missing(last(&error))
            })
        }
    }
}

fn causes(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect()
}

fn chain(error: &dyn std::error::Error) -> String {
    causes(error).join(": ")
}

/// The innermost cause, which says what is wrong, on one line.
pub(super) fn last(error: &dyn std::error::Error) -> String {
    let cause = causes(error).pop().unwrap_or_default();
    cause.lines().next().unwrap_or_default().trim().to_owned()
}

/// Sleeps no time at all: a replay does not wait between retries.
#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _duration: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

fn replayed(player: Player, pace: Pace) -> Account {
    let header = player.header.clone();
    let credentials = Credentials::from_keys("REPLAY", "REPLAY", None);
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(header.region))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        // A replay waits for nothing, so no timeout may count.
        .timeout_config(TimeoutConfig::disabled())
        .retry_config(RetryConfig::standard().with_max_attempts(header.attempts))
        .sleep_impl(NoSleep);
    config.set_endpoint_url(header.endpoint_url);
    let tape = Tape::replay(player);
    Account::new(through(config.build(), tape.clone()), tape, header.now, pace)
}
