-- Approved projects, with the limits and the selection rules that their documents set. Reference tables.
create table project (
  id uuid primary key,
  number text not null,
  name text not null,
  scheme text not null,
  level text not null,
  topic text not null,
  document text not null,
  clause text not null,
  province_id uuid not null,
  province_name text not null,
  province_place text not null,
  province_code text not null,
  window_from text not null,
  window_until text not null,
  most_people bigint not null,
  practice_percent bigint not null,
  practice_clause text not null,
  classes bigint not null,
  approved_at bigint not null
);
create unique index project_number on project (number);
create index project_place on project (province_place, number);

create table project_institution (
  project_id uuid not null,
  organisation_id uuid not null,
  name text not null,
  place text not null,
  primary key (project_id, organisation_id)
);

-- Policy as data. Rows of one code are the conditions of one rule: all of them must hold.
create table project_rule (
  project_id uuid not null,
  code text not null,
  nth bigint not null,
  field text not null,
  op text not null,
  value text not null,
  strength text not null,
  weight bigint not null,
  approver text,
  words text not null,
  citation text not null,
  version bigint not null,
  valid_from text not null,
  valid_until text,
  primary key (project_id, code, nth, version)
);

create table class (
  id uuid primary key,
  project_id uuid not null,
  number text not null,
  name text not null,
  institution_id uuid not null,
  institution_name text not null,
  institution_place text not null,
  province_id uuid not null,
  province_name text not null,
  province_place text not null,
  venue_kind text not null,
  venue text not null,
  opens_on text not null,
  closes_on text not null,
  planned_people bigint not null,
  state text not null,
  created_by uuid not null,
  created_at bigint not null,
  submitted_by uuid,
  submitted_at bigint,
  opinion text,
  filing_number text,
  filed_by uuid,
  filed_at bigint,
  closed_on text
);
create unique index class_number on class (number);
create index class_institution on class (institution_place, id);
create index class_province on class (province_place, id);

-- What was decided on a class, in order: submitted, filed, returned, opened.
create table class_step (
  class_id uuid not null,
  nth bigint not null,
  step text not null,
  by_name text not null,
  duty text not null,
  opinion text,
  at bigint not null,
  primary key (class_id, nth)
);

create table class_session (
  class_id uuid not null,
  nth bigint not null,
  held_on text not null,
  kind text not null,
  module text not null,
  topic text not null,
  minutes bigint not null,
  practice boolean not null,
  primary key (class_id, nth)
);

-- The last filing number given in a province and year.
create table filing_series (
  province_code text not null,
  year bigint not null,
  last bigint not null,
  primary key (province_code, year)
);

create table class_figure (
  class_id uuid primary key,
  nominated bigint not null,
  approved bigint not null,
  admitted bigint not null,
  confirmed bigint not null,
  passed bigint not null,
  excellent bigint not null,
  failed bigint not null
);

create table enrolment (
  person_id uuid not null,
  class_id uuid not null,
  person_name text not null,
  school_id uuid not null,
  school_name text not null,
  place text not null,
  institution_place text not null,
  state text not null,
  priority bigint not null,
  open_exceptions bigint not null,
  nominated_by uuid not null,
  why text,
  changed_at bigint not null,
  primary key (person_id, class_id)
);
create index enrolment_class on enrolment (class_id, person_id);
create index enrolment_place on enrolment (place, state);

create table enrolment_step (
  person_id uuid not null,
  class_id uuid not null,
  nth bigint not null,
  state text not null,
  by_name text not null,
  duty text not null,
  why text,
  at bigint not null,
  primary key (person_id, class_id, nth)
);

create table enrolment_exception (
  person_id uuid not null,
  class_id uuid not null,
  rule_code text not null,
  person_name text not null,
  place text not null,
  citation text not null,
  given text not null,
  approver text not null,
  reason text not null,
  state text not null,
  requested_by uuid not null,
  requested_at bigint not null,
  decided_by text,
  opinion text,
  decided_at bigint,
  primary key (person_id, class_id, rule_code)
);
create index enrolment_exception_place on enrolment_exception (place, state);
create index enrolment_exception_class on enrolment_exception (class_id, person_id);
