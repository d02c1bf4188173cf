//! Group commit: many posts, one transaction, each answered only after the commit. What was answered is
//! never lost; what comes twice counts once.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, Error, PersonId, Refusal, Result, Timestamp, text};
use store::Store;
use tokio::sync::{OnceCell, mpsc, oneshot};
use uuid::Uuid;

use crate::course::{Book, ClassId, LessonId, Studied};
use crate::ledger::{Answer, Ledger, Post, is_race};
use crate::memory::Memory;
use crate::seal::{Opening, Seal};
use crate::shelf::{self, Shelf};
use crate::{Beat, Refused, store as db};

/// Posts in one transaction; more would make the first wait.
const MOST_POSTS: usize = 512;
/// A batch of so many says that many players send at once: then the next one gathers a little longer.
const CROWD: usize = 8;
/// How long. A commit costs about the same for one post as for a hundred, and no player notices this.
const GATHERING: Duration = Duration::from_millis(10);
/// Posts that may wait; beyond it the sender waits, and the player keeps its journal.
const MOST_WAITING: usize = 8_192;
/// Beats in one post; the player sends at most 80.
pub const MOST_BEATS: usize = 200;
/// A race between two programs on one database is tried again so often.
const MOST_ROUNDS: u32 = 6;

struct Waiting {
    post: Post,
    answer: oneshot::Sender<Result<Recorded>>,
}

/// What is recorded after a post.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Numbers of the beats that count.
    pub acked: Vec<i64>,
    /// Numbers of those that do not, and why.
    pub refused: Vec<(i64, Refused)>,
    /// 已记录至, milliseconds.
    pub recorded_ms: i64,
    /// All that counts of the lesson, milliseconds.
    pub watched_ms: i64,
    /// The lesson is watched and its questions are answered.
    pub complete: bool,
    /// Another session has taken over: the player is to stop.
    pub paused: bool,
}

/// A post as it comes from a player.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Who sends it.
    pub person: PersonId,
    /// The class of the page.
    pub class: ClassId,
    /// The lesson of the page.
    pub lesson: LessonId,
    /// When the page was opened, as the page says.
    pub opened_at: Timestamp,
    /// The page's seal on all of this.
    pub seal: String,
    /// The learning session, named by the player.
    pub session: Uuid,
    /// What was played.
    pub beats: Vec<Beat>,
}

/// The slice's own part of the house: takes beats in batches, and keeps lessons at hand.
pub struct Batcher {
    store: Store,
    clock: Clock,
    shelf: Shelf,
    seal: OnceCell<Seal>,
    queue: mpsc::Sender<Waiting>,
}

impl Batcher {
    /// Starts the task that writes; call it within the runtime.
    #[must_use]
    pub fn new(store: Store, clock: Clock) -> Self {
        let (queue, posts) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write(store.clone(), clock.clone(), posts));
        Self { store, clock, shelf: Shelf::new(), seal: OnceCell::new(), queue }
    }

    async fn seal(&self) -> Result<&Seal> {
        let made = || async {
            let fresh: [u8; 32] = rand::random();
            db::seal_key(&self.store, fresh.to_vec()).await.map(Seal::of)
        };
        self.seal.get_or_try_init(made).await
    }

    /// The course of a class and the rule that counts in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the class studies no course.
    pub async fn studied(&self, class: ClassId) -> Result<Arc<Studied>> {
        self.shelf.studied(&self.store, class, self.clock.now()).await
    }

    /// A lesson of a class.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the class does not study it.
    pub async fn book(&self, class: ClassId, lesson: LessonId) -> Result<(Arc<Studied>, Arc<Book>)> {
        self.shelf.book(&self.store, class, lesson, self.clock.now()).await
    }

    /// The query that an opened lesson page adds to its address for beats: `opened=…&seal=…`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn opening(&self, person: PersonId, class: ClassId, lesson: LessonId, at: Timestamp) -> Result<String> {
        let seal = self.seal().await?.make(Opening { person, class, lesson, at });
        Ok(format!("opened={}&seal={seal}", at.as_millis()))
    }

    /// Records a post; answers after the commit.
    ///
    /// # Errors
    /// Refused when the page was opened by somebody else, when the class does not record, or when the
    /// post is too large; [`Error::NotFound`] when the person is not in the class.
    pub async fn record(&self, sent: Sent) -> Result<Recorded> {
        let now = self.clock.now();
        let opening = Opening { person: sent.person, class: sent.class, lesson: sent.lesson, at: sent.opened_at };
        if !self.seal().await?.holds(opening, &sent.seal) {
            return Err(Refusal::because(text!("beat-foreign")).remedy(text!("beat-foreign-remedy")).into());
        }
        if sent.beats.len() > MOST_BEATS {
            return Err(Error::field("beats", text!("beat-too-many", most = MOST_BEATS)));
        }
        let (studied, book) = self.shelf.book(&self.store, sent.class, sent.lesson, now).await?;
        let name = self.shelf.learner(&self.store, sent.person, sent.class, now).await?;
        let post = Post {
            person: sent.person,
            name,
            class: sent.class,
            lesson: sent.lesson,
            studied,
            book,
            session: sent.session,
            opened_at: sent.opened_at,
            beats: sent.beats,
        };
        let (answer, answered) = oneshot::channel();
        let gone = |()| Error::internal("the task that records has ended");
        self.queue.send(Waiting { post, answer }).await.map_err(|_| gone(()))?;
        answered.await.map_err(|_| gone(()))?
    }
}

/// Takes what waits, writes it, answers; until the house is closed.
async fn write(store: Store, clock: Clock, mut posts: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(MOST_POSTS);
    let mut memory = Memory::new();
    let mut crowded = false;
    // While one transaction is written, the next batch gathers: its size follows the load by itself.
    while posts.recv_many(&mut batch, MOST_POSTS).await > 0 {
        if crowded && batch.len() < MOST_POSTS {
            tokio::time::sleep(GATHERING).await;
            while batch.len() < MOST_POSTS
                && let Ok(post) = posts.try_recv()
            {
                batch.push(post);
            }
        }
        crowded = batch.len() >= CROWD;
        let (posts, senders): (Vec<_>, Vec<_>) = batch.drain(..).map(|it| (it.post, it.answer)).unzip();
        let answers = match record_all(&store, &clock, &posts, &mut memory).await {
            Ok(answers) => answers,
            Err(error) if posts.len() > 1 => {
                tracing::warn!(%error, "a batch could not be written; its posts are written one by one");
                one_by_one(&store, &clock, &posts, &mut memory).await
            }
            Err(error) => vec![Err(error)],
        };
        for (sender, answer) in senders.into_iter().zip(answers) {
            // Whoever hung up meanwhile sends again; then it counts once.
            let _ = sender.send(answer);
        }
    }
}

async fn one_by_one(store: &Store, clock: &Clock, posts: &[Post], memory: &mut Memory) -> Vec<Result<Recorded>> {
    let mut answers = Vec::with_capacity(posts.len());
    for post in posts {
        let answer = record_all(store, clock, std::slice::from_ref(post), memory).await;
        answers
            .push(answer.and_then(|mut it| it.pop().unwrap_or_else(|| Err(Error::internal("a post without answer")))));
    }
    answers
}

/// Writes `posts` in one transaction.
async fn record_all(
    store: &Store,
    clock: &Clock,
    posts: &[Post],
    memory: &mut Memory,
) -> Result<Vec<Result<Recorded>>> {
    let closed = closed_classes(store, clock, posts).await?;
    let mut round = 0;
    loop {
        let now = clock.now();
        let written: Result<(Vec<Answer>, Ledger)> = store::transaction!(store, tx => {
            let mut ledger = Ledger::read(tx, posts, memory).await?;
            let mut answers = Vec::with_capacity(posts.len());
            for post in posts {
                answers.push(match closed.get(&post.class) {
                    Some(refusal) => Err(refusal.clone()),
                    None => Ok(ledger.take(tx, post, now).await?),
                });
            }
            ledger.write(tx, now).await?;
            Ok((answers, ledger))
        });
        match written {
            Ok((answers, ledger)) => {
                memory.keep(ledger.seated());
                return Ok(answers.into_iter().map(|it| it.map_err(Error::from)).collect());
            }
            Err(error) if is_race(&error) && round < MOST_ROUNDS => round += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The classes of these posts that do not record now, with their refusals.
async fn closed_classes(store: &Store, clock: &Clock, posts: &[Post]) -> Result<HashMap<ClassId, Refusal>> {
    let mut classes: Vec<ClassId> = posts.iter().map(|it| it.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut closed = HashMap::new();
    for class in classes::list_classes_by_id(store, &classes).await? {
        if let Err(refusal) = shelf::open(&class, clock.today()) {
            closed.insert(class.id, refusal);
        }
    }
    Ok(closed)
}
