use authz::{Key, Noun, Place};
use kernel::{Date, OrganisationId, Refusal, Result, text};
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

impl Organisation {
    /// Whether it was open from `on` until today.
    ///
    /// # Errors
    /// A refusal when it was not.
    pub fn open_since(&self, on: Date) -> std::result::Result<(), Refusal> {
        if self.closed_on.is_none() && self.opened_on <= on {
            return Ok(());
        }
        let closed = text!("organisation-over-closed", over = &self.name, on = on);
        Err(Refusal::because(closed).remedy(text!("organisation-over-closed-remedy")))
    }

    /// Whether one of `kind` may hang under it from `on` on.
    ///
    /// # Errors
    /// A refusal when its kind holds no such, or when it was not open then.
    pub fn may_hold(&self, kind: OrganisationKind, on: Date) -> std::result::Result<(), Refusal> {
        if !kind.may_hang_under(self.kind) {
            let not = text!("organisation-holds-not", over = &self.name);
            return Err(Refusal::because(not).remedy(text!("organisation-holds-not-remedy")));
        }
        self.open_since(on)
    }

    /// Whether somebody whose area is `area` may change it: an authority is changed by the one above it.
    ///
    /// # Errors
    /// A refusal when the area is its own.
    pub fn changeable_from(&self, area: &Place) -> std::result::Result<(), Refusal> {
        if self.kind.is_authority() && self.place == *area {
            let above = text!("organisation-above", name = &self.name);
            return Err(Refusal::because(above).remedy(text!("organisation-above-remedy")));
        }
        Ok(())
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
    fn an_authority_does_not_rename_itself_and_what_hangs_under_it_it_may() {
        let county = at(&Place::root().child("62").child("623021"), OrganisationKind::County);
        let school = at(&county.place.child("s1"), OrganisationKind::School);
        let office = at(&county.place, OrganisationKind::Finance);
        assert!(county.changeable_from(&county.place).is_err());
        assert!(county.changeable_from(&Place::root().child("62")).is_ok());
        assert!(school.changeable_from(&county.place).is_ok() && office.changeable_from(&county.place).is_ok());
    }

    #[test]
    fn what_hangs_under_another_was_never_there_before_it_or_after_it() {
        let mut county = at(&Place::root().child("62"), OrganisationKind::County);
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(county.may_hold(OrganisationKind::School, day("2001-09-01")).is_ok());
        assert!(county.may_hold(OrganisationKind::School, day("2001-08-31")).is_err());
        assert!(county.may_hold(OrganisationKind::Prefecture, day("2001-09-01")).is_err());
        county.closed_on = Some(day("2020-01-01"));
        assert!(county.may_hold(OrganisationKind::School, day("2019-09-01")).is_err());
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
