-- Several posts at once, each with its dates: one is the main one (主岗), the others are held beside it. Of the main post
-- stage and subject of today stand in `person`; they are written here when it ends.
alter table post add column nature text not null default 'main';
alter table post add column stage text;
alter table post add column subject text;
alter table post add column weekly_lessons bigint;
alter table post add column document text;
alter table post add column reason text;
-- How it ended: with the service (退休 and the like), or why otherwise.
alter table post add column leaving text;
alter table post add column end_reason text;
-- Nobody has two main posts without an end, whoever writes.
create unique index post_main on post (person_id) where nature = 'main' and until_on is null;
-- Who works at an organisation beside the main post: asked when it closes, moves or is merged.
create index post_beside on post (organisation_id, person_id) where nature <> 'main';
-- The last day of whoever has left (离岗); the file and all records stay.
alter table person add column left_on text;
