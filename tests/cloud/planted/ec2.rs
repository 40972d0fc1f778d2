//! Volumes, snapshots, and a region's settings for them.
//!
//! In: a call of EC2. Out: its answer. Of ten volumes one is not encrypted, and so are its snapshots; one snapshot of 700 is public.

use super::network;
use super::plan::{DISABLED, HOMES, REGIONS};
use super::site::{Members, Site, number};
use crate::cloud::answer::Answer;

fn members(most: usize, list: &'static str) -> Members {
    Members { size: ("MaxResults", most), token: ("NextToken", "nextToken"), list }
}

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let plan = site.plan;
    let at_home = HOMES.contains(&site.region());
    let result = match site.call.name() {
        "DescribeVolumes" => {
            let members = members(1000, "volumeSet");
            return Some(site.xml(plan.volumes, &members, |index| volume(site, index)));
        }
        "DescribeSnapshots" => return Some(snapshots(site)),
        "DescribeSnapshotAttribute" => {
            let id = site.call.asked("SnapshotId").unwrap_or_default();
            let all = if number(&id).is_some_and(is_public) { "<item><group>all</group></item>" } else { "" };
            format!("<snapshotId>{id}</snapshotId><createVolumePermission>{all}</createVolumePermission>")
        }
        "DescribeRegions" => {
            let region = |name: &&str, status: &str| {
                format!(
                    "<item><regionName>{name}</regionName><regionEndpoint>ec2.{name}.amazonaws.com</regionEndpoint>\
                     <optInStatus>{status}</optInStatus></item>"
                )
            };
            let all = site.call.asked("AllRegions").as_deref() == Some("true");
            let disabled = DISABLED.iter().filter(|_| all).map(|name| region(name, "not-opted-in"));
            let regions: String =
                REGIONS.iter().map(|name| region(name, "opt-in-not-required")).chain(disabled).collect();
            format!("<regionInfo>{regions}</regionInfo>")
        }
        "GetEbsEncryptionByDefault" => format!("<ebsEncryptionByDefault>{at_home}</ebsEncryptionByDefault>"),
        "GetEbsDefaultKmsKeyId" => "<kmsKeyId>alias/aws/ebs</kmsKeyId>".to_owned(),
        "GetSnapshotBlockPublicAccessState" => "<state>unblocked</state>".to_owned(),
        "GetImageBlockPublicAccessState" => {
            "<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState>".to_owned()
        }
        _ => network::result(site)?,
    };
    Some(Answer::query(site.call, &result))
}

fn is_public(index: usize) -> bool {
    index % 700 == 350
}

/// Whether a volume and its snapshots are encrypted, and under which key.
fn encryption(site: &Site<'_>, volume: usize) -> String {
    if (volume / 2) % 10 == 4 {
        return "<encrypted>false</encrypted>".to_owned();
    }
    format!("<encrypted>true</encrypted><kmsKeyId>{}</kmsKeyId>", site.key(volume))
}

const TAGS: &str = "<tagSet><item><key>Environment</key><value>production</value></item></tagSet>";

fn volume(site: &Site<'_>, index: usize) -> String {
    format!(
        "<item><volumeId>vol-{index:017}</volumeId><size>50</size><snapshotId/><availabilityZone>{}a</availabilityZone>\
         <status>available</status><createTime>{}</createTime><attachmentSet/>{}{TAGS}<volumeType>gp3</volumeType></item>",
        site.region(),
        site.days_ago(100),
        encryption(site, index)
    )
}

/// Those of the account; with `RestorableBy` only those that everybody may restore.
fn snapshots(site: &Site<'_>) -> Answer {
    let members = members(1000, "snapshotSet");
    let total = site.plan.snapshots;
    let asked = |name| site.call.asked(name);
    if asked("RestorableBy.1").as_deref() == Some("all") {
        let public = (0..total).filter(|index| is_public(*index) && site.is_here(*index, total));
        let items: String = public.map(|index| snapshot(site, index)).collect();
        return Answer::query(site.call, &format!("<snapshotSet>{items}</snapshotSet>"));
    }
    // Without an owner AWS would list the snapshots of everybody; with a filter these here would not all fit.
    let own =
        [asked("Owner.1"), asked("OwnerId.1")].iter().flatten().any(|owner| owner == "self" || owner == site.account());
    let total = if own && asked("Filter.1.Name").is_none() { total } else { 0 };
    site.xml(total, &members, |index| snapshot(site, index))
}

fn snapshot(site: &Site<'_>, index: usize) -> String {
    let volume = site.index((index / 2) % site.share(site.plan.volumes).max(1));
    format!(
        "<item><snapshotId>snap-{index:017}</snapshotId><volumeId>vol-{volume:017}</volumeId><status>completed</status>\
         <startTime>{}</startTime><progress>100%</progress><ownerId>{}</ownerId><volumeSize>50</volumeSize>{}{TAGS}</item>",
        site.days_ago(index % 30),
        site.account(),
        encryption(site, volume)
    )
}
