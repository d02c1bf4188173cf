/// A struct whose fields are the columns of a row, read by name.
///
/// ```ignore
/// store::record! {
///     /// One class.
///     pub struct Class { pub id: Id<Class>, pub name: String }
/// }
/// ```
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $kind:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $kind),* }

        impl $crate::Record for $name {
            fn read(row: &$crate::Row) -> ::std::result::Result<Self, $crate::Error> {
                Ok(Self { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}

/// An enum stored as a short word: states, kinds, strengths.
///
/// ```ignore
/// store::code! {
///     /// Where a class stands.
///     pub enum State { /** Not yet filed. */ Draft = "draft", /** Filed. */ Filed = "filed" }
/// }
/// ```
#[macro_export]
macro_rules! code {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            /// Every value, in order.
            $vis const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word it is stored as.
            #[must_use]
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(word: &str) -> ::std::result::Result<Self, $crate::Error> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::Error::UnknownCode { kind: stringify!($name), word: word.to_owned() }),
                }
            }
        }

        impl $crate::Column for $name {
            fn read(row: &$crate::Row, name: &str) -> ::std::result::Result<Self, $crate::Error> {
                row.get::<String>(name)?.parse()
            }
        }

        impl From<$name> for $crate::Value {
            fn from(code: $name) -> Self {
                Self::from(code.as_str())
            }
        }
    };
}

/// Runs a body in one transaction: committed when it answers `Ok`, undone when it answers `Err`,
/// begun anew when the database says that it lost a race (SQLSTATE 40001, 40P01).
///
/// The body may therefore run more than once; it may not have effects outside the transaction.
///
/// ```ignore
/// let class = store::transaction!(store, tx => {
///     let class = classes::file(tx, id).await?;
///     Ok(class)
/// })?;
/// ```
#[macro_export]
macro_rules! transaction {
    ($store:expr, $tx:ident => $body:block) => {{
        let store: &$crate::Store = &$store;
        let mut attempt: u32 = 0;
        loop {
            let mut open = match store.begin().await {
                Ok(open) => open,
                Err(error) => break Err($crate::kernel::Error::from(error)),
            };
            let answer: $crate::kernel::Result<_> = async {
                let $tx = &mut open;
                $body
            }
            .await;
            match open.finish(answer, attempt).await {
                $crate::Outcome::Done(answer) => break answer,
                $crate::Outcome::Again => attempt += 1,
            }
        }
    }};
}
