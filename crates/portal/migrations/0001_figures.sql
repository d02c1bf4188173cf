-- The figures of an area or an institution on its first page, counted from time to time.
create table desk_figure (
  place text not null,
  code text not null,
  value bigint not null,
  whole bigint not null,
  counted_at bigint not null,
  primary key (place, code)
);
