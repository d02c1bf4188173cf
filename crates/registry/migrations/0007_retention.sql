-- When the file was removed because its time was over; the import itself stays.
alter table roster_import add column file_removed_at bigint;
create index roster_import_file on roster_import (created_at) where file_removed_at is null;
create index roster_import_blob on roster_import (blob_key);
