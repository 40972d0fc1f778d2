//! What CloudTrail's event history is asked about a resource.
//!
//! In: a kind, a name, an ARN. Out: the one or two questions that find the changes of it. Events name resources as requests do, by
//! a name, an id or an ARN, and the history finds a name only if it is the same to the letter.
//!
//! Source: "Working with CloudTrail event history" and "CloudTrail record contents" (`resources`), CloudTrail User Guide; the
//! examples on each service's page about its logging with CloudTrail.

use super::Concerned;
use crate::fact::ResourceKind as Kind;

/// One question: events that have an attribute of this value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Events on a resource.
    Resource {
        /// As events name it.
        name: String,
        /// The service to which the name belongs; none for ARNs and ids, which are nobody else's.
        service: Option<&'static str>,
    },
    /// Events of this name, where they name no resource.
    Event(&'static str),
    /// Events of a service of which each region has one and that is seldom changed.
    Service(&'static str),
}

/// An attribute's value is no longer than that ("LookupAttribute", CloudTrail API reference).
const LONGEST: usize = 2000;

impl Question {
    /// The attribute, and its value.
    pub fn attribute(&self) -> (&'static str, &str) {
        match self {
            Self::Resource { name, .. } => ("ResourceName", name),
            Self::Event(name) => ("EventName", name),
            Self::Service(source) => ("EventSource", source),
        }
    }

    /// Whether an event of this service is about what was asked: a queue and a bucket may have the same name.
    pub fn is_about(&self, event_source: &str) -> bool {
        match self {
            Self::Resource { service: Some(service), .. } => event_source.split('.').next() == Some(*service),
            _ => true,
        }
    }

    /// Whether every event found is one on the resource itself.
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Resource { .. })
    }
}

/// The questions about a resource, at most two; none about what events do not name.
pub fn questions(concerned: &Concerned) -> Vec<Question> {
    let by_arn = || Question::Resource { name: concerned.arn.clone(), service: None };
    let by_name = |name: &str| {
        let arn = name.starts_with("arn:");
        Question::Resource { name: name.to_owned(), service: (!arn).then(|| service(concerned.kind)) }
    };
    let id = concerned.arn.rsplit(['/', ':']).next().unwrap_or_default();
    let name = concerned.name.as_str();
    let asked = match concerned.kind {
        // Ids, which requests and events give alike.
        Kind::Ec2Volume
        | Kind::Ec2Snapshot
        | Kind::Ec2Image
        | Kind::Ec2SecurityGroup
        | Kind::Ec2NetworkInterface
        | Kind::Ec2Vpc
        | Kind::SsmServer => vec![Question::Resource { name: name.to_owned(), service: None }],
        // The name is a domain, one of another service, or put together for readers.
        Kind::AcmCertificate | Kind::BackupProtectedResource | Kind::BackupRecoveryPoint | Kind::Elbv2Listener => {
            vec![by_arn()]
        }
        // The name is a label, or that of something in it; the ARN ends with what requests give.
        Kind::CognitoUserPool
        | Kind::BackupPlan
        | Kind::DsDirectory
        | Kind::SsoInstance
        | Kind::ElbLoadBalancer
        | Kind::ElbListener
        | Kind::LambdaFunctionUrl
        | Kind::ApigatewayDomainName => vec![by_name(id), by_arn()],
        Kind::ApigatewayRestApi | Kind::ApigatewayStage | Kind::Apigatewayv2Api | Kind::Apigatewayv2Stage => {
            api_id(&concerned.arn).map(by_name).into_iter().collect()
        }
        // Settings: events name no resource, but what they are called or whose they are says it.
        Kind::IamAccount => {
            vec![Question::Event("UpdateAccountPasswordPolicy"), Question::Event("DeleteAccountPasswordPolicy")]
        }
        Kind::Ec2EbsSettings => {
            vec![Question::Event("DisableEbsEncryptionByDefault"), Question::Event("ModifyEbsDefaultKmsKeyId")]
        }
        Kind::AccountAccount => vec![Question::Service("account.amazonaws.com")],
        Kind::GuardDutyRegion => vec![Question::Service("guardduty.amazonaws.com")],
        Kind::Inspector2Region => vec![Question::Service("inspector2.amazonaws.com")],
        // Put together from many answers.
        Kind::AccessAnalyzerExternal
        | Kind::AccessAnalyzerUnused
        | Kind::AccountEnvironments
        | Kind::ArtifactOperator
        | Kind::BackupAccount
        | Kind::CloudTrailAccount
        | Kind::CloudWatchAccount
        | Kind::Ec2Vpn
        | Kind::EcrRegistry
        | Kind::OrganizationsGuardrails => Vec::new(),
        _ => vec![by_name(name), by_arn()],
    };
    distinct(asked)
}

/// Without questions that cannot be asked, or that come twice.
fn distinct(asked: Vec<Question>) -> Vec<Question> {
    let mut kept: Vec<Question> = Vec::new();
    for question in asked {
        let (attribute, value) = question.attribute();
        let fits = !value.is_empty() && value.len() <= LONGEST;
        if fits && !kept.iter().any(|other| other.attribute() == (attribute, value)) {
            kept.push(question);
        }
    }
    kept
}

/// The id of the API in `arn:aws:apigateway:eu-central-1::/restapis/a1b2/stages/prod`.
fn api_id(arn: &str) -> Option<&str> {
    let mut parts = arn.split('/').skip_while(|part| *part != "restapis" && *part != "apis");
    parts.nth(1)
}

/// The service that logs changes of a kind, as `eventSource` begins.
fn service(kind: Kind) -> &'static str {
    if kind == Kind::S3DirectoryBucket {
        return "s3express";
    }
    let family = kind.as_str().split('.').next().unwrap_or_default();
    match family {
        "accessanalyzer" => "access-analyzer",
        "apigatewayv2" => "apigateway",
        "cloudwatch" => "monitoring",
        "efs" => "elasticfilesystem",
        "elb" | "elbv2" => "elasticloadbalancing",
        "macie2" => "s3",
        "memorydb" => "memory-db",
        "opensearch" => "es",
        "sso-admin" => "sso",
        family => family,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(kind: Kind, name: &str, arn: &str) -> Vec<(String, Option<&'static str>)> {
        let region = "eu-central-1".to_owned();
        let concerned = Concerned { kind, region, name: name.to_owned(), arn: arn.to_owned(), after: None };
        let told = |question: Question| match question {
            Question::Resource { name, service } => (name, service),
            other => (other.attribute().1.to_owned(), None),
        };
        questions(&concerned).into_iter().map(told).collect()
    }

    fn of(name: &str, service: Option<&'static str>) -> (String, Option<&'static str>) {
        (name.to_owned(), service)
    }

    #[test]
    fn resources_are_asked_for_by_what_requests_name_them_by() {
        let bucket = "arn:aws:s3:::orders";
        assert_eq!(asked(Kind::S3Bucket, "orders", bucket), [of("orders", Some("s3")), of(bucket, None)]);
        assert_eq!(
            asked(Kind::Ec2SecurityGroup, "sg-1", "arn:aws:ec2:eu-central-1:1:security-group/sg-1"),
            [of("sg-1", None)]
        );
        let pool = "arn:aws:cognito-idp:eu-central-1:1:userpool/eu-central-1_a";
        assert_eq!(
            asked(Kind::CognitoUserPool, "staff", pool),
            [of("eu-central-1_a", Some("cognito-idp")), of(pool, None)]
        );
        let stage = "arn:aws:apigateway:eu-central-1::/restapis/a1/stages/prod";
        assert_eq!(asked(Kind::ApigatewayStage, "shop/prod", stage), [of("a1", Some("apigateway"))]);
        let balancer = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/old";
        let listener = asked(Kind::ElbListener, "old:80", balancer);
        assert_eq!(listener, [of("old", Some("elasticloadbalancing")), of(balancer, None)]);
    }

    #[test]
    fn what_events_do_not_name_is_asked_for_otherwise_or_not_at_all() {
        let root = "arn:aws:iam::1:root";
        assert_eq!(asked(Kind::IamAccount, "1", root).len(), 2);
        assert_eq!(asked(Kind::GuardDutyRegion, "eu-central-1", "x"), [of("guardduty.amazonaws.com", None)]);
        assert_eq!(asked(Kind::CloudTrailAccount, "1", root), []);
        assert_eq!(asked(Kind::S3Bucket, "", ""), [], "nothing is asked with an empty value");
    }

    #[test]
    fn no_kind_is_asked_about_more_than_twice() {
        for kind in Kind::ALL {
            assert!(asked(*kind, "name", "arn:aws:x:eu-central-1:1:restapis/id").len() <= 2, "{kind}");
        }
    }

    #[test]
    fn a_name_counts_only_in_its_service() {
        let question = Question::Resource { name: "orders".to_owned(), service: Some("s3") };
        assert!(question.is_about("s3.amazonaws.com") && !question.is_about("sqs.amazonaws.com"));
        let arn = Question::Resource { name: "arn:aws:s3:::orders".to_owned(), service: None };
        assert!(arn.is_about("tagging.amazonaws.com"));
    }
}
