insert into loadstar.run_table (run_id, table_name, rows_staged, rows_written)
values (?, ?, ?, ?)
