-- A code is given once in its kind.
create unique index organisation_kind_code on organisation (kind, code);
create index organisation_kind_place on organisation (kind, place);

-- People are listed by school.
create index person_school on person (school_id, name, id);
