insert into loadstar.run_file (run_id, source, path, length, modified, is_set_aside, watermark, newest, is_sent, is_stray)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
