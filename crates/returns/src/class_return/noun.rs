use authz::{Key, Noun, Place};
use store::Store;

use super::{Office, Return};

impl Noun for Return {
    const NAME: &'static str = "return";

    async fn find(store: &Store, key: Key<'_>) -> kernel::Result<Option<Self>> {
        match key.get("return") {
            Some(id) => crate::store::find_return(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.institution_place.clone(), self.province_place.clone()]
    }
}

/// A return before the education department (师范教育), which receives it or gives it back.
#[derive(Clone, Debug)]
pub struct AtEducation(pub Return);

/// A return before the language office (语言文字), which receives it or gives it back.
#[derive(Clone, Debug)]
pub struct AtLanguage(pub Return);

macro_rules! before {
    ($noun:ident, $office:ident) => {
        impl Noun for $noun {
            const NAME: &'static str = Office::$office.noun();

            async fn find(store: &Store, key: Key<'_>) -> kernel::Result<Option<Self>> {
                Ok(Return::find(store, key).await?.map(Self))
            }

            fn places(&self) -> Vec<Place> {
                self.0.places()
            }
        }
    };
}

before!(AtEducation, Education);
before!(AtLanguage, Language);
