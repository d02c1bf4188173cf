-- How many people there are within a place: a school, and each area above it but the nation.
create table people_figure (
  place text primary key,
  people bigint not null
);
insert into people_figure (place, people)
  select o.place, count(*)
  from (select distinct place from organisation where place <> '/') o
  join person p on p.place >= o.place and p.place < substr(o.place, 1, length(o.place) - 1) || '0'
  group by o.place;
