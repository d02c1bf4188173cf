-- The hours of a year are counted without walking through those of all years.
create index hour_entry_posted on hour_entry (posted_at);
