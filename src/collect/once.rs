//! What several collectors ask, asked once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Answers by key.
#[derive(Debug)]
pub(super) struct Once<K, T>(Mutex<HashMap<K, Arc<OnceCell<Arc<T>>>>>);

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T> Once<K, T> {
    /// The answer for a key; whoever comes first asks, the others wait.
    pub(super) async fn get(&self, key: K, ask: impl Future<Output = T>) -> Arc<T> {
        let cell = {
            let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(cells.entry(key).or_default())
        };
        Arc::clone(cell.get_or_init(|| async { Arc::new(ask.await) }).await)
    }
}
