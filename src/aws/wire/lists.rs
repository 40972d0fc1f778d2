//! Lists in XML, whose entries have an element around them.

use schemars::JsonSchema;
use serde::Deserialize;

/// A list in EC2's XML: `<volumeSet><item>…</item></volumeSet>`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Items<T> {
    /// The entries.
    #[serde(default = "Vec::<T>::new")]
    pub item: Vec<T>,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { item: Vec::new() }
    }
}

/// A list in the XML of the Query protocol: `<Listeners><member>…</member></Listeners>`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Members<T> {
    /// The entries.
    #[serde(default = "Vec::<T>::new")]
    pub member: Vec<T>,
}

impl<T> Default for Members<T> {
    fn default() -> Self {
        Self { member: Vec::new() }
    }
}
