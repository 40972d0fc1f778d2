//! What gets through to a network interface: from the internet, or from another interface of the account.
//!
//! In: security groups, network ACLs, routes, prefix lists, addresses and listeners as plain data, each of which may not have
//! been seen. Out: per interface the ports that somebody reaches and from where, with proof; those that nobody could rule
//! out, with the reason; or why nothing gets through at all. No SDK, no I/O, no clock.
//!
//! *Reached* means: a packet from a public address arrives at the interface, **and** an answer finds its way back to that
//! address. TCP needs both, so that a missing way back is a *no*. Any other protocol may do its work without an answer: there
//! it is *cannot tell*. A listening process is not asked for: what is decided is what the network lets through. Only at load
//! balancers the listeners are known and counted.
//!
//! Reading order: `address` and `set` (addresses), `between` (sets of which only the bounds are known), `network` (what goes
//! in), then one file per gate on the way: `groups`, `acl`, `routes`, `entrance`; `internet` puts them together, `inside` does
//! so for two interfaces of the account, `peers` for whole VPCs.
//!
//! Two rules hold everywhere. Every set comes as two bounds: what certainly gets through, and what might; an input that was
//! not seen widens the distance between them and never shifts both. And where AWS does not document a behaviour, the bounds
//! lie on both sides of it.

mod acl;
mod address;
mod between;
mod doubt;
mod entrance;
mod groups;
mod inside;
mod internet;
mod network;
mod outcome;
mod peers;
mod routes;
mod set;

pub use address::{Cidr, Family, within};
pub use doubt::Doubt;
pub use inside::lets_in;
pub use internet::internet;
pub use network::{
    AclEntry, Destination, Interface, Listener, Network, Ports, PrefixList, Protocol, Role, Route, Rule, Seen, Source,
    Subnet, Target, Truth, Vpc,
};
pub use outcome::{Barrier, Opening, Reach, Sources};
pub use peers::{Link, Peer, connected, forwards};
pub use set::AddressSet;
