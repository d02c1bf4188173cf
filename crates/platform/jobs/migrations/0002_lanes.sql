alter table job add column cancelled_at bigint;
alter table job add column fault text;
create index job_owner on job (owner_id, id);

create table recurring (
  name text primary key,
  plan text not null,
  next_at bigint not null,
  last_at bigint,
  job_id uuid,
  state text,
  report text,
  ended_at bigint
);
create index recurring_job on recurring (job_id);
