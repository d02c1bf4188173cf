-- An official notice: a draft, then in force until another replaces it or it is withdrawn.
create table notice (
  id uuid primary key,
  number text not null,
  issuer_id uuid not null,
  issuer_name text not null,
  issuer_place text not null,
  title text not null,
  body text not null,
  effective_on text not null,
  state text not null,
  replaces uuid,
  replaced_by uuid,
  replaced_number text not null,
  area text not null,
  area_name text not null,
  kinds text not null,
  duty text not null,
  task text not null,
  task_days bigint not null,
  task_due_on text,
  recipients bigint not null,
  opened bigint not null,
  signed bigint not null,
  answered bigint not null,
  drafted_by uuid not null,
  drafted_name text not null,
  drafted_at bigint not null,
  issued_name text not null,
  issued_at bigint,
  delivered_at bigint,
  reminded_at bigint,
  withdrawn_reason text not null
);
create unique index notice_number on notice (issuer_id, number);
create index notice_issuer on notice (issuer_id, id);
-- To whom a notice speaks: whoever comes later finds what is in force here.
create table notice_audience (
  area text not null,
  kind text not null,
  issued_at bigint not null,
  notice_id uuid not null,
  primary key (area, kind, issued_at, notice_id)
);
create table notice_file (
  notice_id uuid not null,
  nth bigint not null,
  name text not null,
  blob_key text not null,
  bytes bigint not null,
  primary key (notice_id, nth)
);
-- An addressee with its receipt and its answer.
create table notice_recipient (
  notice_id uuid not null,
  organisation_id uuid not null,
  name text not null,
  place text not null,
  opened_at bigint,
  opened_name text not null,
  signed_at bigint,
  signed_by uuid,
  signed_name text not null,
  answered_at bigint,
  answered_name text not null,
  answer text not null,
  waits boolean not null,
  primary key (notice_id, organisation_id)
);
create index notice_recipient_place on notice_recipient (notice_id, place, organisation_id);
create index notice_recipient_waits on notice_recipient (organisation_id, notice_id) where waits;
