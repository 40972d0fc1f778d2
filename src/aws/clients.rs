//! Clients of the SDK crates.
//!
//! In: a region. Out: a client whose retries are paid from the scan's one budget.

use super::call::Account;

impl Account {
    /// S3 in a region.
    pub fn s3_in(&self, region: &str) -> aws_sdk_s3::Client {
        aws_sdk_s3::Client::from_conf(self.s3_config_in(region).build())
    }

    /// S3 in a region, for the lists of directory buckets: they are signed like any other call. A session exists only for a single
    /// directory bucket.
    pub fn s3_express_in(&self, region: &str) -> aws_sdk_s3::Client {
        aws_sdk_s3::Client::from_conf(self.s3_config_in(region).disable_s3_express_session_auth(true).build())
    }

    fn s3_config_in(&self, region: &str) -> aws_sdk_s3::config::Builder {
        aws_sdk_s3::config::Builder::from(&self.config_in(region)).retry_partition(self.retries.clone())
    }

    /// KMS in a region.
    pub fn kms_in(&self, region: &str) -> aws_sdk_kms::Client {
        let config = aws_sdk_kms::config::Builder::from(&self.config_in(region));
        aws_sdk_kms::Client::from_conf(config.retry_partition(self.retries.clone()).build())
    }

    /// RDS in a region.
    pub fn rds_in(&self, region: &str) -> aws_sdk_rds::Client {
        let config = aws_sdk_rds::config::Builder::from(&self.config_in(region));
        aws_sdk_rds::Client::from_conf(config.retry_partition(self.retries.clone()).build())
    }

    /// IAM, which has one endpoint for the account.
    pub fn iam(&self) -> aws_sdk_iam::Client {
        let config = aws_sdk_iam::config::Builder::from(&self.config_in(self.global_region()));
        aws_sdk_iam::Client::from_conf(config.retry_partition(self.retries.clone()).build())
    }
}
