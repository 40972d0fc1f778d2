//! Which metrics tell of a database, a service, a load balancer, and whether an alarm watches them.
//!
//! In: what a system is called. Out: [`Need`]: rows of metrics, one row of which must be watched whole. An alarm watches a
//! metric whose dimensions it names exactly: with more of them it sees a part, with fewer an average of several.

use super::metric::Direction;
use super::says::Says;
use super::wiring::{Alarm, Watched, Wiring};

/// One metric of one system; several names mean the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    namespace: &'static str,
    metrics: &'static [(&'static str, Direction)],
    /// The value that the metric cannot pass when it is worst.
    worst: f64,
    /// It has values as long as the system runs: an alarm without data looks at nothing.
    steady: bool,
    dimensions: Vec<(&'static str, String)>,
}

/// What must be watched: all targets of one of these rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Need(Vec<Vec<Target>>);

/// Hours after which an alarm that has no data is taken to look at nothing. A new one, or a restart, takes minutes.
const PATIENCE_HOURS: f64 = 24.0;

impl Target {
    fn percent(
        namespace: &'static str,
        metrics: &'static [(&'static str, Direction)],
        of: &[(&'static str, &str)],
    ) -> Self {
        Self::new(namespace, metrics, 100.0, of)
    }

    fn new(
        namespace: &'static str,
        metrics: &'static [(&'static str, Direction)],
        worst: f64,
        of: &[(&'static str, &str)],
    ) -> Self {
        let dimensions = of.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { namespace, metrics, worst, steady: true, dimensions }
    }

    /// The same for a metric that has values only when something happens.
    fn sparse(self) -> Self {
        Self { steady: false, ..self }
    }

    /// Whether an alarm goes off when this target gets worse.
    fn is_watched_by(&self, alarm: &Alarm) -> Says {
        let open = || Says::cannot_tell("alarm-on-expression");
        let metric = match &alarm.watched {
            Watched::Metric(metric) => metric,
            Watched::Expression(text) if self.metrics.iter().any(|(name, _)| text.contains(name)) => return open(),
            Watched::Promql => return open(),
            Watched::Expression(_) | Watched::Composite(_) | Watched::Logs => return Says::No,
        };
        let direction = self.metrics.iter().find(|(name, _)| *name == metric.name).map(|(_, direction)| *direction);
        let same_place = metric.namespace == self.namespace
            && metric.dimensions.len() == self.dimensions.len()
            && self.dimensions.iter().all(|(name, value)| metric.dimensions.get(*name) == Some(value));
        match direction {
            Some(direction) if same_place => {
                let worst = if direction == Direction::Falls { 0.0 } else { self.worst };
                metric.signals(direction, worst).and(self.sees(alarm))
            }
            _ => Says::No,
        }
    }

    /// Whether the alarm has data to go by.
    fn sees(&self, alarm: &Alarm) -> Says {
        match alarm.state.as_str() {
            "OK" | "ALARM" => Says::Yes,
            "INSUFFICIENT_DATA" if !self.steady => Says::Yes,
            "INSUFFICIENT_DATA" if alarm.state_age_hours >= PATIENCE_HOURS => Says::No,
            _ => Says::cannot_tell("alarm-without-data"),
        }
    }
}

impl Need {
    /// One row that suffices.
    pub fn one(target: Target) -> Self {
        Self(vec![vec![target]])
    }

    /// Another way to watch the same. A row of nothing watches nothing.
    #[must_use]
    pub fn or_all(mut self, row: Vec<Target>) -> Self {
        if !row.is_empty() {
            self.0.push(row);
        }
        self
    }

    /// Whether alarms watch it.
    pub fn watched(&self, wiring: &Wiring) -> Says {
        self.covered(wiring, &|_| Says::Yes)
    }

    /// Whether alarms watch it whose going off reaches somebody.
    pub fn notified(&self, wiring: &Wiring, reaches: &impl Fn(&Alarm, &str) -> Says) -> Says {
        self.covered(wiring, &|index| wiring.notifies(index, reaches))
    }

    /// Names of alarms that watch a part of it and surely reach nobody.
    pub fn silent(&self, wiring: &Wiring, reaches: &impl Fn(&Alarm, &str) -> Says) -> Vec<String> {
        let targets = || self.0.iter().flatten();
        let silent = |(index, alarm): &(usize, &Alarm)| {
            Says::any(targets().map(|target| target.is_watched_by(alarm))) == Says::Yes
                && wiring.notifies(*index, reaches) == Says::No
        };
        wiring.alarms().iter().enumerate().filter(silent).map(|(_, alarm)| alarm.name.clone()).collect()
    }

    fn covered(&self, wiring: &Wiring, counts: &impl Fn(usize) -> Says) -> Says {
        let by_one = |target: &Target| {
            let alarms = wiring.alarms().iter().enumerate();
            Says::any(alarms.map(|(index, alarm)| match target.is_watched_by(alarm) {
                Says::No => Says::No,
                watched => watched.and(counts(index)),
            }))
        };
        Says::any(self.0.iter().map(|row| Says::all(row.iter().map(by_one))))
    }
}

const CPU: &[(&str, Direction)] = &[("CPUUtilization", Direction::Rises)];
const FREE_MEMORY: &[(&str, Direction)] = &[("FreeableMemory", Direction::Falls)];
const FREE_STORAGE: &[(&str, Direction)] = &[("FreeStorageSpace", Direction::Falls)];

/// Databases: "Amazon RDS metrics", "Amazon Aurora metrics", and the pages of Neptune and DocumentDB.
impl Target {
    /// CPU of a database; `of` are its dimensions.
    pub fn database_cpu(engine: &str, of: &[(&'static str, &str)]) -> Self {
        Self::percent(database_namespace(engine), CPU, of)
    }

    /// Free memory of a database.
    pub fn database_memory(engine: &str, of: &[(&'static str, &str)]) -> Self {
        Self::new(database_namespace(engine), FREE_MEMORY, 0.0, of)
    }

    /// Free storage of a database.
    pub fn database_storage(engine: &str, of: &[(&'static str, &str)]) -> Self {
        Self::new(database_namespace(engine), FREE_STORAGE, 0.0, of)
    }

    /// CPU of an Auto Scaling group's instances: "CloudWatch metrics that are available for your instances".
    pub fn group_cpu(name: &str) -> Self {
        Self::percent("AWS/EC2", CPU, &[("AutoScalingGroupName", name)])
    }

    /// Memory of an Auto Scaling group's instances: the CloudWatch agent reports it, nothing else does.
    pub fn group_memory(name: &str) -> Self {
        const MEMORY: &[(&str, Direction)] = &[("mem_used_percent", Direction::Rises)];
        Self::percent("CWAgent", MEMORY, &[("AutoScalingGroupName", name)])
    }

    /// CPU of an ECS service: "Amazon ECS CloudWatch metrics".
    pub fn service_cpu(cluster: &str, service: &str) -> Self {
        Self::percent("AWS/ECS", CPU, &[("ClusterName", cluster), ("ServiceName", service)])
    }

    /// Memory of an ECS service.
    pub fn service_memory(cluster: &str, service: &str) -> Self {
        const MEMORY: &[(&str, Direction)] = &[("MemoryUtilization", Direction::Rises)];
        Self::percent("AWS/ECS", MEMORY, &[("ClusterName", cluster), ("ServiceName", service)])
    }

    /// Whether an EC2 instance answers: "Status checks for your instances".
    pub fn instance_status(id: &str) -> Self {
        const STATUS: &[(&str, Direction)] =
            &[("StatusCheckFailed", Direction::Rises), ("StatusCheckFailed_Instance", Direction::Rises)];
        Self::new("AWS/EC2", STATUS, 1.0, &[("InstanceId", id)])
    }

    /// Errors of an application load balancer: "CloudWatch metrics for your Application Load Balancer".
    pub fn balancer_errors(balancer: &str) -> Self {
        const ERRORS: &[(&str, Direction)] =
            &[("HTTPCode_ELB_5XX_Count", Direction::Rises), ("HTTPCode_Target_5XX_Count", Direction::Rises)];
        Self::new("AWS/ApplicationELB", ERRORS, f64::INFINITY, &[("LoadBalancer", balancer)]).sparse()
    }

    /// Health of a load balancer's target group. `None` for a type of load balancer that is not known.
    pub fn hosts(ty: &str, balancer: &str, target_group: &str) -> Option<Self> {
        const HOSTS: &[(&str, Direction)] =
            &[("UnHealthyHostCount", Direction::Rises), ("HealthyHostCount", Direction::Falls)];
        let namespace = match ty {
            "application" => "AWS/ApplicationELB",
            "network" => "AWS/NetworkELB",
            "gateway" => "AWS/GatewayELB",
            _ => return None,
        };
        Some(Self::new(namespace, HOSTS, f64::INFINITY, &[("LoadBalancer", balancer), ("TargetGroup", target_group)]))
    }

    /// A Route 53 health check: "Monitoring health checks using CloudWatch".
    pub fn health_check(id: &str) -> Self {
        const HEALTH: &[(&str, Direction)] =
            &[("HealthCheckStatus", Direction::Falls), ("HealthCheckPercentageHealthy", Direction::Falls)];
        Self::new("AWS/Route53", HEALTH, 0.0, &[("HealthCheckId", id)])
    }
}

fn database_namespace(engine: &str) -> &'static str {
    match engine {
        "neptune" => "AWS/Neptune",
        "docdb" => "AWS/DocDB",
        _ => "AWS/RDS",
    }
}
