//! Who proved of late who sits there, and who proves it now.

use authz::Actor;
use http::{Cx, Looking, Witness};
use kernel::Result;

use super::proof;
use crate::{Sessions, store as rows};

impl Witness for Sessions {
    fn minutes(&self) -> i64 {
        self.policy().check_minutes.into()
    }

    /// On another machine it may have been a moment ago.
    fn is_fresh<'a>(&'a self, cx: &'a Cx, actor: &'a Actor) -> Looking<'a, bool> {
        Box::pin(async move {
            let policy = self.policy();
            if policy.is_fresh(actor.standing.checked_at, cx.now()) {
                return Ok(true);
            }
            let device = rows::find_device(cx.store(), actor.person, actor.session.into()).await?;
            Ok(policy.is_fresh(device.and_then(|it| it.checked_at), cx.now()))
        })
    }

    fn prove<'a>(&'a self, cx: &'a Cx, actor: &'a Actor, typed: &'a str) -> Looking<'a, ()> {
        Box::pin(prove(self, cx, actor, typed))
    }
}

/// Six digits are a code of the authenticator; a password is longer.
async fn prove(sessions: &Sessions, cx: &Cx, actor: &Actor, typed: &str) -> Result<()> {
    let digits = registry::document::plain(typed);
    if digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_digit()) {
        proof::code(cx, actor, &digits).await?;
    } else {
        proof::password(cx, actor.person, typed.to_owned()).await?;
    }
    let (person, session, now) = (actor.person, actor.session.into(), cx.now());
    store::transaction!(cx.store(), tx => { rows::set_checked(tx, person, session, now).await })?;
    sessions.forget_person(person);
    Ok(())
}
