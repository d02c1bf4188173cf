//! Proving once more who sits there, before something that cannot be taken back.

use audit::By;
use authz::Actor;
use http::Cx;
use kernel::{Error, PersonId, Result, text};
use vault::Vault;

use crate::factor::Factor;
use crate::throttle::Gate;
use crate::{credential, store as rows};

/// Whether this is the password of `person`. Whoever holds a stolen session guesses no faster than at the
/// door.
///
/// # Errors
/// Of the field `current` when it is not; a refusal after too many guesses.
pub(super) async fn password(cx: &Cx, person: PersonId, typed: String) -> Result<()> {
    let vault = cx.app().own::<Vault>()?;
    let gate = Gate::own(&vault, "password", &person.to_string());
    gate.enter(cx.store(), cx.now()).await?;
    let stored = rows::find_credential(cx.store(), person).await?.and_then(|it| it.password_hash);
    if !credential::verify(typed, stored).await? {
        return Err(Error::field("current", text!("password-current-wrong")));
    }
    gate.open(cx.store()).await
}

/// Whether this is a code of the actor: of the authenticator, or one of those on paper.
///
/// # Errors
/// Of the field `code` when it is not; a refusal after too many guesses.
pub(super) async fn code(cx: &Cx, actor: &Actor, typed: &str) -> Result<()> {
    let vault = cx.app().own::<Vault>()?;
    let gate = Gate::own(&vault, "code", &actor.person.to_string());
    gate.enter(cx.store(), cx.now()).await?;
    let by = By::own(actor, cx.now());
    if !(Factor { store: cx.store(), vault: &vault, by: &by }).passes(typed).await? {
        return Err(Error::field("code", text!("second-wrong")));
    }
    gate.open(cx.store()).await
}
