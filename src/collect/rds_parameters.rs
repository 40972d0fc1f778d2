//! Parameter groups and engine versions of RDS, each asked once however many databases name it.
//!
//! In: engines and parameter groups. Out: whether TLS is enforced, and what AWS says of a version.

use crate::aws::operations::Operation;
use crate::aws::{Account, Answer, Once, all_pages, operations};
use crate::fact::rds::{EngineVersion, Tls};
use crate::fact::{Observed, Unknown};
use aws_sdk_rds::Client;
use aws_sdk_rds::types::{Filter, Parameter};
use std::collections::BTreeMap;

/// The parameter that enforces TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TlsParameter {
    name: &'static str,
    /// Values that enforce it.
    enforcing: &'static [&'static str],
}

/// The TLS parameter of an engine; `None` where no parameter tells (Oracle and Db2 use options, or none at all). Sources:
/// "Using SSL/TLS to encrypt a connection" of RDS and Aurora, "Encrypting data in transit" of DocumentDB, "Neptune DB
/// cluster parameters".
fn tls_parameter(engine: &str) -> Option<TlsParameter> {
    let engine = engine.strip_prefix("custom-").unwrap_or(engine);
    match engine {
        "postgres" | "aurora-postgresql" => {
            Some(TlsParameter { name: "rds.force_ssl", enforcing: &["1", "on", "true"] })
        }
        "mysql" | "mariadb" | "aurora" | "aurora-mysql" => {
            Some(TlsParameter { name: "require_secure_transport", enforcing: &["1", "on", "true"] })
        }
        "docdb" => Some(TlsParameter { name: "tls", enforcing: &["enabled", "fips-140-3", "tls1.2+", "tls1.3+"] }),
        "neptune" => Some(TlsParameter { name: "neptune_enforce_ssl", enforcing: &["1"] }),
        _ if engine.starts_with("sqlserver-") => Some(TlsParameter { name: "rds.force_ssl", enforcing: &["1"] }),
        _ => None,
    }
}

type Values = BTreeMap<String, String>;

/// Asks about parameter groups and engine versions of one region.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    groups: Once<String, Answer<Values>>,
    versions: Once<String, Answer<EngineVersion>>,
}

/// A parameter group as a database names it.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: Option<String>,
    /// `in-sync` when the running engine has its values.
    pub(super) apply_status: Option<String>,
    pub(super) of_cluster: bool,
}

impl Parameters {
    /// Whether a database enforces TLS.
    pub(super) async fn tls(
        &self,
        account: &Account,
        client: &Client,
        region: &str,
        engine: &str,
        group: &Group,
    ) -> Answer<Tls> {
        let Some(parameter) = tls_parameter(engine) else {
            return Answer::known(Observed::Unknown(Unknown::undecidable("engine-without-tls-parameter")));
        };
        let Some(name) = group.name.clone() else {
            return Answer::known(Observed::Unknown(Unknown::undecidable("no-parameter-group")));
        };
        let key = format!("{} {name} {}", group.of_cluster, parameter.name);
        // Neptune and DocumentDB document the filter as not supported.
        let filter = (!["docdb", "neptune"].contains(&engine))
            .then(|| Filter::builder().name("parameter-name").values(parameter.name).build());
        let values = self.groups.cloned(key, values(account, client, region, &name, group.of_cluster, filter)).await;
        values.and_then(|values| match values.get(parameter.name) {
            // NOTE: where AWS gives no value the engine's own default is in force, which the API does not tell.
            None => Observed::Unknown(Unknown::undecidable("engine-default-not-told")),
            Some(value) => Observed::Value(read(parameter, value, group.apply_status.as_deref())),
        })
    }

    /// What AWS says of an engine version.
    pub(super) async fn version(
        &self,
        account: &Account,
        client: &Client,
        region: &str,
        engine: &str,
        version: &str,
    ) -> Answer<EngineVersion> {
        let operation = &operations::DESCRIBE_DB_ENGINE_VERSIONS;
        let ask = async {
            // Without IncludeAll a deprecated version is not listed at all.
            let call =
                client.describe_db_engine_versions().engine(engine).engine_version(version).include_all(true).send();
            let answer = account.ask(operation, region, call).await;
            answer.and_then(|output| {
                let found = output
                    .db_engine_versions
                    .unwrap_or_default()
                    .into_iter()
                    .find(|found| found.engine_version() == Some(version));
                match found.and_then(|found| found.status) {
                    Some(status) => Observed::Value(EngineVersion { status }),
                    None => Observed::Unknown(Unknown::undecidable("engine-version-not-listed")),
                }
            })
        };
        self.versions.cloned(format!("{engine} {version}"), ask).await
    }
}

fn read(parameter: TlsParameter, value: &str, apply_status: Option<&str>) -> Tls {
    let enforcing = parameter.enforcing.contains(&value.to_lowercase().as_str());
    let apply_status = apply_status.unwrap_or("unknown").to_owned();
    Tls {
        enforced: enforcing && apply_status == "in-sync",
        parameter: parameter.name.to_owned(),
        value: value.to_owned(),
        apply_status,
    }
}

/// The values of a group's parameters, by name: those that the filter leaves, or all of them, page by page.
async fn values(
    account: &Account,
    client: &Client,
    region: &str,
    group: &str,
    of_cluster: bool,
    filter: Option<Filter>,
) -> Answer<Values> {
    let filters = filter.map(|filter| vec![filter]);
    let operation: &'static Operation =
        if of_cluster { &operations::DESCRIBE_DB_CLUSTER_PARAMETERS } else { &operations::DESCRIBE_DB_PARAMETERS };
    let listed = all_pages(operation, async |marker| {
        let page = if of_cluster {
            let call = client
                .describe_db_cluster_parameters()
                .db_cluster_parameter_group_name(group)
                .set_filters(filters.clone())
                .set_marker(marker)
                .send();
            account.ask(operation, region, call).await.map(|page| (page.parameters, page.marker))
        } else {
            let call = client
                .describe_db_parameters()
                .db_parameter_group_name(group)
                .set_filters(filters.clone())
                .set_marker(marker)
                .send();
            account.ask(operation, region, call).await.map(|page| (page.parameters, page.marker))
        };
        page.and_then(|(parameters, marker)| {
            Observed::required(parameters.map(|parameters| (parameters, marker)), operation.action)
        })
    })
    .await;
    let named = |parameter: Parameter| Some((parameter.parameter_name?, parameter.parameter_value?));
    listed.map(|parameters| parameters.into_iter().filter_map(named).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// verdicts.md R1 to R6: the engine decides the parameter, and only an applied value counts.
    #[test]
    fn tls_is_enforced_only_by_the_engines_own_parameter_in_effect() {
        for (engine, value, status, enforced) in [
            ("postgres", "1", "in-sync", true),
            ("postgres", "1", "pending-reboot", false),
            ("postgres", "0", "in-sync", false),
            ("custom-sqlserver-ee", "1", "in-sync", true),
            ("sqlserver-se", "1", "in-sync", true),
            ("mysql", "ON", "in-sync", true),
            ("mysql", "1", "in-sync", true),
            ("aurora-mysql", "OFF", "in-sync", false),
            ("docdb", "tls1.2+", "in-sync", true),
            ("docdb", "disabled", "in-sync", false),
            ("neptune", "1", "in-sync", true),
        ] {
            let parameter = tls_parameter(engine).unwrap();
            assert_eq!(read(parameter, value, Some(status)).enforced, enforced, "{engine} {value} {status}");
        }
        assert_eq!(tls_parameter("oracle-ee"), None);
        assert_eq!(tls_parameter("db2-se"), None);
    }
}
