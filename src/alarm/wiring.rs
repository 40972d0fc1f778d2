//! Which alarms fire together, and whether somebody hears of one.
//!
//! In: the alarms of a region, and whom each action reaches. Out: per alarm, whether its going off reaches somebody: by its
//! own action, or by that of a composite alarm that goes off with it.

use super::composite::{AlarmRule, OPEN};
use super::metric::Metric;
use super::says::Says;
use std::collections::BTreeSet;

/// One alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    /// `AlarmName`.
    pub name: String,
    /// `AlarmArn`.
    pub arn: String,
    /// `ActionsEnabled`.
    pub actions_enabled: bool,
    /// `AlarmActions`: ARNs.
    pub actions: Vec<String>,
    /// `StateValue`.
    pub state: String,
    /// Hours since `StateTransitionedTimestamp`, or since `StateUpdatedTimestamp`.
    pub state_age_hours: f64,
    /// What it looks at.
    pub watched: Watched,
}

/// What an alarm looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Watched {
    /// One metric.
    Metric(Metric),
    /// Other alarms: `AlarmRule`.
    Composite(String),
    /// Metric math or a metrics query, as its text with the names of its metrics: what it says of each is not decided.
    Expression(String),
    /// A PromQL query, which names metrics in a way of its own.
    Promql,
    /// A query over logs.
    Logs,
}

/// The alarms of one region.
#[derive(Clone, Debug, Default)]
pub struct Wiring {
    alarms: Vec<Alarm>,
    /// The index and rule of each composite alarm; `None` for a rule that cannot be read.
    composites: Vec<(usize, Option<AlarmRule>)>,
}

impl Wiring {
    /// The alarms of a region.
    pub fn new(alarms: Vec<Alarm>) -> Self {
        let rule = |alarm: &Alarm| match &alarm.watched {
            Watched::Composite(rule) => Some(AlarmRule::parse(rule)),
            _ => None,
        };
        let composites = alarms.iter().enumerate().filter_map(|(index, alarm)| Some((index, rule(alarm)?))).collect();
        Self { alarms, composites }
    }

    /// The alarms.
    pub fn alarms(&self) -> &[Alarm] {
        &self.alarms
    }

    /// Alarms that may act when this one goes off: itself and composite alarms above it, each with whether it surely goes off.
    pub fn fires_with(&self, index: usize) -> Vec<(&Alarm, bool)> {
        let mut sure = BTreeSet::from([index]);
        let mut open = BTreeSet::new();
        // Each round adds an alarm or ends, so there are at most as many as alarms.
        loop {
            let more = self.composites.iter().filter(|(at, _)| !sure.contains(at));
            let next = more.filter_map(|(at, rule)| {
                let says = rule.as_ref().map_or_else(|| Says::cannot_tell(OPEN), |rule| self.says(rule, &sure));
                match says {
                    Says::Yes => Some((*at, true)),
                    Says::CannotTell(_) if !open.contains(at) && self.speaks_of(rule.as_ref(), &sure, &open) => {
                        Some((*at, false))
                    }
                    _ => None,
                }
            });
            let Some((at, surely)) = next.max_by_key(|(_, surely)| *surely) else { break };
            if surely {
                open.remove(&at);
                sure.insert(at);
            } else {
                open.insert(at);
            }
        }
        let all = sure.iter().map(|at| (at, true)).chain(open.iter().map(|at| (at, false)));
        all.filter_map(|(at, surely)| Some((self.alarms.get(*at)?, surely))).collect()
    }

    /// Whether going off of an alarm reaches somebody. `reaches` says it of one action of an alarm.
    pub fn notifies(&self, index: usize, reaches: &impl Fn(&Alarm, &str) -> Says) -> Says {
        Says::any(self.fires_with(index).into_iter().map(|(alarm, surely)| {
            let acts = Says::known(alarm.actions_enabled);
            let acts = acts.and(Says::any(alarm.actions.iter().map(|action| reaches(alarm, action))));
            if surely { acts } else { acts.and(Says::cannot_tell(OPEN)) }
        }))
    }

    /// Whether a rule turns true when these alarms go off, whatever the others are. One that is true without them never
    /// turns.
    fn says(&self, rule: &AlarmRule, sure: &BTreeSet<usize>) -> Says {
        let when = |these: Says| {
            rule.holds(&|name| {
                let one_of_them = sure.iter().any(|at| self.is_named(*at, name));
                if one_of_them { these.clone() } else { Says::cannot_tell(OPEN) }
            })
        };
        match (when(Says::Yes), when(Says::No)) {
            (Says::Yes, Says::Yes) => Says::cannot_tell(OPEN),
            (says, _) => says,
        }
    }

    /// Rules name alarms by name or ARN.
    fn is_named(&self, at: usize, name: &str) -> bool {
        self.alarms.get(at).is_some_and(|alarm| alarm.name == name || alarm.arn == name)
    }

    /// Whether a rule names one of these alarms; one that cannot be read may.
    fn speaks_of(&self, rule: Option<&AlarmRule>, sure: &BTreeSet<usize>, open: &BTreeSet<usize>) -> bool {
        let Some(rule) = rule else { return true };
        rule.names().into_iter().any(|name| sure.iter().chain(open).any(|at| self.is_named(*at, name)))
    }
}
