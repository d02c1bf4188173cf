-- How long what a rule speaks of is kept, and how far its removal has come. A row takes the place of the number that the
-- program brings.
create table retention_rule (
  name text primary key,
  days bigint,
  changed_at bigint,
  why text,
  through_at bigint not null,
  oldest_at bigint,
  last_at bigint
);

-- What was removed: added to in the transaction that removes.
create table retention_run (
  id uuid primary key,
  rule text not null,
  days bigint not null,
  before_at bigint not null,
  begun_at bigint not null,
  ended_at bigint,
  removed bigint not null,
  first_at bigint not null,
  last_at bigint not null
);
