//! Going over the posts of everybody: for `doctor`.

use std::collections::HashMap;

use kernel::{PersonId, Result};
use store::Store;

use crate::post::Post;
use crate::post_rule::{Disorder, in_order};
use crate::store as rows;

/// People read in one statement.
const BATCH: u32 = 500;

/// People whose posts do not say where they are, with what is wrong, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong_posts(store: &Store, limit: usize) -> Result<Vec<(PersonId, Disorder)>> {
    let (mut wrong, mut after) = (Vec::new(), PersonId::from(uuid::Uuid::nil()));
    loop {
        let people = rows::list_people_after(store, after, BATCH).await?;
        let ids: Vec<PersonId> = people.iter().map(|it| it.id).collect();
        let posts = rows::list_posts_of(store, &ids).await?;
        let mut held: HashMap<PersonId, Vec<Post>> = HashMap::with_capacity(people.len());
        for post in posts {
            held.entry(post.person_id).or_default().push(post);
        }
        for it in &people {
            let own = held.get(&it.id).map(Vec::as_slice).unwrap_or_default();
            if let Err(disorder) = in_order(it, own) {
                wrong.push((it.id, disorder));
            }
        }
        match kernel::last_of_full(&people, BATCH) {
            Some(last) if wrong.len() < limit => after = last.id,
            _ => break,
        }
    }
    wrong.truncate(limit);
    Ok(wrong)
}
