//! What one selector takes.
//!
//! In: a selector as CloudTrail states it, basic or advanced. Out: whether it takes all events of a sort, or one event.

use super::events::{Event, Events, Value, Values};

/// An advanced event selector: an event must fit every condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector(pub Vec<Condition>);

/// A field selector: one of the values that select must fit, none of those that deselect may ("Filtering data events by using
/// advanced event selectors", CloudTrail User Guide). Whether several operators that select are joined by "or" or by "and" is
/// left open here: what is said to be recorded is so either way, and so is what is said to be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// `Field`.
    pub field: String,
    /// `Equals`.
    pub equals: Vec<String>,
    /// `StartsWith`.
    pub starts_with: Vec<String>,
    /// `EndsWith`.
    pub ends_with: Vec<String>,
    /// `NotEquals`.
    pub not_equals: Vec<String>,
    /// `NotStartsWith`.
    pub not_starts_with: Vec<String>,
    /// `NotEndsWith`.
    pub not_ends_with: Vec<String>,
}

impl Selector {
    /// Takes everything.
    pub fn everything() -> Self {
        Self(Vec::new())
    }

    /// Whether it takes every event of a sort.
    pub(super) fn takes_all(&self, events: &Events) -> bool {
        self.0.iter().all(|condition| events.values(&condition.field).is_some_and(|values| condition.fits_all(&values)))
    }

    /// Whether it takes an event; `None` where it asks for a field that is not understood and takes it otherwise.
    pub(super) fn takes(&self, event: &Event<'_>) -> Option<bool> {
        let fits = |condition: &Condition| match event.value(&condition.field) {
            Value::Is(value) => Some(condition.fits(Some(&value))),
            Value::Missing => Some(condition.fits(None)),
            Value::NotUnderstood => None,
        };
        if self.0.iter().any(|condition| fits(condition) == Some(false)) {
            Some(false)
        } else if self.0.iter().all(|condition| fits(condition) == Some(true)) {
            Some(true)
        } else {
            None
        }
    }
}

impl Condition {
    /// `Equals` one of these.
    pub fn equals(field: &str, values: &[&str]) -> Self {
        Self { field: field.to_owned(), equals: owned(values), ..Self::default() }
    }

    /// A condition of which it is not known what it says.
    fn not_understood() -> Self {
        Self::default()
    }

    /// All values that it names.
    pub(super) fn named(&self) -> impl Iterator<Item = &String> {
        let lists = [
            &self.equals,
            &self.starts_with,
            &self.ends_with,
            &self.not_equals,
            &self.not_starts_with,
            &self.not_ends_with,
        ];
        lists.into_iter().flatten()
    }

    /// Whether a value fits; `None`: the event does not have the field.
    fn fits(&self, value: Option<&str>) -> bool {
        let any = |list: &[String], test: fn(&str, &str) -> bool| {
            value.is_some_and(|value| list.iter().any(|item| test(value, item)))
        };
        let selected = self.selects_nothing()
            || any(&self.equals, |value, item| value == item)
            || any(&self.starts_with, |value, item| value.starts_with(item))
            || any(&self.ends_with, |value, item| value.ends_with(item));
        selected
            && !any(&self.not_equals, |value, item| value == item)
            && !any(&self.not_starts_with, |value, item| value.starts_with(item))
            && !any(&self.not_ends_with, |value, item| value.ends_with(item))
    }

    /// Whether every one of these values fits, under each operator that selects.
    fn fits_all(&self, values: &Values<'_>) -> bool {
        let each = |list: &[String], fits: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|item| fits(item));
        match values {
            Values::One(value) => {
                self.fits(Some(value))
                    && each(&self.equals, &|item| value == item)
                    && each(&self.starts_with, &|item| value.starts_with(item))
                    && each(&self.ends_with, &|item| value.ends_with(item))
            }
            Values::StartingWith(start) => {
                let start = start.as_ref();
                self.equals.is_empty()
                    && self.ends_with.is_empty()
                    && each(&self.starts_with, &|item| start.starts_with(item))
                    && !self.not_equals.iter().any(|item| item.starts_with(start))
                    && !self.not_starts_with.iter().any(|item| item.starts_with(start) || start.starts_with(item))
                    && self.not_ends_with.is_empty()
            }
            Values::AnyBut(others) => {
                self.selects_nothing()
                    && self.not_equals.iter().all(|item| others.contains(&item.as_str()))
                    && self.not_starts_with.is_empty()
                    && self.not_ends_with.is_empty()
            }
        }
    }

    fn selects_nothing(&self) -> bool {
        self.equals.is_empty() && self.starts_with.is_empty() && self.ends_with.is_empty()
    }
}

/// A basic event selector (`EventSelector`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasicSelector {
    /// `ReadWriteType`: `All`, `ReadOnly`, `WriteOnly`.
    pub read_write_type: String,
    /// `IncludeManagementEvents`.
    pub management: bool,
    /// `ExcludeManagementEventSources`.
    pub excluded_sources: Vec<String>,
    /// `DataResources`.
    pub data: Vec<DataResource>,
}

/// `DataResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataResource {
    /// `Type`.
    pub kind: String,
    /// `Values`: ARNs, beginnings of ARNs, or `arn:aws:s3` for all.
    pub values: Vec<String>,
}

impl BasicSelector {
    /// The same as advanced selectors.
    pub fn advanced(&self) -> Vec<Selector> {
        let mut selectors = Vec::new();
        if self.management {
            let mut conditions = self.of_category("Management");
            if !self.excluded_sources.is_empty() {
                let not_equals = self.excluded_sources.clone();
                conditions.push(Condition { field: "eventSource".to_owned(), not_equals, ..Condition::default() });
            }
            selectors.push(Selector(conditions));
        }
        for resource in &self.data {
            for value in &resource.values {
                let mut conditions = self.of_category("Data");
                conditions.push(Condition::equals("resources.type", &[&resource.kind]));
                conditions.extend(resource.condition(value));
                selectors.push(Selector(conditions));
            }
        }
        selectors
    }

    fn of_category(&self, category: &str) -> Vec<Condition> {
        let mut conditions = vec![Condition::equals("eventCategory", &[category])];
        match self.read_write_type.as_str() {
            "All" => {}
            "ReadOnly" => conditions.push(Condition::equals("readOnly", &["true"])),
            "WriteOnly" => conditions.push(Condition::equals("readOnly", &["false"])),
            _ => conditions.push(Condition::not_understood()),
        }
        conditions
    }
}

impl DataResource {
    /// The condition behind a value; none where it stands for all (`DataResource`, CloudTrail API reference): `arn:aws:s3` is
    /// every bucket, `arn:aws:s3:::bucket/` a bucket, `arn:aws:s3:::bucket/logs` the keys that begin so; a table and a
    /// function are named exactly.
    fn condition(&self, value: &str) -> Option<Condition> {
        let parts: Vec<&str> = value.split(':').collect();
        let all =
            matches!(parts.as_slice(), ["arn", _, _service, rest @ ..] if rest.iter().all(|part| part.is_empty()));
        let field = "resources.ARN".to_owned();
        match self.kind.as_str() {
            _ if all => None,
            "AWS::S3::Object" if value.contains('/') => {
                Some(Condition { field, starts_with: vec![value.to_owned()], ..Condition::default() })
            }
            "AWS::S3::Object" => Some(Condition::not_understood()),
            _ => Some(Condition { field, equals: vec![value.to_owned()], ..Condition::default() }),
        }
    }
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}
