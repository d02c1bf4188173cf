//! A person whose posts are changed.

use audit::{By, Entry};
use kernel::{Date, Error, Id, OrganisationId, PersonId, Result};
use store::Tx;

use crate::news::PeopleMoved;
use crate::post::{NewPost, Post};
use crate::post_rule::Held;
use crate::store::{self as rows, Ending};
use crate::{Nature, Organisation, Person};

/// A person with all posts, held until the transaction ends.
pub(super) struct Hand {
    pub person: Person,
    pub posts: Vec<Post>,
    /// The day by which the rules judge.
    pub today: Date,
}

impl Hand {
    /// # Errors
    /// Not found, too, for whoever moved out of the area of `by` while the page was open.
    pub async fn take(tx: &mut Tx, by: &By, id: PersonId) -> Result<Self> {
        let hand = Self::reach(tx, id, by.today()).await?;
        if hand.person.place.within(&by.area()?.place) { Ok(hand) } else { Err(Error::NotFound) }
    }

    /// Somebody wherever they are.
    ///
    /// # Errors
    /// When there is nobody.
    pub async fn reach(tx: &mut Tx, id: PersonId, today: Date) -> Result<Self> {
        rows::hold_person(&mut *tx, id).await?;
        let person = rows::find_person(&mut *tx, id).await?.ok_or(Error::NotFound)?;
        let posts = rows::list_posts(tx, id).await?;
        Ok(Self { person, posts, today })
    }

    pub fn held(&self) -> Held<'_> {
        Held { person: &self.person, posts: &self.posts, today: self.today }
    }

    pub fn post(&self, id: Id<Post>) -> Result<&Post> {
        self.posts.iter().find(|it| it.id == id).ok_or(Error::NotFound)
    }

    /// The organisation, when it may be `by` who changes something there.
    pub async fn organisation(&self, tx: &mut Tx, by: &By, id: OrganisationId) -> Result<Organisation> {
        let at = rows::get_organisation(tx, id).await?;
        self.held().may_be_changed(by.person, &by.area()?.place, &at)?;
        Ok(at)
    }

    /// The main post is from now on at `at`: the file says so, and the later links hear of it.
    pub async fn place(
        &self,
        tx: &mut Tx,
        by: &By,
        at: &Organisation,
        taught: (Option<&str>, Option<&str>),
    ) -> Result<()> {
        let it = &self.person;
        rows::set_taught(&mut *tx, it.id, taught.0, taught.1).await?;
        if it.school_id == at.id && it.place == at.place {
            return Ok(());
        }
        rows::carry(&mut *tx, std::slice::from_ref(it), &it.place, at).await?;
        let (from, to) = (it.place.clone(), at.place.clone());
        jobs::emit(tx, by.now, &PeopleMoved { people: vec![it.id], organisation: at.id, from, to }).await
    }

    pub async fn record(
        &self,
        tx: &mut Tx,
        by: &By,
        deed: &'static str,
        after: serde_json::Value,
        why: &str,
    ) -> Result<()> {
        let id = self.person.id;
        by.record(tx, Entry::new(deed, "post", id).about(id).after(after).why(why)).await
    }

    /// Begins `new` at `at`; a main post ends the one before.
    ///
    /// # Errors
    /// A refusal when a rule says no.
    pub async fn begin(&self, tx: &mut Tx, by: &By, at: &Organisation, new: &NewPost) -> Result<()> {
        self.held().may_begin(new, at)?;
        if let Some(main) = self.held().main().filter(|_| new.nature == Nature::Main) {
            let ending = Ending { last: new.from.plus_days(-1), reason: &new.reason, leaving: None };
            rows::end_post(&mut *tx, &self.person, main, ending).await?;
        }
        rows::insert_post(&mut *tx, self.person.id, new, at, by.now).await?;
        if new.nature == Nature::Main {
            self.place(tx, by, at, (new.stage.as_deref(), new.subject.as_deref())).await?;
        }
        Ok(())
    }
}
