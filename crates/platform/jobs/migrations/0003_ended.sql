-- What is over goes by its end.
create index job_ended on job (ended_at) where ended_at is not null;
