use kernel::{Date, Id, Month, Result, Timestamp};
use store::{Insert, On, Tx};

use super::person::{self, NewPerson, file};
use crate::Person;
use crate::post::Post;

/// The rows of new people, made before the transaction that writes them: so the database writes those of one batch
/// while another is made.
pub struct NewRows {
    numbers: Insert,
    files: Insert,
    posts: Insert,
    terms: Insert,
}

impl NewRows {
    /// The rows of `people`, each with the post at the school. A roster does not say since when somebody is at the
    /// school: the post is taken to begin with 参加工作年月, or on `from` when that is unknown too; a later transfer
    /// dates it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of(
        on: impl Into<On<'_>>,
        people: &[NewPerson],
        import: Option<uuid::Uuid>,
        from: Date,
        at: Timestamp,
    ) -> Result<Self> {
        let mut files = Insert::into("person", person::FILE).room(people.len());
        let mut posts = Insert::into("post", &["person_id", "id", "organisation_id", "place", "kind", "from_on"])
            .room(people.len());
        let mut numbers = Insert::into("identity_lookup", &["identity_hash", "person_id", "key_id"]).room(people.len());
        for new in people {
            let it = &new.person;
            files.row(file(new, import, at));
            posts.row([
                it.id.into(),
                Id::<Post>::new(at).into(),
                it.school_id.into(),
                (&it.place).into(),
                "10".into(),
                it.work_from.map_or(from, Month::first).into(),
            ]);
            for trace in &new.traces {
                numbers.row([trace.hash.as_slice().into(), it.id.into(), trace.key.into()]);
            }
        }
        let persons: Vec<&Person> = people.iter().map(|it| &it.person).collect();
        let terms = super::lookup::rows_of_new_people(on, &persons).await?;
        Ok(Self { numbers, files, posts, terms })
    }

    /// Writes the rows of `people`.
    ///
    /// # Errors
    /// When the database refuses; a number that somebody holds already is a duplicate.
    pub async fn write(self, tx: &mut Tx, people: &[NewPerson]) -> Result<()> {
        for rows in [self.numbers, self.files, self.posts, self.terms] {
            rows.run(&mut *tx).await?;
        }
        // Last: the figure of a province is one row, and another import of it waits for this one from here on.
        super::figure::add_to_figures(tx, people).await
    }
}

/// Writes new people; see [`NewRows`].
///
/// # Errors
/// When the database refuses; a number that somebody holds already is a duplicate.
pub async fn insert_people(
    tx: &mut Tx,
    people: &[NewPerson],
    import: Option<uuid::Uuid>,
    from: Date,
    at: Timestamp,
) -> Result<()> {
    NewRows::of(&mut *tx, people, import, from, at).await?.write(tx, people).await
}
