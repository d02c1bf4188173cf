-- identity_lookup is the one way from a number to its person, and each of its rows says under which key.
drop index person_identity;
alter table person drop column identity_hash;
alter table identity_lookup add column key_id bigint not null default 1;
