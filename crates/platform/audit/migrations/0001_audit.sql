-- One hash chain for each person who acts; altered, removed or reordered entries break it.
create table audit (
  person_id uuid not null,
  nth bigint not null,
  at bigint not null,
  duty text not null,
  deed text not null,
  noun text not null,
  subject text not null,
  before text,
  after text,
  why text,
  previous bytea not null,
  digest bytea not null,
  primary key (person_id, nth)
);
create index audit_subject on audit (noun, subject, at);
