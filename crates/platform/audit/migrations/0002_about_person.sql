-- The one person whom a deed concerns, where it is one: "who did or looked at something of mine" is one question.
alter table audit add column about_person uuid;
create index audit_about_person on audit (about_person, at, person_id, nth) where about_person is not null;
