-- What an organisation was called, what it was and what it hung under, from the first day until the last. The row of
-- `organisation` says the same as its last period. Periods are added; the last one alone gets its last day.
create table organisation_period (
  organisation_id uuid not null,
  nth bigint not null,
  parent_id uuid,
  place text not null,
  code text not null,
  kind text not null,
  name text not null,
  from_on text not null,
  until_on text,
  primary key (organisation_id, nth)
);
create index organisation_period_parent on organisation_period (parent_id, code);
create index organisation_period_code on organisation_period (kind, code);
insert into organisation_period (organisation_id, nth, parent_id, place, code, kind, name, from_on, until_on)
  select id, 1, parent_id, place, code, kind, name, opened_on, closed_on from organisation;

-- What happened to an organisation: on which day it took effect, by which document, why, who wrote it down. A ledger.
create table organisation_change (
  organisation_id uuid not null,
  nth bigint not null,
  what text not null,
  on_day text not null,
  other_id uuid,
  document text not null,
  reason text not null,
  by_id uuid not null,
  by_name text not null,
  at bigint not null,
  primary key (organisation_id, nth)
);
