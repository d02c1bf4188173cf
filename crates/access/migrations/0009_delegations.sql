-- A proposal to let somebody else stand in for one's own duty names that duty's term.
alter table duty_proposal add column principal_term uuid;
