//! Reading: objects whole or not at all, and names to the end of the list.
//!
//! NOTE: S3 is strongly consistent: what a write answered is what every later read and list shows ("Amazon S3 data consistency
//! model", S3 User Guide). So a look after a write needs no waiting.

use super::super::store::sort_of;
use super::S3Store;
use super::failure::Failure;
use crate::input::{InputError, Sort};
use aws_sdk_s3::primitives::{ByteStream, ByteStreamError};
use aws_sdk_s3::types::ChecksumMode;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::collections::HashSet;

/// What an identity needs that reads.
/// NOTE: who lacks s3:ListBucket gets 403 for what is not there, not 404 (GetObject, Amazon S3 API Reference, "Permissions"). Which
/// of the two is missing cannot be seen where the message does not name it.
pub(super) const TO_READ: &str = "s3:GetObject / s3:ListBucket";
/// Objects read at once.
const AT_ONCE: usize = 32;
/// How often an object is read that breaks off.
const READS: u32 = 3;

/// An object as it stands.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    /// Names this state of the object, and nothing else.
    /// NOTE: with SSE-KMS it is no MD5 of anything ("Object", Amazon S3 API Reference), so it is only ever handed back.
    pub(super) etag: String,
}

impl S3Store {
    /// An object; `None` if S3 says that there is none.
    pub(super) async fn object(&self, name: &str) -> Result<Option<Object>, Failure> {
        let mut broken = Failure::unreadable("GetObject");
        for _ in 0..READS {
            // Whatever the user's configuration says of checksums: half an object must not pass for a whole one.
            let get = self.client.get_object().bucket(&self.bucket).key(self.key(name));
            let output = match get.checksum_mode(ChecksumMode::Enabled).send().await {
                Ok(output) => output,
                Err(error) => {
                    let failure = Failure::read(&error);
                    return if failure.is("NoSuchKey") { Ok(None) } else { Err(failure) };
                }
            };
            let (etag, length) = (output.e_tag, output.content_length);
            match body_of(output.body, sort_of(name)).await? {
                Ok(bytes) => match etag {
                    Some(etag) if is_length(length, bytes.len()) => return Ok(Some(Object { bytes, etag })),
                    _ => broken = Failure::unreadable("the object is not whole"),
                },
                Err(error) => broken = Failure::unreadable(&crate::aws::innermost(&error)),
            }
        }
        Err(broken)
    }

    /// Many objects, in the order of their names.
    pub(super) async fn objects(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, crate::ledger::StoreError> {
        let each = names.iter().map(|name| async move {
            let object = self.object(name).await.map_err(|failure| failure.at(self.place_of(name), TO_READ))?;
            Ok(object.map(|object| object.bytes))
        });
        stream::iter(each).buffered(AT_ONCE).try_collect().await
    }

    /// All names that begin with `prefix`.
    pub(super) async fn names(&self, prefix: &str) -> Result<Vec<String>, Failure> {
        let (mut names, mut token, mut seen) = (Vec::new(), None, HashSet::new());
        let begin = self.key("");
        loop {
            let list = self.client.list_objects_v2().bucket(&self.bucket).prefix(self.key(prefix));
            let page = list.set_continuation_token(token.take()).send().await.map_err(|error| Failure::read(&error))?;
            let objects = page.contents.unwrap_or_default();
            if page.key_count.and_then(|count| usize::try_from(count).ok()) != Some(objects.len()) {
                return Err(Failure::unreadable("the list is not whole"));
            }
            let keys = objects.iter().filter_map(|object| object.key()?.strip_prefix(&begin));
            // What S3's console calls a folder is an object whose key ends in a slash: no name of the ledger.
            names.extend(keys.filter(|name| !name.is_empty() && !name.ends_with('/')).map(str::to_owned));
            match page.next_continuation_token.filter(|_| page.is_truncated == Some(true)) {
                Some(next) if seen.insert(next.clone()) => token = Some(next),
                None if page.is_truncated == Some(false) => break,
                _ => return Err(Failure::unreadable("the list has no end")),
            }
        }
        names.sort();
        Ok(names)
    }
}

/// A body, as far as it comes; a failure for good where there is more of it than there can be.
async fn body_of(mut body: ByteStream, sort: Sort) -> Result<Result<Vec<u8>, ByteStreamError>, Failure> {
    let mut bytes = Vec::new();
    while let Some(part) = body.next().await {
        match part {
            Ok(part) => bytes.extend_from_slice(&part),
            Err(error) => return Ok(Err(error)),
        }
        if bytes.len() as u64 > sort.most() {
            return Err(Failure::for_good(&InputError::TooLarge(sort).to_string()));
        }
    }
    Ok(Ok(bytes))
}

fn is_length(said: Option<i64>, length: usize) -> bool {
    said.is_none_or(|said| usize::try_from(said) == Ok(length))
}
