//! How the simulated AWS behaves: latency, limits, clock, and faults.
//!
//! In: what a test asks for. Out: for each call, how it is to be answered. Chance is of the seed and of what is asked, not of the
//! order in which calls come: the same scan meets the same faults.

use super::call::Call;
use super::delivery::Delivery;
use super::page::Lists;
use super::rate::Rates;
use super::refusal::Refusal;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The service's own error for too many calls.
    Throttle,
    /// 500.
    Internal,
    /// 503.
    Unavailable,
    /// No permission.
    Denied,
    /// The session has ended; with [`Faulty::from`]: from a call on.
    Expired,
    /// The request's time is refused, whatever it is.
    Skewed,
    /// The connection is reset instead of an answer.
    Reset,
    /// No answer ever comes.
    Silence,
    /// The body comes a byte at a time, each after this long.
    SlowBody(Duration),
    /// The body never ends.
    EndlessBody,
    /// The body ends before its `Content-Length`.
    Truncated,
    /// A chunked body ends within a chunk.
    TruncatedChunks,
    /// A proxy's page, with 200.
    Garbage,
    /// 200, and nothing.
    Empty,
    /// A list that goes on for ever, a new token each time.
    EndlessList,
    /// A list that gives the same token each time.
    RepeatingList,
    /// This much more latency.
    Slow(Duration),
}

/// A fault, and where it applies.
#[derive(Clone, Debug)]
pub(crate) struct Faulty {
    fault: Fault,
    service: Option<String>,
    spared: Option<String>,
    operation: Option<String>,
    region: Option<String>,
    account: Option<String>,
    from: u64,
    times: u64,
    chance: f64,
}

impl Fault {
    /// Everywhere.
    pub(crate) fn everywhere(self) -> Faulty {
        Faulty {
            fault: self,
            service: None,
            spared: None,
            operation: None,
            region: None,
            account: None,
            from: 0,
            times: u64::MAX,
            chance: 1.0,
        }
    }

    /// For a service (`s3`) or an operation (`s3:GetBucketPolicy`).
    pub(crate) fn on(self, what: &str) -> Faulty {
        let name = Some(what.to_owned());
        if what.contains(':') {
            Faulty { operation: name, ..self.everywhere() }
        } else {
            Faulty { service: name, ..self.everywhere() }
        }
    }
}

impl Faulty {
    /// In this region alone.
    pub(crate) fn in_region(self, region: &str) -> Self {
        Self { region: Some(region.to_owned()), ..self }
    }

    /// For this account alone.
    pub(crate) fn of_account(self, account: &str) -> Self {
        Self { account: Some(account.to_owned()), ..self }
    }

    /// Not for this service.
    pub(crate) fn but(self, service: &str) -> Self {
        Self { spared: Some(service.to_owned()), ..self }
    }

    /// Only from this matching call on, counted from 0.
    pub(crate) fn from(self, from: u64) -> Self {
        Self { from, ..self }
    }

    /// Only so many matching calls.
    pub(crate) fn times(self, times: u64) -> Self {
        Self { times, ..self }
    }

    /// With this chance, 0 to 1.
    pub(crate) fn chance(self, chance: f64) -> Self {
        Self { chance, ..self }
    }

    fn fits(&self, call: &Call) -> bool {
        let is = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        is(&self.service, call.service)
            && self.spared.as_deref() != Some(call.service)
            && is(&self.operation, call.operation)
            && is(&self.region, &call.region)
            && is(&self.account, &call.account)
    }
}

/// How it behaves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behaviour {
    /// Time between a request and its answer.
    pub(crate) latency: Duration,
    /// Up to this much more, by chance.
    pub(crate) jitter: Duration,
    /// Whether AWS's limits are in force.
    pub(crate) limits: bool,
    /// The first that applies decides.
    pub(crate) faults: Vec<Faulty>,
    pub(crate) seed: u64,
    /// How far the server's clock is from the machine's, in seconds. As AWS, it refuses requests that are further than 15 minutes
    /// (S3: "RequestTimeTooSkewed") from its own.
    pub(crate) clock: i64,
    /// `AssumeRole` needs this external id.
    pub(crate) external_id: Option<String>,
}

impl Behaviour {
    /// Answers after `latency`.
    pub(crate) fn after(latency: Duration) -> Self {
        Self { latency, ..Self::default() }
    }

    /// With one more fault.
    pub(crate) fn with(mut self, faulty: Faulty) -> Self {
        self.faults.push(faulty);
        self
    }
}

/// How a call is to be answered.
#[derive(Clone, Debug)]
pub(crate) struct Treatment {
    pub(crate) wait: Duration,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) delivery: Delivery,
    pub(crate) lists: Lists,
}

/// A behaviour at work: what it has to remember.
#[derive(Debug)]
pub(crate) struct Mood {
    pub(crate) behaviour: Behaviour,
    pub(crate) rates: Rates,
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    /// Matching calls so far, per fault.
    matched: Vec<u64>,
    /// How often the same was asked.
    asked: HashMap<u64, u64>,
}

/// The furthest that a request's time may be from the server's, in seconds.
const SKEW: i64 = 900;

impl Mood {
    pub(crate) fn new(behaviour: Behaviour) -> Self {
        let matched = vec![0; behaviour.faults.len()];
        let memory = Mutex::new(Memory { matched, asked: HashMap::new() });
        Self { behaviour, rates: Rates::default(), memory }
    }

    /// What the server takes for now.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        let now = jiff::Timestamp::now().as_second() + self.behaviour.clock;
        jiff::Timestamp::from_second(now).unwrap_or_default()
    }

    /// How a call is to be answered.
    pub(crate) fn treat(&self, call: &Call) -> Treatment {
        let behaviour = &self.behaviour;
        let lots = !behaviour.jitter.is_zero() || behaviour.faults.iter().any(|faulty| faulty.chance < 1.0);
        let lot = if lots { self.lot(call) } else { 0 };
        let mut treatment = Treatment {
            wait: behaviour.latency + behaviour.jitter.mul_f64(share(lot, u64::MAX)),
            refusal: None,
            delivery: Delivery::Plain,
            lists: Lists::True,
        };
        let limited = behaviour.limits && !self.rates.take(call, Instant::now());
        match self.fault(call, lot) {
            Some(fault) => fault.apply(&mut treatment),
            None if behaviour.clock != 0 && self.too_far(call) => treatment.refusal = Some(Refusal::Skewed),
            None if limited => treatment.refusal = Some(Refusal::Throttled),
            None => {}
        }
        treatment
    }

    fn fault(&self, call: &Call, lot: u64) -> Option<Fault> {
        let faults = &self.behaviour.faults;
        if faults.is_empty() {
            return None;
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        for ((index, faulty), matched) in (0_u64..).zip(faults).zip(&mut memory.matched) {
            if !faulty.fits(call) {
                continue;
            }
            let nth = *matched;
            *matched += 1;
            let counts = nth >= faulty.from && nth - faulty.from < faulty.times;
            if counts && (faulty.chance >= 1.0 || share(lot, index) < faulty.chance) {
                return Some(faulty.fault);
            }
        }
        None
    }

    /// A number out of the seed, of what is asked, and of how often it was asked before.
    fn lot(&self, call: &Call) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.behaviour.seed, &call.account, &call.region, call.operation, call.what()).hash(&mut hasher);
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let before = memory.asked.entry(hasher.finish()).or_default();
        before.hash(&mut hasher);
        *before += 1;
        hasher.finish()
    }

    fn too_far(&self, call: &Call) -> bool {
        let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", &call.request.date);
        let date = date.ok().and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok());
        date.is_none_or(|date| (date.timestamp().as_second() - self.now().as_second()).abs() > SKEW)
    }
}

impl Fault {
    fn apply(self, treatment: &mut Treatment) {
        match self {
            Self::Throttle => treatment.refusal = Some(Refusal::Throttled),
            Self::Internal => treatment.refusal = Some(Refusal::Internal),
            Self::Unavailable => treatment.refusal = Some(Refusal::Unavailable),
            Self::Denied => treatment.refusal = Some(Refusal::Denied),
            Self::Expired => treatment.refusal = Some(Refusal::Expired),
            Self::Skewed => treatment.refusal = Some(Refusal::Skewed),
            Self::Reset => treatment.delivery = Delivery::Reset,
            Self::Silence => treatment.delivery = Delivery::Silence,
            Self::SlowBody(pause) => treatment.delivery = Delivery::Slow(pause),
            Self::EndlessBody => treatment.delivery = Delivery::Endless,
            Self::Truncated => treatment.delivery = Delivery::Truncated,
            Self::TruncatedChunks => treatment.delivery = Delivery::TruncatedChunks,
            Self::Garbage => treatment.delivery = Delivery::Garbage,
            Self::Empty => treatment.delivery = Delivery::Empty,
            Self::EndlessList => treatment.lists = Lists::Endless,
            Self::RepeatingList => treatment.lists = Lists::Repeating,
            Self::Slow(more) => treatment.wait += more,
        }
    }
}

/// A number from 0 to 1 out of a lot, another one for each `index`.
#[expect(clippy::cast_precision_loss, reason = "53 bits of chance are enough")]
fn share(lot: u64, index: u64) -> f64 {
    let mut hasher = DefaultHasher::new();
    (lot, index).hash(&mut hasher);
    (hasher.finish() >> 11) as f64 / (1_u64 << 53) as f64
}
