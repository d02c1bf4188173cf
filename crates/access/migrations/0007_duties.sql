-- What a duty is beside its rights: where it is held (a kind of organisation), to which branch of the separated
-- administration it belongs, and why it takes a second person to give it.
create table duty_mark (
  duty text primary key,
  seat text not null,
  branch text not null,
  second text not null
);

-- Who gave a duty, by which document and why; who took it away before its time; and for whom it is held, when it is
-- held for somebody else.
alter table appointment add column given_at bigint;
alter table appointment add column given_by uuid;
alter table appointment add column given_by_name text;
alter table appointment add column approved_by uuid;
alter table appointment add column approved_by_name text;
alter table appointment add column document text;
alter table appointment add column reason text;
alter table appointment add column ended_at bigint;
alter table appointment add column ended_by_name text;
alter table appointment add column end_reason text;
alter table appointment add column principal_id uuid;
alter table appointment add column principal_name text;
alter table appointment add column principal_term uuid;

-- Who may do what at a place: its duties and those above.
create index appointment_place on appointment (place, id);
-- What ends with the duty that it stands for.
create index appointment_principal on appointment (principal_term) where principal_term is not null;
