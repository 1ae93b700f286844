insert into loadstar.run_plan (run_id, ordinal, owner, operation, plan, advice)
values (?, ?, ?, ?, ?, ?)
