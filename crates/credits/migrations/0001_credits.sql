-- Rules are data: what counts as an hour, for a region, a level of training and a way of training.
create table credit_rule (
  version text primary key,
  region text not null,
  level text not null,
  mode text not null,
  minutes_per_hour bigint not null,
  daily_hours bigint not null,
  hours_per_credit_x100 bigint not null,
  attendance_part bigint not null,
  attendance_whole bigint not null,
  excellent_percent bigint not null,
  excellent_score bigint not null,
  clause text not null,
  attendance_clause text not null,
  excellent_clause text not null,
  document text not null,
  valid_from text not null,
  valid_until text
);

create table cycle_rule (
  version text primary key,
  first_year bigint not null,
  years bigint not null,
  hours_target_x100 bigint not null,
  ict_target_x100 bigint not null,
  clause text not null,
  document text not null,
  valid_from text not null,
  valid_until text
);

-- The completion list of a class, and its rows. Marks are made before it is submitted.
create table completion (
  class_id uuid primary key,
  state text not null,
  rule_version text not null,
  people bigint not null,
  counties bigint not null,
  confirmed bigint not null,
  round bigint not null,
  submitted_by uuid not null,
  submitted_name text not null,
  submitted_at bigint not null
);

create table completion_mark (
  person_id uuid not null,
  class_id uuid not null,
  outcome text,
  absent_minutes bigint not null,
  reason text not null,
  marked_by uuid not null,
  marked_at bigint not null,
  primary key (person_id, class_id)
);
create index completion_mark_class on completion_mark (class_id, person_id);

create table completion_row (
  person_id uuid not null,
  class_id uuid not null,
  person_name text not null,
  school_id uuid not null,
  place text not null,
  county_id uuid not null,
  state text not null,
  proposed text not null,
  outcome text not null,
  reason text not null,
  planned_minutes bigint not null,
  absent_minutes bigint not null,
  lessons_done bigint not null,
  lessons_total bigint not null,
  quiz_best bigint,
  face_minutes bigint not null,
  online_minutes bigint not null,
  minutes bigint not null,
  hours_x100 bigint not null,
  credits_x100 bigint not null,
  return_reason text not null,
  entry_id uuid,
  certificate_number text,
  recognised_at bigint,
  primary key (person_id, class_id)
);
create index completion_row_class on completion_row (class_id, person_id);

-- What one county has to recognise of one list.
create table recognition (
  class_id uuid not null,
  county_id uuid not null,
  county_name text not null,
  county_place text not null,
  class_name text not null,
  class_number text not null,
  institution_name text not null,
  institution_place text not null,
  state text not null,
  people bigint not null,
  reason text not null,
  submitted_at bigint not null,
  decided_by uuid,
  decided_name text not null,
  decided_at bigint,
  primary key (class_id, county_id)
);
create index recognition_waiting on recognition (state, county_place);

-- The ledger. Append-only: an entry is never changed and never removed; what was wrong is reversed by
-- an entry of its own with the opposite amounts.
create table hour_entry (
  person_id uuid not null,
  id uuid not null,
  nth bigint not null,
  class_id uuid not null,
  project_id uuid not null,
  class_name text not null,
  institution_name text not null,
  school_id uuid not null,
  place text not null,
  cycle bigint not null,
  level text not null,
  category text not null,
  mode text not null,
  domain text not null,
  outcome text not null,
  face_minutes bigint not null,
  online_minutes bigint not null,
  minutes bigint not null,
  hours_x100 bigint not null,
  credits_x100 bigint not null,
  rule_version text not null,
  occurred_on text not null,
  registered_by uuid not null,
  registered_name text not null,
  registered_at bigint not null,
  confirmed_by uuid not null,
  confirmed_name text not null,
  posted_at bigint not null,
  reversal_of uuid,
  reason text not null,
  primary key (person_id, id),
  unique (person_id, class_id, nth)
);

-- Balances: figures of the ledger, kept in the same transaction, rebuilt and checked on demand.
create table hour_account (
  person_id uuid not null,
  cycle bigint not null,
  minutes bigint not null,
  hours_x100 bigint not null,
  credits_x100 bigint not null,
  face_x100 bigint not null,
  online_x100 bigint not null,
  blended_x100 bigint not null,
  ict_x100 bigint not null,
  entries bigint not null,
  updated_at bigint not null,
  primary key (person_id, cycle)
);

create table certificate_series (
  province bigint not null,
  year bigint not null,
  last bigint not null,
  primary key (province, year)
);

create table certificate (
  person_id uuid not null,
  number text not null,
  entry_id uuid not null,
  class_id uuid not null,
  written text not null,
  place text not null,
  province_place text not null,
  institution_place text not null,
  person_name text not null,
  identity_masked text not null,
  project_name text not null,
  project_document text not null,
  class_name text not null,
  filing_number text not null,
  institution_name text not null,
  opens_on text not null,
  closes_on text not null,
  outcome text not null,
  hours_x100 bigint not null,
  issued_on text not null,
  issued_at bigint not null,
  fetched_at bigint,
  revoked_at bigint,
  revoked_reason text not null,
  primary key (person_id, number)
);
create index certificate_entry on certificate (person_id, entry_id);

-- A look-up: whose certificate has a number. Its partition is the number itself.
create table certificate_lookup (
  number text primary key,
  person_id uuid not null
);

-- A correction that one officer asks for and another decides: a reversal of hours or a revocation.
create table correction (
  person_id uuid not null,
  id uuid not null,
  kind text not null,
  entry_id uuid not null,
  certificate_number text,
  person_name text not null,
  class_name text not null,
  place text not null,
  province_place text not null,
  hours_x100 bigint not null,
  state text not null,
  reason text not null,
  asked_by uuid not null,
  asked_name text not null,
  asked_at bigint not null,
  opinion text not null,
  decided_by uuid,
  decided_name text not null,
  decided_at bigint,
  primary key (person_id, id)
);
create index correction_waiting on correction (state, place);

insert into credit_rule (version, region, level, mode, minutes_per_hour, daily_hours, hours_per_credit_x100, attendance_part, attendance_whole, excellent_percent, excellent_score, clause, attendance_clause, excellent_clause, document, valid_from, valid_until) values
  ('nation-1-face-1', '/', '1', 'face', 45, 8, 1000, 4, 5, 20, 85, '1学时为45分钟，不足45分钟不计；每天最多计8学时', '实际出勤不少于应出勤学时的五分之四；不足的不予登记学时', '优秀学员不超过本班参加结业考核人数的20%，且学习记录完整', '教基4068填表说明；结业考核默认规则', '2011-01-01', null),
  ('nation-1-online-1', '/', '1', 'online', 45, 8, 2000, 4, 5, 20, 85, '1学时为45分钟，不足45分钟不计；每天最多计8学时', '规定的课程须全部学完；未学完的不予登记学时', '优秀学员不超过本班参加结业考核人数的20%，且学习记录完整', '教基4068填表说明；结业考核默认规则', '2011-01-01', null),
  ('nation-1-blended-1', '/', '1', 'blended', 45, 8, 1000, 4, 5, 20, 85, '1学时为45分钟，不足45分钟不计；每天最多计8学时', '实际出勤不少于应出勤学时的五分之四，且规定的课程全部学完；不足的不予登记学时', '优秀学员不超过本班参加结业考核人数的20%，且学习记录完整', '教基4068填表说明；结业考核默认规则', '2011-01-01', null);

insert into cycle_rule (version, first_year, years, hours_target_x100, ict_target_x100, clause, document, valid_from, valid_until) values
  ('nation-cycle-1', 2011, 5, 36000, 5000, '五年为一个周期，每人累计不少于360学时，其中信息技术应用能力不少于50学时', '教师〔2011〕1号；教师〔2013〕13号', '2011-01-01', null);
