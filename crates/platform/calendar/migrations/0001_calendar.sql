-- Days on which work rests or does not, against the rule of the week; at a place and below it.
create table calendar_day (
  place text not null,
  day text not null,
  kind text not null,
  name text not null,
  set_by uuid not null,
  set_at bigint not null,
  primary key (place, day)
);
