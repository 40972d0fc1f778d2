//! The server: connections, each answered request by request.
//!
//! In: a world and a behaviour. Out: a [`Server`] on a free port of `127.0.0.1`, in a thread of its own; it ends with the value. One
//! thread is enough: an answer is a few kilobytes of text, and the machine's other core is the client's.

use super::behaviour::{Behaviour, Mood};
use super::call::Call;
use super::delivery::{After, Delivery, send};
use super::head::{Read, Request, read};
use super::refusal::Refusal;
use super::tally::{Book, Tally};
use super::{Answer, World};
use std::cell::RefCell;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// A server that runs.
pub(crate) struct Server {
    pub(crate) port: u16,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    world: Box<dyn World>,
    mood: Mood,
    book: Book,
}

/// Starts a server.
pub(crate) fn serve(world: impl World, behaviour: Behaviour) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket that does not block");
    let port = listener.local_addr().expect("an address").port();
    let shared = Arc::new(Shared { world: Box::new(world), mood: Mood::new(behaviour), book: Book::default() });
    let (stop, stopped) = oneshot::channel::<()>();
    let at_work = Arc::clone(&shared);
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            tokio::select! {
                () = accept(listener, at_work) => {}
                _ = stopped => {}
            }
        });
    });
    Server { port, shared, stop: Some(stop), thread: Some(thread) }
}

impl Server {
    /// What `AWS_ENDPOINT_URL` is set to.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What was asked so far.
    pub(crate) fn tally(&self) -> Tally {
        self.shared.book.read()
    }

    /// Begins counting anew, with full token buckets, and returns what was.
    pub(crate) fn reset(&self) -> Tally {
        self.shared.mood.rates.reset();
        self.shared.book.reset()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _whatever_it_died_of = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    loop {
        let Ok((socket, _)) = listener.accept().await else { continue };
        shared.book.connected();
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let _the_other_side_is_gone = connection(socket, &shared).await;
        });
    }
}

async fn connection(mut socket: TcpStream, shared: &Shared) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(8192);
    loop {
        let request = match read(&buffer) {
            Read::Partial => {
                if socket.read_buf(&mut buffer).await? == 0 {
                    return Ok(());
                }
                continue;
            }
            Read::Broken => return Ok(()),
            Read::Whole(request, length) => {
                buffer.drain(..length);
                request
            }
        };
        let closes = request.closes;
        if answer(&mut socket, *request, shared).await? == After::Ends || closes {
            return Ok(());
        }
    }
}

/// A call under way; it ends with this value, however its connection ends.
struct UnderWay<'a> {
    call: &'a Call,
    book: &'a Book,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.book.end(self.call);
    }
}

async fn answer(socket: &mut TcpStream, request: Request, shared: &Shared) -> std::io::Result<After> {
    let mut call = Call::of(request);
    shared.book.begin(&call);
    let treatment = shared.mood.treat(&call);
    call.lists = treatment.lists;
    let _under_way = UnderWay { call: &call, book: &shared.book };
    if !treatment.wait.is_zero() {
        tokio::time::sleep(treatment.wait).await;
    }
    let said = match (treatment.refusal, treatment.delivery) {
        (Some(refusal), _) => refusal.answer(&call),
        (None, Delivery::Reset | Delivery::Silence) => Answer::default(),
        (None, _) => shared.answer(&call),
    };
    let delivery = said.delivery.unwrap_or(treatment.delivery);
    // A recorded throttle that breaks on its way is none.
    let recorded = said.is_throttle() && matches!(delivery, Delivery::Plain | Delivery::Slow(_));
    // To a HEAD there is no word beside the status, and S3's throttle is a 503 as well.
    let bare = call.request.method == "HEAD" && said.status == 503;
    let throttled = treatment.refusal == Some(Refusal::Throttled) || recorded || bare;
    shared.book.answer(&call, said.status, throttled);
    let head = call.request.method == "HEAD";
    send(socket, &said, delivery, head, &date(&shared.mood)).await
}

impl Shared {
    /// `AssumeRole` is the behaviour's as well as the world's: it may need an external id.
    fn answer(&self, call: &Call) -> Answer {
        let wanted = self.mood.behaviour.external_id.as_deref();
        if call.operation == "sts:AssumeRole" && wanted.is_some() && call.asked("ExternalId").as_deref() != wanted {
            return Refusal::Denied.answer(call);
        }
        self.world.answer(call)
    }
}

thread_local! {
    /// The second for which the date was written last.
    static DATE: RefCell<(i64, String)> = const { RefCell::new((0, String::new())) };
}

/// `Date` as HTTP writes it.
fn date(mood: &Mood) -> String {
    let now = mood.now();
    DATE.with_borrow_mut(|(second, text)| {
        if *second != now.as_second() {
            *second = now.as_second();
            *text = now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        }
        text.clone()
    })
}
