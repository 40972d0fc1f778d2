//! Sorts of events, and single events as examples of them.
//!
//! In: what happens where. Out: the values that each field of such events can have, and events that a gap could show.

use super::selector::Selector;
use std::borrow::Cow;
use std::fmt;

/// Whether something is read or changed (`readOnly`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// `readOnly` true.
    Read,
    /// `readOnly` false.
    Write,
}

/// Where events come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A region.
    Region(String),
    /// Global services (IAM, STS, CloudFront), which record in the partition's main region.
    GlobalServices {
        /// Such as `us-east-1`.
        main_region: String,
    },
    /// Any region of the account, where it is not known which there are.
    UnknownRegions,
}

/// One sort of events: those that a claim speaks of together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    pub(super) place: Place,
    access: Access,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// Management events of one source.
    Of(&'static str),
    /// Management events of all sources but [`SEPARATE`].
    OfOthers,
    /// Data events of one type of resource: of those whose ARN is this or begins so.
    Data { source: &'static str, kind: &'static str, arn: String, whole_arn: bool },
}

/// Sources that a trail can leave out (`ExcludeManagementEventSources`, CloudTrail API reference).
const SEPARATE: &[&str] = &["kms.amazonaws.com", "rdsdata.amazonaws.com"];
const KMS: &str = SEPARATE[0];

impl Events {
    /// All management events of a place.
    pub fn management(place: &Place, access: Access) -> Vec<Self> {
        let of = |what| Self { place: place.clone(), access, what };
        let separate = SEPARATE.iter().map(|source| of(What::Of(source)));
        let regional = separate.filter(|_| !matches!(place, Place::GlobalServices { .. }));
        std::iter::once(of(What::OfOthers)).chain(regional).collect()
    }

    /// Management events of all sources that a trail cannot leave out.
    pub fn of_ordinary_sources(place: &Place, access: Access) -> Self {
        Self { place: place.clone(), access, what: What::OfOthers }
    }

    /// Management events of KMS.
    pub fn of_kms(place: &Place, access: Access) -> Self {
        Self { place: place.clone(), access, what: What::Of(KMS) }
    }

    /// Data events of the objects of a bucket.
    pub fn of_objects(region: &str, partition: &str, bucket: &str, access: Access) -> Self {
        let arn = format!("arn:{partition}:s3:::{bucket}/");
        Self::data(region, access, ("s3.amazonaws.com", "AWS::S3::Object"), arn, false)
    }

    /// Data events of a DynamoDB table.
    pub fn of_table(region: &str, arn: &str, access: Access) -> Self {
        Self::data(region, access, ("dynamodb.amazonaws.com", "AWS::DynamoDB::Table"), arn.to_owned(), true)
    }

    /// Invocations of a Lambda function, all of which count as writes.
    pub fn of_function(region: &str, arn: &str) -> Self {
        Self::data(region, Access::Write, ("lambda.amazonaws.com", "AWS::Lambda::Function"), arn.to_owned(), true)
    }

    fn data(region: &str, access: Access, sort: (&'static str, &'static str), arn: String, whole_arn: bool) -> Self {
        let (source, kind) = sort;
        let what = What::Data { source, kind, arn, whole_arn };
        Self { place: Place::Region(region.to_owned()), access, what }
    }

    /// The values that a field can have; `None` for a field that is not understood.
    pub(super) fn values(&self, field: &str) -> Option<Values<'_>> {
        let one = |text| Some(Values::One(Cow::Borrowed(text)));
        match (field, &self.what) {
            ("eventCategory", What::Data { .. }) => one("Data"),
            ("eventCategory", _) => one("Management"),
            ("readOnly", _) => one(if self.access == Access::Read { "true" } else { "false" }),
            ("eventSource", What::Of(source) | What::Data { source, .. }) => one(source),
            ("eventSource", What::OfOthers) => Some(Values::AnyBut(SEPARATE)),
            ("resources.type", What::Data { kind, .. }) => one(kind),
            ("resources.ARN", What::Data { arn, whole_arn: true, .. }) => one(arn),
            ("resources.ARN", What::Data { arn, .. }) => Some(Values::StartingWith(Cow::Borrowed(arn))),
            ("eventName" | "sessionCredentialFromConsole" | "userIdentity.arn", _) => Some(Values::AnyBut(&[])),
            _ => None,
        }
    }

    /// Events of this sort that a gap could show: one that fits no name given anywhere, and for each value that a selector
    /// names, one that has it.
    pub(super) fn examples<'e>(
        &'e self,
        selectors: impl Iterator<Item = &'e Selector> + 'e,
    ) -> impl Iterator<Item = Event<'e>> + 'e {
        let plain = Event { events: self, other: None };
        let conditions = selectors.flat_map(|selector| &selector.0);
        let named = conditions.flat_map(move |condition| {
            let values = self.values(&condition.field);
            let field = condition.field.as_str();
            condition
                .named()
                .flat_map(move |text| possible(values.as_ref(), text))
                .map(move |value| (field, value))
                .collect::<Vec<_>>()
        });
        std::iter::once(plain).chain(named.map(|other| Event { events: self, other: Some(other) }))
    }
}

/// What of a text that a selector names an event can have in a field: itself, or something that begins or ends so.
fn possible(values: Option<&Values<'_>>, text: &str) -> Vec<String> {
    match values {
        Some(Values::StartingWith(start)) if text.starts_with(start.as_ref()) => {
            vec![text.to_owned(), format!("{text}{FRESH}")]
        }
        Some(Values::StartingWith(start)) => vec![format!("{start}{FRESH}{text}")],
        Some(Values::AnyBut(others)) if !others.contains(&text) => {
            vec![text.to_owned(), format!("{text}{FRESH}"), format!("{FRESH}{text}")]
        }
        _ => Vec::new(),
    }
}

/// Stands for a name that nobody has given yet.
const FRESH: &str = "…";

/// The values of one field over a sort of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values<'e> {
    /// Exactly this.
    One(Cow<'e, str>),
    /// All that begin so.
    StartingWith(Cow<'e, str>),
    /// All but these.
    AnyBut(&'static [&'static str]),
}

/// The value of a field of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// This.
    Is(String),
    /// The event does not have the field.
    Missing,
    /// Nobody knows what the field is.
    NotUnderstood,
}

/// One event.
#[derive(Clone, Debug)]
pub(super) struct Event<'e> {
    events: &'e Events,
    /// A field with a value of its own.
    other: Option<(&'e str, String)>,
}

impl Event<'_> {
    /// The value of a field.
    pub(super) fn value(&self, field: &str) -> Value {
        if let Some((_, value)) = self.other.as_ref().filter(|(other, _)| *other == field) {
            return Value::Is(value.clone());
        }
        match self.events.values(field) {
            None => Value::NotUnderstood,
            Some(Values::One(value)) => Value::Is(value.into_owned()),
            Some(Values::StartingWith(start)) => Value::Is(format!("{start}{FRESH}")),
            Some(Values::AnyBut(_)) if ["eventSource", "eventName"].contains(&field) => Value::Is(FRESH.to_owned()),
            Some(Values::AnyBut(_)) => Value::Missing,
        }
    }
}

/// `Management readOnly=true kms.amazonaws.com eu-central-1`
impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |field: &str| match self.value(field) {
            Value::Is(text) => text,
            Value::Missing | Value::NotUnderstood => String::new(),
        };
        write!(f, "{} readOnly={} ", text("eventCategory"), text("readOnly"))?;
        match &self.events.what {
            What::Data { kind, .. } => write!(f, "{kind} {}", text("resources.ARN"))?,
            _ if text("eventSource") == FRESH => f.write_str("*")?,
            _ => f.write_str(&text("eventSource"))?,
        }
        if let Some((field, value)) =
            self.other.as_ref().filter(|(field, _)| !["eventSource", "resources.ARN"].contains(field))
        {
            write!(f, " {field}={value}")?;
        }
        match &self.events.place {
            Place::Region(region) => write!(f, " {region}"),
            Place::GlobalServices { main_region } => write!(f, " {main_region} (global)"),
            Place::UnknownRegions => Ok(()),
        }
    }
}
