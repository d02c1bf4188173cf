-- How often somebody guessed wrong, by the keyed hash of what is slowed down: an account from one origin, an
-- origin, an account from a known device. One row each, however many guesses. Takes the place of `attempt`.
create table throttle (
  key bytea primary key,
  wrong bigint not null,
  until bigint not null
);
create index throttle_until on throttle (until);

-- The browsers from which a person has come in before.
create table known_device (
  person_id uuid not null,
  device_hash bytea not null,
  seen_at bigint not null,
  primary key (person_id, device_hash)
);

create index session_until on session (until);

-- The names of one person, for the rule that a password may not contain them.
create index login_person on login_lookup (person_id);
