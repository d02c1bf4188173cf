-- A duty that takes two people to give waits here for the second one.
create table duty_proposal (
  person_id uuid not null,
  id uuid not null,
  duty text not null,
  organisation_id uuid not null,
  organisation_name text not null,
  place text not null,
  from_on text not null,
  until_on text,
  document text,
  reason text not null,
  proposed_at bigint not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  expires_at bigint not null,
  state text not null,
  decided_at bigint,
  decided_by uuid,
  decided_by_name text,
  opinion text,
  primary key (person_id, id)
);
create index duty_proposal_open on duty_proposal (place, id) where state = 'open';
