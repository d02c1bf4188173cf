-- The one in whose name a deed was done, where a duty is held for somebody else.
alter table audit add column principal_id uuid;
