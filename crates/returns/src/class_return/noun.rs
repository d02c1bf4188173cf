use authz::{Key, Noun, Place};
use store::Store;

use super::Return;

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
