create table outbox (
  id uuid primary key,
  topic text not null,
  payload text not null,
  happened_at bigint not null
);

create table delivery (
  event_id uuid not null,
  subscriber text not null,
  topic text not null,
  payload text not null,
  attempts bigint not null,
  due_at bigint not null,
  fault text,
  primary key (event_id, subscriber)
);
create index delivery_due on delivery (due_at);

create table job (
  id uuid primary key,
  kind text not null,
  owner_id uuid not null,
  payload text not null,
  state text not null,
  done bigint not null,
  total bigint not null,
  report text,
  attempts bigint not null,
  due_at bigint not null,
  leased_until bigint not null,
  created_at bigint not null,
  ended_at bigint
);
create index job_due on job (state, due_at);
