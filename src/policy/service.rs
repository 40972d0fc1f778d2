//! The services whose resource policies are understood. In: the service part of an ARN. Out: what its actions are called, and
//! whether its endpoint answers clear text at all.
//!
//! Protocols: the page "… endpoints and quotas" of each service in the AWS General Reference (`HTTP and HTTPS` for S3, SQS, SNS
//! and DynamoDB, `HTTPS` for the others), which botocore's `endpoints.json` repeats.

use super::s3_actions;
use super::service_actions as actions;

/// A service with resource policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// API Gateway: the resource policy of a REST API.
    ApiGateway,
    /// AWS Backup: the access policy of a vault.
    Backup,
    /// DynamoDB: the resource policy of a table.
    DynamoDb,
    /// ECR: the policy of a repository, or of the registry.
    Ecr,
    /// EFS: the file system policy.
    Efs,
    /// KMS: the key policy.
    Kms,
    /// Lambda: the policy of a function.
    Lambda,
    /// OpenSearch Service: the access policy of a domain.
    OpenSearch,
    /// S3: the bucket policy.
    S3,
    /// Secrets Manager: the resource policy of a secret.
    SecretsManager,
    /// SNS: the access policy of a topic.
    Sns,
    /// SQS: the policy of a queue.
    Sqs,
}

/// What can become of a request in clear text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearText {
    /// The endpoint answers it; a policy can refuse it by `aws:SecureTransport`.
    Accepted,
    /// NFS clients mount without TLS; the file system policy can refuse it by `aws:SecureTransport`.
    OverNfs,
    /// The endpoint speaks HTTPS only, so that there is nothing for a policy to refuse.
    Impossible,
    /// `DomainEndpointOptions.EnforceHTTPS` decides. NOTE: "Identity and access management in Amazon OpenSearch Service", policy
    /// element `Condition`: `aws:SecureTransport` is not supported.
    BySetting,
}

impl Service {
    pub(super) fn of_arn(part: &str) -> Option<Self> {
        Some(match part {
            "backup" => Self::Backup,
            "dynamodb" => Self::DynamoDb,
            "ecr" => Self::Ecr,
            "elasticfilesystem" => Self::Efs,
            "es" => Self::OpenSearch,
            "execute-api" => Self::ApiGateway,
            "kms" => Self::Kms,
            "lambda" => Self::Lambda,
            "s3" => Self::S3,
            "secretsmanager" => Self::SecretsManager,
            "sns" => Self::Sns,
            "sqs" => Self::Sqs,
            _ => return None,
        })
    }

    /// What stands before the colon in its actions.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::ApiGateway => "execute-api",
            Self::Backup => "backup",
            Self::DynamoDb => "dynamodb",
            Self::Ecr => "ecr",
            Self::Efs => "elasticfilesystem",
            Self::Kms => "kms",
            Self::Lambda => "lambda",
            Self::OpenSearch => "es",
            Self::S3 => "s3",
            Self::SecretsManager => "secretsmanager",
            Self::Sns => "sns",
            Self::Sqs => "sqs",
        }
    }

    /// What can become of a request in clear text, whatever the policy says.
    #[must_use]
    pub const fn clear_text(self) -> ClearText {
        match self {
            Self::S3 | Self::Sqs | Self::Sns | Self::DynamoDb => ClearText::Accepted,
            Self::Efs => ClearText::OverNfs,
            Self::OpenSearch => ClearText::BySetting,
            // NOTE: "Amazon API Gateway FAQs": all of its APIs expose HTTPS endpoints only.
            Self::ApiGateway | Self::Backup | Self::Ecr | Self::Kms | Self::Lambda | Self::SecretsManager => {
                ClearText::Impossible
            }
        }
    }

    /// The actions that carry payload, where AWS's own recommended policy names only these: messages of topics and queues.
    #[must_use]
    pub const fn payload_actions(self) -> &'static [&'static str] {
        match self {
            Self::Sns => &["sns:Publish"],
            Self::Sqs => &["sqs:SendMessage", "sqs:ReceiveMessage"],
            _ => &[],
        }
    }

    /// Actions that exist, the most telling first. Candidates for counterexamples; proofs never use them.
    pub(super) const fn actions(self) -> &'static [&'static str] {
        match self {
            Self::ApiGateway => actions::API_GATEWAY,
            Self::Backup => actions::BACKUP,
            Self::DynamoDb => actions::DYNAMODB,
            Self::Ecr => actions::ECR,
            Self::Efs => actions::EFS,
            Self::Kms => actions::KMS,
            Self::Lambda => actions::LAMBDA,
            Self::OpenSearch => actions::OPENSEARCH,
            Self::S3 => &s3_actions::BUCKET,
            Self::SecretsManager => actions::SECRETS_MANAGER,
            Self::Sns => actions::SNS,
            Self::Sqs => actions::SQS,
        }
    }

    /// Whether `Resource` may be left out, because it can only be the resource itself: "Repository policies" (ECR), "Creating
    /// file system policies" (EFS).
    pub(super) const fn omits_resource(self) -> bool {
        matches!(self, Self::Ecr | Self::Efs)
    }
}
