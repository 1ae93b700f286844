insert into loadstar.run_finding (run_id, ordinal, finding)
values (?, ?, ?)
