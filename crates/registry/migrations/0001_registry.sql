-- The tree of authorities, schools and institutions. A reference table: small, on every node.
create table organisation (
  id uuid primary key,
  parent_id uuid,
  place text not null,
  code text not null,
  kind text not null,
  name text not null,
  division_code text,
  urban_rural text,
  opened_on text not null,
  closed_on text
);
create index organisation_code on organisation (code);
create index organisation_parent on organisation (parent_id, code);
create index organisation_place on organisation (place);

create table person (
  id uuid primary key,
  name text not null,
  sex text not null,
  born_on text not null,
  ethnicity text not null,
  identity_kind text not null,
  identity_cipher bytea not null,
  identity_hash bytea not null,
  identity_masked text not null,
  mobile_cipher bytea,
  mobile_masked text,
  school_id uuid not null,
  place text not null,
  stage text,
  subject text,
  title text,
  work_from text,
  bilingual boolean not null,
  psc_level text,
  language text,
  import_id uuid,
  created_at bigint not null
);
create index person_place on person (place, name, id);
create index person_identity on person (identity_hash);

-- Posts are dated: statistics use the affiliation of their date.
create table post (
  person_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  place text not null,
  kind text not null,
  from_on text not null,
  until_on text,
  primary key (person_id, id)
);

-- A look-up, not a record: which person holds a number. Unique over all people, so that two people
-- never share one number; its partition is the number itself.
create table identity_lookup (
  identity_hash bytea primary key,
  person_id uuid not null
);

create table roster_import (
  id uuid primary key,
  organisation_id uuid not null,
  place text not null,
  file_name text not null,
  blob_key text not null,
  digest text not null,
  state text not null,
  job_id uuid not null,
  rows_read bigint not null,
  rows_good bigint not null,
  rows_wrong bigint not null,
  rows_warned bigint not null,
  rows_new bigint not null,
  rows_changed bigint not null,
  created_by uuid not null,
  created_at bigint not null,
  applied_at bigint
);
create index roster_import_place on roster_import (organisation_id, id);

create table roster_fault (
  import_id uuid not null,
  row_number bigint not null,
  nth bigint not null,
  cell text not null,
  column_name text not null,
  reason text not null,
  given text not null,
  severity text not null,
  primary key (import_id, row_number, nth)
);
