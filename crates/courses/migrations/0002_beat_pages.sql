-- Raw beats lie in pages of many: a row for each was most of what a heartbeat cost. The newest ones wait
-- in the session's own row, which each heartbeat writes anyhow.
alter table playback add column tail bytea;
alter table playback add column pages bigint not null default 0;

create table beat_page (
  person_id uuid not null,
  session_id uuid not null,
  nth bigint not null,
  beats bytea not null,
  received_at bigint not null,
  primary key (person_id, session_id, nth)
);

drop table beat;
