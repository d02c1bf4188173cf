-- The return (报送) of a finished class: one row for each class, its Annex 1 kept filled as a figure.
create table class_return (
  id uuid primary key,
  class_id uuid not null,
  class_name text not null,
  class_number text not null,
  institution_id uuid not null,
  institution_name text not null,
  institution_place text not null,
  province_name text not null,
  province_place text not null,
  closes_on text not null,
  due_on text not null,
  state text not null,
  version bigint not null,
  late boolean not null,
  annex text not null,
  filled_at bigint not null,
  missing bigint not null,
  failing bigint not null,
  opened_at bigint not null,
  submitted_at bigint
);
create unique index class_return_class on class_return (class_id);
create index class_return_institution on class_return (institution_place, due_on, id);
create index class_return_province on class_return (province_place, due_on, id);

-- What the institution types of the class, because no record holds it yet.
create table annex_entry (
  return_id uuid not null,
  field text not null,
  value text not null,
  primary key (return_id, field)
);

-- What the institution types of a trainee.
create table trainee_entry (
  person_id uuid not null,
  return_id uuid not null,
  facts text not null,
  primary key (person_id, return_id)
);
create index trainee_entry_return on trainee_entry (return_id);

-- A row of Annex 2 as it is filled now: a figure, made anew from the records.
create table annex_row (
  person_id uuid not null,
  return_id uuid not null,
  nth bigint not null,
  facts text not null,
  primary key (person_id, return_id)
);
create index annex_row_return on annex_row (return_id, nth);

-- A submission: never changed. The spreadsheets lie among the blobs under their keys.
create table return_version (
  return_id uuid not null,
  version bigint not null,
  code text not null,
  annex text not null,
  trainees text not null,
  annex_1_key text not null,
  annex_1_digest text not null,
  annex_2_key text not null,
  annex_2_digest text not null,
  late boolean not null,
  submitter_id uuid not null,
  submitter_name text not null,
  submitted_at bigint not null,
  primary key (return_id, version)
);
create unique index return_version_code on return_version (code);

-- What an office decided on a submission.
create table return_receipt (
  return_id uuid not null,
  version bigint not null,
  office text not null,
  outcome text not null,
  paper text not null,
  reason text,
  decider_id uuid not null,
  decider_name text not null,
  decided_at bigint not null,
  primary key (return_id, version, office)
);
