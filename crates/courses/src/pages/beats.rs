use axum::Json as Answer;
use http::{Cx, Json, Query, SignedIn};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::parameters::Parameters;
use crate::{Batcher, Beat, Recorded, Sent, WatchRule};

/// What the page says of itself in the address: when it was opened, and its seal.
#[derive(Deserialize)]
pub(super) struct Opening {
    opened: i64,
    seal: String,
}

/// What the player sends.
#[derive(Deserialize)]
pub(super) struct Post {
    session: Uuid,
    beats: Vec<Beat>,
}

/// What it is answered.
#[derive(Serialize)]
pub(super) struct Said {
    acked: Vec<i64>,
    recorded_to_ms: i64,
    watched_ms: i64,
    complete: bool,
    refused: Vec<Refused>,
    paused: Option<String>,
}

#[derive(Serialize)]
struct Refused {
    seq: i64,
    why: String,
}

/// Records what was played; answered after the commit. Whose it is, the seal says: the right to record
/// is that of the person for whom the page was opened, and the enrolment is looked up behind it.
pub(super) async fn create(
    SignedIn(actor): SignedIn,
    cx: Cx,
    parameters: Parameters,
    Query(opening): Query<Opening>,
    Json(post): Json<Post>,
) -> http::Result<Answer<Said>> {
    let batcher = cx.app().own::<Batcher>()?;
    let class = parameters.get("class")?;
    let sent = Sent {
        person: actor.person,
        class,
        lesson: parameters.get("lesson")?,
        opened_at: Timestamp::from_millis(opening.opened),
        seal: opening.seal,
        session: post.session,
        beats: post.beats,
    };
    let recorded = batcher.record(sent).await?;
    let rule = &batcher.studied(class).await?.rule;
    Ok(Answer(Said::of(recorded, rule, &cx)))
}

impl Said {
    fn of(it: Recorded, rule: &WatchRule, cx: &Cx) -> Self {
        Self {
            acked: it.acked,
            recorded_to_ms: it.recorded_ms,
            watched_ms: it.watched_ms,
            complete: it.complete,
            refused: it.refused.into_iter().map(|(seq, why)| Refused { seq, why: cx.say(&why.text(rule)) }).collect(),
            paused: it.paused.then(|| cx.t("beat-elsewhere").into_owned()),
        }
    }
}
