-- Where a session began, as its owner sees it, and when it was used last (to the hour).
alter table session add column origin text;
alter table session add column seen_at bigint;
