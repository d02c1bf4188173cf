-- Which keys this database was sealed with, never the keys themselves: a ring that is not its own is told at once.
create table vault_key (
  id bigint primary key,
  cipher text not null,
  fingerprint text not null,
  first_seen_at bigint not null,
  retired_at bigint
);

-- How far the re-sealing of a holding has come.
create table vault_turn (
  holding text not null,
  key_id bigint not null,
  after_id uuid not null,
  seen bigint not null,
  moved bigint not null,
  unreadable bigint not null,
  begun_at bigint not null,
  ended_at bigint,
  primary key (holding, key_id)
);
