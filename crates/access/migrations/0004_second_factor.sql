-- An authenticator program on the phone: its secret, sealed; the last step whose code was taken, so that no code
-- opens twice; and since when it counts (null until its first code was typed in).
create table totp (
  person_id uuid primary key,
  secret_cipher bytea not null,
  used_step bigint not null,
  confirmed_at bigint
);

-- For the day on which the phone is lost: keyed hashes, each used once.
create table recovery_code (
  person_id uuid not null,
  code_hash bytea not null,
  primary key (person_id, code_hash)
);

-- What a session still waits for (`second`), nothing when it is open.
alter table session add column awaits text;
-- When somebody last proved who sits there.
alter table session add column checked_at bigint;
