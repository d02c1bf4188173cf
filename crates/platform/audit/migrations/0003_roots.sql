-- Once a day the end of every chain that has grown, and over all of them one root, chained from day to day: so that
-- entries which were taken off the end of a chain are missed.
create table audit_head (
  person_id uuid not null,
  day text not null,
  nth bigint not null,
  digest bytea not null,
  primary key (person_id, day)
);
create index audit_head_day on audit_head (day, person_id);

create table audit_root (
  day text primary key,
  taken_at bigint not null,
  chains bigint not null,
  previous bytea not null,
  root bytea not null
);

-- What was written since the last root.
create index audit_at on audit (at, person_id, nth);

-- A record is sought by its id, whatever kind of thing it is.
drop index audit_subject;
create index audit_record on audit (subject, at, person_id, nth);
