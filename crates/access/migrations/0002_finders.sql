-- Who holds duties at an organisation.
create index appointment_organisation on appointment (organisation_id, person_id);

-- What is over is taken away.
create index attempt_at on attempt (at);
