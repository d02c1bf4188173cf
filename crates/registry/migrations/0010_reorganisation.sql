-- A school that is moved, merged or split: what was chosen, and how far its people have come.
create table reorganisation (
  id uuid primary key,
  kind text not null,
  state text not null,
  source_id uuid not null,
  target_id uuid not null,
  place text not null,
  on_day text not null,
  document text not null,
  reason text not null,
  place_before text not null,
  people bigint not null,
  moved bigint not null,
  job_id uuid,
  created_by uuid not null,
  created_name text not null,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint
);
create index reorganisation_source on reorganisation (source_id, id);
create index reorganisation_target on reorganisation (target_id, id);

-- Who goes, when a school is split.
create table reorganisation_person (
  person_id uuid not null,
  reorganisation_id uuid not null,
  primary key (person_id, reorganisation_id)
);
create index reorganisation_person_chosen on reorganisation_person (reorganisation_id, person_id);
