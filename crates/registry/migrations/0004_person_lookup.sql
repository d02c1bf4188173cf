-- A look-up, not a record: the words by which people are found (name, pinyin, initials, last digits), filed
-- by the authority whose area holds their school. Its partition is the area.
create table person_lookup (
  area text not null,
  term text not null,
  person_id uuid not null,
  primary key (area, term, person_id)
);

-- How far the work has come that files those who were there before the look-up, by the version of what is
-- filed.
create table person_listing (
  version bigint primary key,
  after_id uuid,
  ended_at bigint
);
insert into person_listing (version, ended_at)
  select 1, case when exists (select 1 from person) then null else 0 end;
