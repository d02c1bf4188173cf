create table credential (
  person_id uuid primary key,
  password_hash text,
  activation_hash bytea,
  activation_until bigint,
  changed_at bigint not null
);

-- A look-up: which person signs in by a chosen name. Teachers sign in by identity number.
create table login_lookup (
  login text primary key,
  person_id uuid not null
);

create table session (
  person_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  device text not null,
  created_at bigint not null,
  until bigint not null,
  primary key (person_id, id)
);

-- Wrong attempts by what was typed (a keyed hash): the guesser is slowed, the victim is not locked out.
create table attempt (
  login_hash bytea not null,
  at bigint not null,
  origin text not null
);
create index attempt_login on attempt (login_hash, at);

create table duty (
  code text primary key,
  level text not null
);

create table duty_right (
  duty text not null,
  verb text not null,
  noun text not null,
  primary key (duty, verb, noun)
);

create table appointment (
  person_id uuid not null,
  id uuid not null,
  duty text not null,
  organisation_id uuid not null,
  organisation_name text not null,
  place text not null,
  from_on text not null,
  until_on text,
  primary key (person_id, id)
);
