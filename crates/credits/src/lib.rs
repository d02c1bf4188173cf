//! credits.
