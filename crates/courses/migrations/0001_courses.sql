-- Courses, lessons, questions and rules are reference tables: small, on every node.
create table course (
  id uuid primary key,
  title text not null,
  created_at bigint not null
);

create table lesson (
  id uuid primary key,
  course_id uuid not null,
  nth bigint not null,
  title text not null,
  duration_ms bigint not null,
  video_key text not null,
  video_bytes bigint not null,
  captions_key text not null,
  poster_key text not null,
  transcript text not null
);
create unique index lesson_nth on lesson (course_id, nth);

-- Which course a class studies, and by which version of the rule its watching counts.
create table course_class (
  class_id uuid primary key,
  course_id uuid not null,
  rule_version text not null,
  lessons bigint not null,
  linked_at bigint not null
);
create index course_class_course on course_class (course_id);

create table question (
  id uuid primary key,
  lesson_id uuid not null,
  at_ms bigint not null,
  wording text not null,
  options text not null,
  answer bigint not null,
  explanation text not null,
  clause text not null
);
create unique index question_at on question (lesson_id, at_ms);

create table quiz_item (
  id uuid primary key,
  lesson_id uuid not null,
  nth bigint not null,
  wording text not null,
  options text not null,
  answer bigint not null,
  explanation text not null
);
create unique index quiz_item_nth on quiz_item (lesson_id, nth);

create table watch_rule (
  version text primary key,
  percent bigint not null,
  rate_percent bigint not null,
  slack_ms bigint not null,
  late_ms bigint not null,
  daily_hours bigint not null,
  hour_minutes bigint not null,
  window_ms bigint not null,
  quiz_pass bigint not null,
  quiz_tries bigint not null,
  citation text not null,
  valid_from text not null,
  valid_until text
);

insert into watch_rule (version, percent, rate_percent, slack_ms, late_ms, daily_hours, hour_minutes, window_ms, quiz_pass, quiz_tries, citation, valid_from, valid_until)
values ('2026-1', 90, 150, 5000, 259200000, 8, 45, 120000, 60, 3,
  '教基4068《专任教师接受培训情况》填报说明：1 学时为 45 分钟，不足 45 分钟不计，每天最多计 8 学时；观看比例、倍速、随堂一问和测验由本平台《网络研修学时记录规则》2026-1 版规定',
  '2010-01-01', null);

-- The key with which a lesson page seals the moment at which it was opened; one row.
create table course_seal (
  id bigint primary key,
  secret bytea not null
);

-- One row for each person: which learning session speaks, and which seconds of the clock are spent.
create table seat (
  person_id uuid primary key,
  session_id uuid,
  last_at bigint not null,
  claimed bytea not null,
  slack_ms bigint not null,
  slack_at bigint not null,
  days bytea not null,
  version bigint not null
);

create table playback (
  person_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  lesson_id uuid not null,
  begun_at bigint not null,
  last_at bigint not null,
  received_at bigint not null,
  media_ms bigint not null,
  skew_ms bigint not null,
  taken bytea not null,
  refused bigint not null,
  ended_at bigint,
  primary key (person_id, id)
);

create table watch (
  person_id uuid not null,
  class_id uuid not null,
  lesson_id uuid not null,
  covered bytea not null,
  passed bytea not null,
  answered bigint not null,
  watched_ms bigint not null,
  recorded_ms bigint not null,
  figured_ms bigint not null,
  quiz_score bigint,
  begun_at bigint not null,
  watched_at bigint,
  quiz_at bigint,
  done_at bigint,
  updated_at bigint not null,
  primary key (person_id, class_id, lesson_id)
);

-- What was accepted, beat by beat: for review, never summed on a page.
create table beat (
  person_id uuid not null,
  session_id uuid not null,
  seq bigint not null,
  lesson_id uuid not null,
  from_ms bigint not null,
  to_ms bigint not null,
  rate_percent bigint not null,
  visible boolean not null,
  at_ms bigint not null,
  received_at bigint not null,
  primary key (person_id, session_id, seq)
);

create table answer (
  person_id uuid not null,
  class_id uuid not null,
  question_id uuid not null,
  choice bigint not null,
  correct boolean not null,
  answered_at bigint not null,
  primary key (person_id, class_id, question_id)
);

create table quiz_attempt (
  person_id uuid not null,
  class_id uuid not null,
  lesson_id uuid not null,
  nth bigint not null,
  answers text not null,
  score bigint,
  passed boolean,
  receipt text,
  begun_at bigint not null,
  submitted_at bigint,
  primary key (person_id, class_id, lesson_id, nth)
);

-- The figure of a person in a class. The manager's list reads this and nothing else.
create table evidence (
  person_id uuid not null,
  class_id uuid not null,
  person_name text not null,
  lessons_done bigint not null,
  lessons_total bigint not null,
  watched_ms bigint not null,
  counted_ms bigint not null,
  quiz_best bigint,
  updated_at bigint not null,
  primary key (person_id, class_id)
);
create index evidence_class on evidence (class_id, person_id);
