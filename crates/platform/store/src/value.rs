use kernel::{Date, Id, Month, Timestamp};
use uuid::Uuid;

/// A value bound to a statement. Each kind knows its type even when it is null: PostgreSQL asks.
#[derive(Clone, Debug)]
pub enum Value {
    /// `text`
    Text(Option<String>),
    /// `bigint`
    Int(Option<i64>),
    /// `boolean`
    Bool(Option<bool>),
    /// `double precision`
    Float(Option<f64>),
    /// `uuid`
    Uuid(Option<Uuid>),
    /// `bytea`
    Bytes(Option<Vec<u8>>),
}

macro_rules! value_from {
    ($($from:ty => |$it:ident| $variant:ident($make:expr)),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from($it: $from) -> Self {
                Self::$variant(Some($make))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(it: Option<$from>) -> Self {
                Self::$variant(it.map(|$it| $make))
            }
        }
    )*};
}

value_from! {
    &str => |it| Text(it.to_owned()),
    String => |it| Text(it),
    &String => |it| Text(it.clone()),
    i64 => |it| Int(it),
    i32 => |it| Int(it.into()),
    u32 => |it| Int(it.into()),
    bool => |it| Bool(it),
    f64 => |it| Float(it),
    Uuid => |it| Uuid(it),
    Vec<u8> => |it| Bytes(it),
    &[u8] => |it| Bytes(it.to_vec()),
    Timestamp => |it| Int(it.as_millis()),
    Date => |it| Text(it.to_string()),
    Month => |it| Text(it.to_string()),
}

impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Uuid(Some(id.uuid()))
    }
}

impl<T> From<Option<Id<T>>> for Value {
    fn from(id: Option<Id<T>>) -> Self {
        Self::Uuid(id.map(Id::uuid))
    }
}
