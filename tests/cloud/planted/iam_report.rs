//! The credential report.
//!
//! In: the plan. Out: the answer of `GetCredentialReport`. Half of the users have a password; one of 25 of those has no second
//! factor; a third has an access key.

use super::iam::user_name;
use super::site::Site;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

const COLUMNS: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
    password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
    access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
    access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
    cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const NO_CERTIFICATES: &str = "false,N/A,false,N/A";
const NO_KEY: &str = "false,N/A,N/A,N/A,N/A";

pub(super) fn report(site: &Site<'_>) -> String {
    let (created, used) = (site.days_ago(900), site.days_ago(200));
    let root = format!("arn:aws:iam::{}:root", site.account());
    let mut text = format!(
        "{COLUMNS}\n<root_account>,{root},{created},not_supported,{used},not_supported,not_supported,true,\
         {NO_KEY},{NO_KEY},{NO_CERTIFICATES}\n"
    );
    for index in 0..site.plan.users {
        let _infallible = writeln!(text, "{}", row(site, index));
    }
    format!(
        "<Content>{}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>{}</GeneratedTime>",
        STANDARD.encode(text),
        site.hours_ago(0)
    )
}

fn row(site: &Site<'_>, index: usize) -> String {
    let name = user_name(index);
    let created = site.days_ago(20 + index % 600);
    let used = site.days_ago(index % 80);
    let password = if index.is_multiple_of(2) {
        format!("true,{used},{created},N/A,{}", index % 50 != 8)
    } else {
        "false,N/A,N/A,N/A,false".to_owned()
    };
    let key =
        if index.is_multiple_of(3) { format!("true,{created},{used},eu-central-1,s3") } else { NO_KEY.to_owned() };
    let arn = format!("arn:aws:iam::{}:user/{name}", site.account());
    format!("{name},{arn},{created},{password},{key},{NO_KEY},{NO_CERTIFICATES}")
}
