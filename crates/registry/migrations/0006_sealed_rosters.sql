-- The secret with which the file is sealed, itself sealed; none for files of earlier releases, which lie in clear.
alter table roster_import add column file_secret bytea;
