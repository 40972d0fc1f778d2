//! Asking a timestamp authority over HTTP (RFC 3161, 3.4). Plain HTTP is what authorities offer, and enough: the token is signed.

use super::REQUEST_TYPE;
use crate::aws::post;
use tokio::runtime::Builder;

/// Hands a request to the authority at `url`, and its response back. It waits: not to be called from within a runtime.
pub fn ask(url: &str, request: &[u8]) -> Result<Vec<u8>, String> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(post(url, REQUEST_TYPE, request))
}
