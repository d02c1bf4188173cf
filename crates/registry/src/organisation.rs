use authz::{Key, Noun, Place};
use kernel::{Date, OrganisationId, Result};
use store::Store;

use crate::OrganisationKind;

store::record! {
    /// A node of the tree. Levels may be missing: a county may hang under its province.
    pub struct Organisation {
        /// Its id.
        pub id: OrganisationId,
        /// What it hangs under; none for the nation.
        pub parent_id: Option<OrganisationId>,
        /// The area it answers for, as a path in the tree.
        pub place: Place,
        /// Division code, 学校标识码 or 统一社会信用代码, by kind.
        pub code: String,
        /// What kind.
        pub kind: OrganisationKind,
        /// The official name.
        pub name: String,
        /// 行政区划代码, six digits.
        pub division_code: Option<String>,
        /// 城乡分类 (domain 2.20.7).
        pub urban_rural: Option<String>,
        /// The first day.
        pub opened_on: Date,
        /// The last day, once closed.
        pub closed_on: Option<Date>,
    }
}

impl Organisation {
    /// The nearest one of `kind` among `over` whose area covers `place`.
    #[must_use]
    pub fn nearest<'a>(over: &'a [Self], place: &Place, kind: OrganisationKind) -> Option<&'a Self> {
        over.iter().filter(|it| it.kind == kind && place.within(&it.place)).max_by_key(|it| it.place.as_str().len())
    }
}

impl Noun for Organisation {
    const NAME: &'static str = "organisation";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("organisation") {
            Some(id) => crate::find_organisation(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(place: &Place, kind: OrganisationKind) -> Organisation {
        let opened_on = Date::of(2001, 9, 1).unwrap();
        Organisation {
            id: kernel::Id::new(kernel::Timestamp::default()),
            parent_id: None,
            place: place.clone(),
            code: String::new(),
            kind,
            name: place.to_string(),
            division_code: None,
            urban_rural: None,
            opened_on,
            closed_on: None,
        }
    }

    #[test]
    fn the_nearest_of_its_kind_answers_for_a_place_and_no_neighbour_does() {
        use OrganisationKind::{County, Prefecture, Province};
        let gansu = Place::root().child("62");
        let county = gansu.child("6230").child("623021");
        let over = [
            at(&gansu, Province),
            at(&county, County),
            at(&gansu.child("6230").child("62302"), County),
            at(&Place::root().child("6"), Province),
        ];
        let name = |kind| Organisation::nearest(&over, &county.child("s1"), kind).map(|it| it.name.as_str());
        assert_eq!(name(County), Some(county.as_str()));
        assert_eq!(name(Province), Some(gansu.as_str()));
        assert_eq!(name(Prefecture), None);
    }
}
