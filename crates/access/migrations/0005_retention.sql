-- Codes that were never used go by their end.
create index credential_activation on credential (activation_until) where activation_until is not null;
