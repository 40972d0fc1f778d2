//! What several ask, asked once: by a key, such as a region or the name of a bucket.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Answers by key.
#[derive(Debug)]
pub(crate) struct Once<K, T>(Mutex<HashMap<K, Arc<OnceCell<Arc<T>>>>>);

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T> Once<K, T> {
    /// The answer for a key; whoever comes first asks, the others wait. What is asked is boxed, so that those who wait stay small.
    pub(crate) fn get(&self, key: K, ask: impl Future<Output = T>) -> impl Future<Output = Arc<T>> {
        let ask = Box::pin(ask);
        async move {
            let cell = {
                let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                Arc::clone(cells.entry(key).or_default())
            };
            Arc::clone(cell.get_or_init(|| async { Arc::new(ask.await) }).await)
        }
    }
}

impl<K: Eq + Hash, T> Once<K, T> {
    /// Lets go of an answer; who asks for it again asks AWS again.
    pub(crate) fn forget<Q: Eq + Hash + ?Sized>(&self, key: &Q)
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

impl<K: Eq + Hash, T: Clone> Once<K, T> {
    /// As [`get`](Self::get), for answers that are changed further.
    pub(crate) async fn cloned(&self, key: K, ask: impl Future<Output = T>) -> T {
        (*self.get(key, ask).await).clone()
    }
}
