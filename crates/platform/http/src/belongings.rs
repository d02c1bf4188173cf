use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use kernel::{Error, Result};

/// What slices keep for themselves while the house stands, one of each type: keys, caches, fonts.
#[derive(Clone, Default)]
pub struct Belongings(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Belongings {
    /// With `part` among them; a test gives its own in this way before the slices make theirs.
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, part: Arc<T>) -> Self {
        self.0.insert(TypeId::of::<T>(), part);
        self
    }

    /// Keeps what `make` makes, unless there is a `T` already: two slices may need the same.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn make<T: Any + Send + Sync>(&mut self, make: impl FnOnce() -> Result<T>) -> Result<()> {
        if let Entry::Vacant(place) = self.0.entry(TypeId::of::<T>()) {
            place.insert(Arc::new(make()?));
        }
        Ok(())
    }

    /// The `T` among them.
    ///
    /// # Errors
    /// When no slice made one.
    pub fn get<T: Any + Send + Sync>(&self) -> Result<Arc<T>> {
        self.0
            .get(&TypeId::of::<T>())
            .and_then(|part| Arc::clone(part).downcast().ok())
            .ok_or_else(|| Error::internal(format!("the house has no {}", type_name::<T>())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_made_again() {
        let mut all = Belongings::default().with(Arc::new(1_u8));
        all.make(|| Ok(2_u8)).unwrap();
        all.make(|| Ok("made".to_owned())).unwrap();
        assert_eq!((*all.get::<u8>().unwrap(), all.get::<String>().unwrap().as_str()), (1, "made"));
    }

    #[test]
    fn what_cannot_be_made_is_a_fault() {
        let mut all = Belongings::default();
        assert!(all.make::<u8>(|| Err(Error::internal("no clay"))).is_err());
        assert!(all.get::<u8>().is_err());
    }
}
