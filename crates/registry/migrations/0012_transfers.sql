-- A person who is to go to another school: asked for by one side, confirmed by both.
create table transfer (
  person_id uuid not null,
  id uuid not null,
  person_name text not null,
  asked_side text not null,
  state text not null,
  source_id uuid not null,
  source_name text not null,
  source_place text not null,
  source_area text not null,
  target_id uuid not null,
  target_name text not null,
  target_place text not null,
  target_area text not null,
  kind text not null,
  nature text not null,
  on_day text not null,
  until_on text,
  stage text,
  subject text,
  weekly_lessons bigint,
  document text,
  reason text not null,
  asked_by uuid not null,
  asked_name text not null,
  asked_at bigint not null,
  source_by uuid,
  source_by_name text,
  source_at bigint,
  target_by uuid,
  target_by_name text,
  target_at bigint,
  ended_name text,
  ended_at bigint,
  end_reason text,
  primary key (person_id, id)
);
-- Nobody is on the way to two schools.
create unique index transfer_open on transfer (person_id) where state in ('open', 'agreed');
create index transfer_source on transfer (source_place) where state in ('open', 'agreed');
create index transfer_target on transfer (target_place) where state in ('open', 'agreed');
create index transfer_to on transfer (target_id) where state in ('open', 'agreed');
create index transfer_due on transfer (on_day) where state = 'agreed';
