insert into loadstar.run_step (run_id, step, milliseconds)
values (?, ?, ?)
