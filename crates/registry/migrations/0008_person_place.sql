-- No page asks for people by their place any more: they are listed by school and found by the look-up. What only
-- the doctor asks for is not worth an entry for every person.
drop index person_place;
