use std::collections::BTreeSet;

use authz::{Key, Noun, Place};
use kernel::Result;
use registry::{Organisation, OrganisationKind, Person};
use store::Store;

/// Somebody whose duties are looked at or who may be given one, and the organisations around, at which it would be.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub person: Person,
    /// The own organisation, and the authorities over it up to the nation.
    pub around: Vec<Organisation>,
}

impl Noun for Candidate {
    const NAME: &'static str = "duty";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get("person") else { return Ok(None) };
        let Some(person) = registry::find_person(store, id).await? else { return Ok(None) };
        let own = registry::find_organisation(store, person.school_id).await?;
        let over = registry::list_authorities_over(store, &BTreeSet::from([&person.place])).await?;
        let top = registry::find_above(store, &person.place, OrganisationKind::Nation).await?;
        let mut around: Vec<Organisation> = own.into_iter().collect();
        for it in over.into_iter().chain(top) {
            if around.iter().all(|known| known.id != it.id) {
                around.push(it);
            }
        }
        Ok(Some(Self { person, around }))
    }

    fn places(&self) -> Vec<Place> {
        vec![self.person.place.clone()]
    }
}
