insert into loadstar.run_rule (run_id, source, rule, column_name, severity, records)
values (?, ?, ?, ?, ?, ?)
