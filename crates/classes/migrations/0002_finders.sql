-- What officers ask first: their classes by state, what waits within their place.
create unique index class_filing on class (filing_number);
create index class_state on class (state, province_place, opens_on, id);
create index enrolment_state on enrolment (state, place);
create index enrolment_exception_state on enrolment_exception (state, place);
