-- A list that somebody took out of the house. The row stays; the file goes when its days are over.
create table export (
  person_id uuid not null,
  id uuid not null,
  listing text not null,
  asked text not null,
  noun text not null,
  place text not null,
  title text not null,
  format text not null,
  whole boolean not null,
  reason text not null,
  duty text not null,
  state text not null,
  job_id uuid not null,
  list_rows bigint not null,
  bytes bigint not null,
  digest text not null,
  file_secret bytea,
  created_at bigint not null,
  ended_at bigint,
  file_removed_at bigint,
  primary key (person_id, id)
);
create index export_file on export (created_at) where file_secret is not null;
create index export_secret on export (id) where file_secret is not null;
